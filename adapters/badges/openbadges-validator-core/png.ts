import { crc32, inflateSync } from 'node:zlib';

/** A chunk of a PNG, as it lies in the file. */
export interface PngChunk {
  /** Four letters. */
  readonly type: string;
  readonly data: Uint8Array;
  /** Where it begins, counted in bytes from the start of the file: its length, type, data and checksum. */
  readonly start: number;
  readonly end: number;
}

/** What a text chunk holds. */
export interface PngText {
  readonly keyword: string;
  readonly text: string;
  readonly isCompressed: boolean;
}

export class PngDamaged extends Error {
  override readonly name = 'PngDamaged';
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

export const isPng = (bytes: Uint8Array): boolean => signature.equals(bytes.subarray(0, 8));

/**
 * Every chunk up to IEND, each with its checksum right. A moving picture (APNG) is read like any other.
 * @throws PngDamaged cut off, a checksum is wrong, or something stands before IHDR or after IEND
 */
export function pngChunks(bytes: Uint8Array): readonly PngChunk[] {
  if (!isPng(bytes)) throw new PngDamaged('no PNG');
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let start = 8; start < file.length; ) {
    const chunk = chunkAt(file, start);
    chunks.push(chunk);
    start = chunk.end;
  }
  if (chunks[0]?.type !== 'IHDR') throw new PngDamaged('its first chunk is not IHDR');
  if (chunks.findIndex(({ type }) => type === 'IEND') !== chunks.length - 1)
    throw new PngDamaged('it does not end with IEND');
  return chunks;
}

function chunkAt(file: Buffer, start: number): PngChunk {
  if (start + 12 > file.length) throw new PngDamaged('it is cut off');
  const end = start + 12 + file.readUInt32BE(start);
  if (end > file.length) throw new PngDamaged('it is cut off');
  const type = file.toString('latin1', start + 4, start + 8);
  if (crc32(file.subarray(start + 4, end - 4)) !== file.readUInt32BE(end - 4))
    throw new PngDamaged(`the checksum of a chunk ${JSON.stringify(type)} is wrong`);
  return { type, data: file.subarray(start + 8, end - 4), start, end };
}

/** The keyword of a chunk that holds text; null: it holds none. */
export function keywordOf({ type, data }: PngChunk): string | null {
  if (type !== 'iTXt' && type !== 'tEXt' && type !== 'zTXt') return null;
  // A keyword has 79 letters at most.
  const end = data.subarray(0, 80).indexOf(0);
  return end < 0 ? null : Buffer.from(data.subarray(0, end)).toString('latin1');
}

/**
 * What a text chunk says; null: it is none.
 * @param mostBytes of a text that was compressed
 * @throws PngDamaged malformed, or longer than that
 */
export function pngText(chunk: PngChunk, mostBytes: number): PngText | null {
  const keyword = keywordOf(chunk);
  if (keyword === null) return null;
  const rest = Buffer.from(chunk.data.subarray(keyword.length + 1));
  if (chunk.type === 'tEXt') return { keyword, text: rest.toString('latin1'), isCompressed: false };
  if (chunk.type === 'zTXt') {
    if (rest[0] !== 0) throw new PngDamaged('a text is packed in an unknown way');
    const text = unpacked(rest.subarray(1), mostBytes).toString('latin1');
    return { keyword, text, isCompressed: true };
  }
  return { keyword, ...internationalText(rest, mostBytes) };
}

/** After the keyword: compression flag, method, language NUL, translated keyword NUL, UTF-8. */
function internationalText(rest: Buffer, mostBytes: number): Omit<PngText, 'keyword'> {
  const [flag, method] = rest;
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  const isCompressed = flag === 1;
  if (translated < 0 || (flag !== 0 && !isCompressed) || (isCompressed && method !== 0))
    throw new PngDamaged('a text chunk is malformed');
  const packed = rest.subarray(translated + 1);
  return { text: utf8(isCompressed ? unpacked(packed, mostBytes) : packed), isCompressed };
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PngDamaged('a text is no UTF-8', { cause });
  }
}

function unpacked(bytes: Uint8Array, mostBytes: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    throw new PngDamaged('a packed text cannot be read, or is too long', { cause });
  }
}
