import { type Cleaner, Unfit } from './unfit.ts';

interface Page {
  readonly start: number;
  readonly end: number;
  readonly serial: number;
  /** Where its pieces of packets lie; `ends`: the packet ends with this piece. */
  readonly pieces: readonly { readonly start: number; readonly end: number; readonly ends: boolean }[];
}

/**
 * Ogg with empty comments. They are overwritten in place and their pages summed anew.
 * @see https://www.rfc-editor.org/rfc/rfc3533, https://www.rfc-editor.org/rfc/rfc7845#section-5.2
 */
export const cleanOgg: Cleaner = (bytes) => {
  const pages = pagesOf(bytes);
  for (const stream of streamsOf(pages)) {
    const comments = secondPacketOf(stream);
    const text = Buffer.concat(comments.map(({ start, end }) => bytes.subarray(start, end)));
    blankComments(text);
    writeBack(bytes, comments, text);
  }
  for (const page of pages) sum(bytes, page);
  return bytes;
};

function pagesOf(bytes: Buffer): Page[] {
  const pages: Page[] = [];
  for (let start = 0; start < bytes.length; ) {
    if (bytes.toString('latin1', start, start + 4) !== 'OggS') throw new Unfit('broken');
    const page = pageAt(bytes, start);
    if (page.end > bytes.length) throw new Unfit('broken');
    pages.push(page);
    start = page.end;
  }
  return pages;
}

function pageAt(bytes: Buffer, start: number): Page {
  const count = bytes.readUInt8(start + 26);
  const lengths = [...bytes.subarray(start + 27, start + 27 + count)];
  const pieces: { start: number; end: number; ends: boolean }[] = [];
  let at = start + 27 + count;
  let from = at;
  for (const [index, length] of lengths.entries()) {
    at += length;
    // A packet ends with a segment shorter than 255; one that does not goes on in the next page.
    if (length < 255 || index === count - 1) {
      pieces.push({ start: from, end: at, ends: length < 255 });
      from = at;
    }
  }
  return { start, end: at, serial: bytes.readUInt32LE(start + 14), pieces };
}

function streamsOf(pages: readonly Page[]): Iterable<Page[]> {
  const streams = new Map<number, Page[]>();
  for (const page of pages) {
    const stream = streams.get(page.serial);
    if (stream) stream.push(page);
    else streams.set(page.serial, [page]);
  }
  return streams.values();
}

function secondPacketOf(pages: readonly Page[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let packet = 1;
  for (const piece of pages.flatMap((page) => page.pieces)) {
    if (packet === 2) found.push(piece);
    if (piece.ends) packet += 1;
    if (packet === 3) return found;
  }
  throw new Unfit('broken');
}

/** Vendor and comments keep their lengths, so that every packet keeps its own. */
function blankComments(text: Buffer): void {
  const isOpus = text.toString('latin1', 0, 8) === 'OpusTags';
  // Speex, FLAC, Skeleton and pictures in Ogg keep their comments elsewhere.
  if (!isOpus && text.toString('latin1', 0, 7) !== '\u0003vorbis') throw new Unfit('not-cleanable');
  let at = blankOne(text, isOpus ? 8 : 7, '');
  const count = text.readUInt32LE(at);
  at += 4;
  for (let comment = 0; comment < count; comment += 1) at = blankOne(text, at, 'X=');
  // What stands behind the comments of Opus is padding, or worse; Vorbis has one framing bit there.
  if (isOpus) text.fill(0, at);
  else text.fill(0, at + 1);
}

function blankOne(text: Buffer, at: number, beginning: string): number {
  const end = at + 4 + text.readUInt32LE(at);
  if (end > text.length) throw new Unfit('broken');
  text.fill(' ', at + 4, end);
  text.write(beginning, at + 4, Math.min(beginning.length, end - at - 4), 'latin1');
  return end;
}

function writeBack(bytes: Buffer, pieces: readonly { start: number; end: number }[], text: Buffer): void {
  let from = 0;
  for (const { start, end } of pieces) {
    text.copy(bytes, start, from, from + end - start);
    from += end - start;
  }
}

function sum(bytes: Buffer, page: Page): void {
  bytes.writeUInt32LE(0, page.start + 22);
  let crc = 0;
  for (let at = page.start; at < page.end; at += 1) {
    crc = ((crc << 8) ^ (table[((crc >>> 24) & 0xff) ^ bytes.readUInt8(at)] ?? 0)) >>> 0;
  }
  bytes.writeUInt32LE(crc, page.start + 22);
}

/** CRC-32 of Ogg: polynomial 04c11db7, nothing reflected, begun with 0. */
const table = Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value >>> 0;
});
