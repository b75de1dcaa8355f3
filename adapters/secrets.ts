import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyValueStore } from '../core/ports/engine.ts';
import type { Secrets } from '../core/ports/secrets.ts';
import { ConfigFault } from './config.ts';

const form = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** @param master `COL_SECRET`, 32 characters or more */
export function createSecrets(master: string): Secrets {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', master, 'col-connect', purpose, 32));

  return {
    seal(plain, purpose) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), iv, {
        authTagLength: tagBytes,
      });
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return `${form}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed, purpose) {
      const [version, body] = sealed.split('.');
      if (version !== form || !body) throw new Error('Not a sealed value');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(`seal ${purpose}`),
        bytes.subarray(0, ivBytes),
        {
          authTagLength: tagBytes,
        },
      );
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    },
    digest: (text, purpose) =>
      createHmac('sha256', keyFor(`digest ${purpose}`))
        .update(text)
        .digest('base64url'),
    salted(text) {
      const salt = randomBytes(16).toString('base64url');
      return {
        salt,
        hash: createHash('sha256')
          .update(text + salt)
          .digest('hex'),
      };
    },
  };
}

/**
 * Whether this store was used with another secret before: a second server that was given none of the first one's, or a
 * secret that was lost. From now on this one counts.
 */
export async function isNewSecret(
  secrets: Secrets,
  keyValues: Pick<KeyValueStore, 'read' | 'put'>,
): Promise<boolean> {
  const print = secrets.digest('print', 'which-secret');
  const known = await keyValues.read<string>('secret', 'print');
  if (known !== print) await keyValues.put('secret', 'print', print);
  return known !== null && known !== print;
}

/**
 * The secret of a data folder, made at the first start. Whoever backs up the folder backs up the secret.
 * @throws ConfigFault it was cut short, so that it would open nothing that was sealed before
 */
export function secretOf(dataDir: string): string {
  const file = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    // Exclusive: of two processes that start at once, one makes it and both read the same.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (fault) {
    if (!isThere(fault)) throw fault;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length >= 32) return secret;
  throw new ConfigFault(
    `DATA_DIR: ${file} is not whole. Put it back from your backup; remove it only if nothing was connected yet (docs/operating.md)`,
  );
}

const isThere = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'EEXIST';
