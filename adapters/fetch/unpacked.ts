import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Unreachable } from '../../core/faults.ts';

const ways = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * What an answer says once it is unpacked. Nobody asked for it packed; some servers send it so all the same.
 * @param encoding as in `Content-Encoding`; undefined: it came as it is
 * @throws Unreachable packed in another way, or longer than that once unpacked
 */
export async function unpacked(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const way = encoding?.trim().toLowerCase() ?? '';
  if (way === '' || way === 'identity' || body.length === 0) return body;
  if (!(way in ways)) throw new Unreachable('An answer that is packed in an unknown way');
  try {
    // `in` has shown that it is one of them.
    return await ways[way as keyof typeof ways](body, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw new Unreachable('A packed answer that cannot be read, or is too long', { cause });
  }
}
