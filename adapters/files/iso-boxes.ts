import { Unfit } from './unfit.ts';

/** A box of an ISO base media file: MP4, M4A, MOV. Offsets are in the whole file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins, behind size and type. */
  readonly content: number;
  readonly end: number;
}

/**
 * The boxes between two offsets, in order.
 * @throws Unfit when one ends outside
 * @see https://www.iso.org/standard/83102.html ISO/IEC 14496-12 §4.2
 */
export function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  // QuickTime ends some lists with four zero bytes.
  for (let start = from; start + 8 <= to; ) {
    const box = boxAt(bytes, start, to);
    if (box.end > to || box.end < box.content) throw new Unfit('broken');
    boxes.push(box);
    start = box.end;
  }
  return boxes;
}

function boxAt(bytes: Buffer, start: number, to: number): Box {
  const size = bytes.readUInt32BE(start);
  const type = bytes.toString('latin1', start + 4, start + 8);
  if (size === 0) return { type, start, content: start + 8, end: to };
  if (size !== 1) return { type, start, content: start + 8, end: start + size };
  return { type, start, content: start + 16, end: start + Number(bytes.readBigUInt64BE(start + 8)) };
}

export const childrenOf = (bytes: Buffer, box: Box): Box[] => boxesIn(bytes, box.content, box.end);

/** The first box along a way of types, `mdia/hdlr`; null when there is none. */
export function boxAlong(bytes: Buffer, box: Box, way: string): Box | null {
  let here: Box | undefined = box;
  for (const type of way.split('/')) {
    here = here && childrenOf(bytes, here).find((child) => child.type === type);
  }
  return here ?? null;
}

/** Makes the box free space of the same size, so that no offset in the file moves. */
export function free(bytes: Buffer, box: Box): void {
  bytes.write('free', box.start + 4, 'latin1');
  bytes.fill(0, box.content, box.end);
}
