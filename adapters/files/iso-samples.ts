import { type Box, boxAlong } from './iso-boxes.ts';
import { Unfit } from './unfit.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where the samples of a track lie in the file, as its tables say (ISO/IEC 14496-12 §8.7). */
export function samplesOf(bytes: Buffer, track: Box): Stretch[] {
  const table = boxAlong(bytes, track, 'mdia/minf/stbl');
  if (!table) throw new Unfit('broken');
  const sizes = sizesOf(bytes, table);
  const runs = runsOf(bytes, table);

  let sample = 0;
  let run = 0;
  return chunksOf(bytes, table).map((start, index) => {
    while ((runs[run + 1]?.firstChunk ?? Number.POSITIVE_INFINITY) <= index + 1) run += 1;
    const next = Math.min(sizes.count, sample + (runs[run]?.samples ?? 0));
    let end = start;
    for (; sample < next; sample += 1) end += sizes.of(sample);
    return { start, end };
  });
}

function sizesOf(bytes: Buffer, table: Box): { count: number; of(sample: number): number } {
  const box = boxAlong(bytes, table, 'stsz');
  // The compact form, stz2, is not met in recordings; guessing at it could leave something behind.
  if (!box) throw new Unfit('not-cleanable');
  const same = bytes.readUInt32BE(box.content + 4);
  const count = bytes.readUInt32BE(box.content + 8);
  if (count > bytes.length) throw new Unfit('broken');
  return { count, of: (sample) => same || bytes.readUInt32BE(box.content + 12 + 4 * sample) };
}

function chunksOf(bytes: Buffer, table: Box): number[] {
  const short = boxAlong(bytes, table, 'stco');
  if (short) return listOf(bytes, short, 4, (at) => bytes.readUInt32BE(at));
  const long = boxAlong(bytes, table, 'co64');
  return long ? listOf(bytes, long, 8, (at) => Number(bytes.readBigUInt64BE(at))) : [];
}

/** From chunk `firstChunk` on, each holds so many samples. */
function runsOf(bytes: Buffer, table: Box): { firstChunk: number; samples: number }[] {
  const box = boxAlong(bytes, table, 'stsc');
  if (!box) return [];
  return listOf(bytes, box, 12, (at) => ({
    firstChunk: bytes.readUInt32BE(at),
    samples: bytes.readUInt32BE(at + 4),
  }));
}

/** A table: version and flags, a count, then entries of one width. */
function listOf<Entry>(bytes: Buffer, box: Box, width: number, read: (at: number) => Entry): Entry[] {
  const count = bytes.readUInt32BE(box.content + 4);
  if (box.content + 8 + count * width > box.end) throw new Unfit('broken');
  return Array.from({ length: count }, (_, index) => read(box.content + 8 + index * width));
}
