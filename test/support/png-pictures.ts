import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its length and checksum. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export const iTXt = (keyword: string, text: string): Buffer =>
  chunk('iTXt', Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]));

export const packedText = (keyword: string, text: string | Uint8Array): Buffer =>
  chunk(
    'iTXt',
    Buffer.concat([Buffer.from(`${keyword}\0\u0001\0\0\0`, 'latin1'), deflateSync(Buffer.from(text))]),
  );

export const tEXt = (keyword: string, text: string): Buffer =>
  chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));

const start = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
]);
const pixels = chunk('IDAT', deflateSync(Buffer.from([0, 0])));
export const iend = chunk('IEND', Buffer.alloc(0));

/** One grey point, with these chunks before or after it. */
export const aPng = (...before: Buffer[]): Buffer => Buffer.concat([start, ...before, pixels, iend]);
export const aPngWithLast = (...after: Buffer[]): Buffer => Buffer.concat([start, pixels, ...after, iend]);
