import { createHash } from 'node:crypto';

/** Whether this address is the one that was hashed or written down. Compared exactly; hex in either case. */
export function isIdentity(
  email: string,
  { value, hashed, salt }: { readonly value: unknown; readonly hashed: unknown; readonly salt: unknown },
): boolean {
  if (typeof value !== 'string') return false;
  if (hashed !== true) return value === email;
  const [, algorithm, hex = ''] = /^(md5|sha256)\$([0-9a-f]+)$/i.exec(value) ?? [];
  if (!algorithm) return false;
  const salted = email + (typeof salt === 'string' ? salt : '');
  return createHash(algorithm.toLowerCase()).update(salted).digest('hex') === hex.toLowerCase();
}
