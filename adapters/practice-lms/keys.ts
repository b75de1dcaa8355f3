import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import { openShelf } from './shelf.ts';

const KeyPair = z.object({
  kid: z.string(),
  /** PKCS #8 in PEM. */
  privateKey: z.string(),
  /** False: signs no more and is published no more. */
  isPublished: z.boolean(),
});
type KeyPair = z.infer<typeof KeyPair>;

/** The keys by which the LMS signs its launches. */
export interface LmsKeys {
  current(): { kid: string; key: KeyObject };
  /** What the key set address shows. */
  jwks(): { keys: object[] };
  /** Signs with a new key from now on. @param keepOld false takes the old one out of the key set */
  roll(keepOld: boolean): void;
}

/** @param folder null: made anew at every start */
export function openKeys(folder: string | null): LmsKeys {
  const shelf = openShelf(folder, 'keys', KeyPair, (pair) => pair.kid);
  const published = () => shelf.all().filter((pair) => pair.isPublished);
  if (published().length === 0) shelf.put(newPair());

  const opened = new Map<string, KeyObject>();
  const open = (pair: KeyPair): KeyObject => {
    const key = opened.get(pair.kid) ?? createPrivateKey(pair.privateKey);
    opened.set(pair.kid, key);
    return key;
  };
  return {
    current() {
      const pair = published().at(-1);
      if (!pair) throw new Error('the practice LMS has no key');
      return { kid: pair.kid, key: open(pair) };
    },
    jwks: () => ({ keys: published().map((pair) => jwkOf(pair.kid, open(pair))) }),
    roll(keepOld) {
      if (!keepOld) shelf.put(...published().map((pair) => ({ ...pair, isPublished: false })));
      shelf.put(newPair());
    },
  };
}

function newPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    kid: randomBytes(10).toString('hex'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    isPublished: true,
  };
}

function jwkOf(kid: string, key: KeyObject): object {
  const { kty, e, n } = createPublicKey(key).export({ format: 'jwk' });
  return { kty, alg: 'RS256', kid, e, n, use: 'sig' };
}
