import { type Cleaner, Unfit } from './unfit.ts';

/**
 * MP3 without its tags: ID3v2 and APE before the sound; ID3v1, its extension, Lyrics3 and APE after it.
 * @see https://id3.org/id3v2.4.0-structure
 */
export const cleanMp3: Cleaner = (bytes) => {
  const start = afterTags(bytes);
  const end = beforeTags(bytes, start);
  const sound = bytes.subarray(start, end);
  if (sound.length < 4 || sound[0] !== 0xff || (sound.readUInt8(1) & 0xe0) !== 0xe0)
    throw new Unfit('broken');
  return sound;
};

function afterTags(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    const length = leadingTag(bytes, at);
    if (length === 0) break;
    at += length;
  }
  // Writers pad after a tag.
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
}

function leadingTag(bytes: Buffer, at: number): number {
  if (is(bytes, at, 'ID3')) {
    const hasFooter = (bytes.readUInt8(at + 5) & 0x10) !== 0;
    return 10 + syncSafe(bytes, at + 6) + (hasFooter ? 10 : 0);
  }
  return is(bytes, at, 'APETAGEX') ? 32 + bytes.readUInt32LE(at + 12) : 0;
}

/** Four bytes of seven bits. */
const syncSafe = (bytes: Buffer, at: number): number =>
  [0, 1, 2, 3].reduce((sum, byte) => sum * 128 + (bytes.readUInt8(at + byte) & 0x7f), 0);

function beforeTags(bytes: Buffer, start: number): number {
  let end = bytes.length;
  for (;;) {
    const length = trailingTag(bytes, end);
    // A tag longer than what is there, or of no length at all, is sound that looks like one.
    if (!(length > 0 && length <= end - start)) return end;
    end -= length;
  }
}

function trailingTag(bytes: Buffer, end: number): number {
  if (is(bytes, end - 128, 'TAG')) return 128;
  if (is(bytes, end - 227, 'TAG+')) return 227;
  if (is(bytes, end - 10, '3DI')) return 20 + syncSafe(bytes, end - 4);
  if (is(bytes, end - 9, 'LYRICS200')) return Number(bytes.toString('latin1', end - 15, end - 9)) + 15;
  if (!is(bytes, end - 32, 'APETAGEX')) return 0;
  const hasHeader = (bytes.readUInt32LE(end - 12) & 0x80000000) !== 0;
  return bytes.readUInt32LE(end - 20) + (hasHeader ? 32 : 0);
}

const is = (bytes: Buffer, at: number, word: string): boolean =>
  at >= 0 && bytes.toString('latin1', at, at + word.length) === word;
