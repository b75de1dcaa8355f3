import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** How a raw Ed25519 key is wrapped. */
const wrapping = Buffer.from('302a300506032b6570032100', 'hex');

/** @param publicKey 64 hexadecimal digits */
export const publicKeyOf = (publicKey: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([wrapping, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });

/** Is this body, as it came, signed by Discord? */
export function isSigned(
  key: KeyObject,
  {
    signature,
    timestamp,
    body,
  }: { signature: string | undefined; timestamp: string | undefined; body: Buffer },
): boolean {
  if (!signature || !timestamp || !/^[0-9a-f]{128}$/i.test(signature)) return false;
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
}
