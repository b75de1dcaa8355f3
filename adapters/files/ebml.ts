import { Unfit } from './unfit.ts';

/** An element of an EBML file: WebM, Matroska. Offsets are in the whole file. */
export interface Element {
  readonly id: number;
  readonly start: number;
  readonly content: number;
  /** Null: unknown; it ends where an element begins that cannot be inside. */
  readonly end: number | null;
}

/**
 * The element at an offset.
 * @throws Unfit when it ends outside
 * @see https://www.rfc-editor.org/rfc/rfc8794
 */
export function elementAt(bytes: Buffer, start: number, to: number): Element {
  const idLength = lengthOf(bytes.readUInt8(start));
  const sizeAt = start + idLength;
  const sizeLength = lengthOf(bytes.readUInt8(sizeAt));
  const content = sizeAt + sizeLength;
  if (idLength > 4 || sizeLength > 8 || content > to) throw new Unfit('broken');

  let size = bytes.readUInt8(sizeAt) & (0xff >> sizeLength);
  let isUnknown = size === 0xff >> sizeLength;
  for (let at = sizeAt + 1; at < content; at += 1) {
    size = size * 256 + bytes.readUInt8(at);
    isUnknown &&= bytes[at] === 0xff;
  }
  const end = isUnknown ? null : content + size;
  if (end !== null && end > to) throw new Unfit('broken');
  return { id: bytes.readUIntBE(start, idLength), start, content, end };
}

/** How many bytes a number takes: the zeros before its first one, and one. */
const lengthOf = (first: number): number => Math.clz32(first) - 23;

/** The elements between two offsets; none of unknown size. */
export function elementsIn(bytes: Buffer, from: number, to: number): (Element & { end: number })[] {
  const found: (Element & { end: number })[] = [];
  for (let at = from; at < to; ) {
    const { end, ...element } = elementAt(bytes, at, to);
    if (end === null) throw new Unfit('broken');
    found.push({ ...element, end });
    at = end;
  }
  return found;
}

/** Makes the element void of the same size. */
export function voidOut(bytes: Buffer, start: number, end: number): void {
  const room = end - start;
  bytes.fill(0, start, end);
  bytes.writeUInt8(0xec, start);
  if (room < 9) bytes.writeUInt8(0x80 | (room - 2), start + 1);
  else {
    bytes.writeUInt8(0x01, start + 1);
    bytes.writeUIntBE(room - 9, start + 3, 6);
  }
}
