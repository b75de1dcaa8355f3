import type { KeyObject } from 'node:crypto';
import { checkNode } from '../check-node.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { isSignedBy, type Jws, keyOfPem } from '../jws.ts';
import { quoted } from '../report.ts';
import { ob2 } from './classes.ts';
import { load, loadNamed } from './load.ts';

interface Key {
  readonly node: Node;
  readonly id: string;
  readonly key: KeyObject | null;
}

/**
 * The signature of a badge that is carried instead of hosted, and that its key is the issuer's: the issuer names
 * the key, the key names the issuer. Keys in the header are ignored: anybody can write one there.
 * @param jws null: it came without a signature
 */
export async function checkSignature(
  inquiry: Inquiry,
  { id, assertion, issuer, jws }: { id: string; assertion: Node; issuer: Node | null; jws: Jws | null },
): Promise<void> {
  const { findings } = inquiry;
  if (!jws) {
    findings.error('VERIFY_JWS', 'A signed badge came without its signature', { node: id, means: 'changed' });
    return;
  }
  const [verification] = listOf(assertion['verification']);
  const creator = isNode(verification) ? verification['creator'] : undefined;
  const keys = creator ? await namedKey(inquiry, creator, issuer) : await issuersKeys(inquiry, issuer);
  if (keys.length === 0) {
    if (findings.errorCount === 0)
      findings.error('VERIFY_JWS', 'There is no key to check its signature with', { node: id });
    return;
  }
  if (!keys.some(({ key }) => key && isSignedBy(key, jws)))
    findings.error('VERIFY_JWS', `Its signature (${quoted(jws.header['alg'])}) is not of the issuer's key`, {
      node: id,
      means: 'changed',
    });
}

const idOf = (value: unknown): string => (isNode(value) ? String(value['id'] ?? '') : String(value ?? ''));

async function namedKey(inquiry: Inquiry, creator: unknown, issuer: Node | null): Promise<readonly Key[]> {
  const id = idOf(creator);
  if (issuer && !listOf(issuer['publicKey']).some((listed) => idOf(listed) === id)) {
    const says = `The issuer does not name ${quoted(id)} as its key`;
    inquiry.findings.error('VERIFY_KEY_OWNERSHIP', says, { node: id, prop: 'publicKey' });
  }
  // The key as the issuer wrote it down, where they did: the badge could bring one of its own.
  const written = listOf(issuer?.['publicKey']).find((listed) => isNode(listed) && idOf(listed) === id);
  const key = await readKey(inquiry, written ?? id, issuer);
  return key ? [key] : [];
}

async function issuersKeys(inquiry: Inquiry, issuer: Node | null): Promise<readonly Key[]> {
  const listed = listOf(issuer?.['publicKey']).slice(0, 5);
  if (issuer && listed.length === 0)
    inquiry.findings.error('VERIFY_KEY_OWNERSHIP', 'The issuer names no key', {
      node: idOf(issuer),
      prop: 'publicKey',
    });
  const keys: Key[] = [];
  for (const one of listed) {
    const key = await readKey(inquiry, one, issuer);
    if (key) keys.push(key);
  }
  return keys;
}

async function readKey(inquiry: Inquiry, named: unknown, issuer: Node | null): Promise<Key | null> {
  const { findings } = inquiry;
  // A key without an address of its own lies in the profile, which is what vouches for it.
  const isInside = isNode(named) && typeof named['publicKeyPem'] === 'string';
  const loaded = isInside
    ? await loadNamed(inquiry, { ...named, id: undefined }, 'the key')
    : await load(inquiry, idOf(named), 'the key', 'document');
  if (!loaded) return null;
  const { node } = loaded;
  const id = idOf(named);
  checkNode(findings, ob2, 'CryptographicKey', node, id);
  if (issuer && node['owner'] !== undefined && node['owner'] !== issuer['id'])
    findings.error('VERIFY_KEY_OWNERSHIP', `The key belongs to ${quoted(node['owner'])}, not to the issuer`, {
      node: id,
      prop: 'owner',
    });
  return { node, id, key: keyOfPem(node['publicKeyPem']) };
}
