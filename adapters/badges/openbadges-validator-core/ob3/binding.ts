import type { KeyObject } from 'node:crypto';
import type { Inquiry } from '../inquiry.ts';
import { isWebUrl } from '../kinds.ts';
import { quoted } from '../report.ts';
import { keyOfMultibase } from '../signatures.ts';
import { keysOf } from './issuer-keys.ts';

/**
 * The key that a proof names, and whether the issuer calls it its own: a good signature of any other key is worth
 * nothing. What is wrong is told.
 * @returns null: there is no key to check with
 */
export async function findKey(
  { findings, world, now }: Inquiry,
  method: unknown,
  issuer: string,
  id: string,
): Promise<KeyObject | null> {
  const unresolved = (says: string): null => {
    findings.error('RESOLVE_VERIFICATION_METHOD', says, { node: id, prop: 'verificationMethod' });
    return null;
  };
  const unbound = (says: string) =>
    findings.error('VERIFY_KEY_BINDING', says, { node: id, prop: 'verificationMethod' });

  if (typeof method !== 'string' || !/^[a-z][a-z0-9+.-]*:/i.test(method))
    return unresolved(`${quoted(method)} is no absolute address of a key`);
  const [controller = '', fragment = ''] = method.split('#');
  const inFragment = keyOfMultibase(fragment);
  if (controller.startsWith('did:key:')) {
    const key = keyOfMultibase(controller.slice('did:key:'.length));
    if (!key || (fragment && fragment !== controller.slice('did:key:'.length)))
      return unresolved(`${quoted(method)} holds no Ed25519 key`);
    if (controller !== issuer) unbound('The issuer is somebody else than the key that signed');
    return key;
  }
  if (!isWebUrl(controller) && !controller.startsWith('did:web:'))
    return unresolved(`Keys at ${quoted(controller)} are not supported`);

  const keys = await keysOf(world, controller, now);
  if (typeof keys === 'string')
    return unresolved(`The key's document ${quoted(controller)} cannot be had: ${keys}`);
  const listed =
    keys.find((one) => one.id === method) ??
    keys.find(({ multibase }) => multibase && multibase === fragment);
  if (!listed) {
    if (!inFragment) return unresolved(`${quoted(controller)} lists no key ${quoted(fragment)}`);
    unbound('The issuer does not list the key that signed');
    return inFragment;
  }
  if (!listed.key) return unresolved(`The key ${quoted(method)} is of a kind that is not supported`);
  if (controller !== issuer || listed.controller !== issuer)
    unbound('The key that signed is not controlled by the issuer');
  else if (!listed.isForAssertions) unbound('The issuer no longer vouches for what this key signed');
  return listed.key;
}
