import { type Box, boxAlong, boxesIn, childrenOf, free } from './iso-boxes.ts';
import { samplesOf } from './iso-samples.ts';
import { type Cleaner, Unfit } from './unfit.ts';

/** What plays. Cameras hide places in boxes of their own making, so what is not listed becomes free space. */
const keptIn: Readonly<Record<string, ReadonlySet<string>>> = {
  file: new Set(['ftyp', 'styp', 'moov', 'mdat', 'moof', 'sidx', 'ssix', 'mfra', 'pdin', 'wide']),
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'edts', 'mdia', 'tapt']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
};
const dropped = new Set(['udta', 'meta', 'uuid', 'free', 'skip']);

/**
 * MP4, M4A and MOV without tags, places, dates and side tracks (GPS, motion, subtitles written by drones).
 * Nothing moves: what goes is overwritten in place.
 */
export const cleanIsoMedia: Cleaner = (bytes) => {
  const top = boxesIn(bytes, 0, bytes.length);
  const movie = top.find(({ type }) => type === 'moov');
  if (!movie) throw new Unfit('broken');
  const isFragmented = top.some(({ type }) => type === 'moof');

  // First the side tracks, while the tables that say where their samples lie are still there.
  const tracks = childrenOf(bytes, movie).filter(({ type }) => type === 'trak');
  const side = tracks.filter((track) => !plays(bytes, track));
  if (side.length === tracks.length) throw new Unfit('broken');
  for (const track of side) dropTrack(bytes, track, isFragmented);

  keepOnly(bytes, top, 'file');
  for (const box of top) clean(bytes, box);
  return bytes;
};

function clean(bytes: Buffer, box: Box): void {
  if (box.type === 'moov' || box.type === 'trak' || box.type === 'mdia') {
    keepOnly(bytes, childrenOf(bytes, box), box.type);
    for (const child of childrenOf(bytes, box)) clean(bytes, child);
  } else if (box.type === 'minf' || box.type === 'stbl' || box.type === 'moof' || box.type === 'traf') {
    for (const child of childrenOf(bytes, box)) {
      if (dropped.has(child.type)) free(bytes, child);
      else clean(bytes, child);
    }
  } else if (box.type === 'mvhd' || box.type === 'tkhd' || box.type === 'mdhd') {
    forgetDates(bytes, box);
  }
}

function keepOnly(bytes: Buffer, boxes: readonly Box[], where: string): void {
  for (const box of boxes) {
    if (!keptIn[where]?.has(box.type)) free(bytes, box);
  }
}

/** Created and modified follow version and flags: 4 bytes each, 8 in version 1. */
function forgetDates(bytes: Buffer, box: Box): void {
  const width = bytes.readUInt8(box.content) === 1 ? 8 : 4;
  bytes.fill(0, box.content + 4, box.content + 4 + 2 * width);
}

function plays(bytes: Buffer, track: Box): boolean {
  const handler = boxAlong(bytes, track, 'mdia/hdlr');
  if (!handler) return false;
  const kind = bytes.toString('latin1', handler.content + 8, handler.content + 12);
  return kind === 'vide' || kind === 'soun';
}

function dropTrack(bytes: Buffer, track: Box, isFragmented: boolean): void {
  // The samples of a fragmented file lie in its fragments, between those of picture and sound.
  if (isFragmented) throw new Unfit('not-cleanable');
  for (const { start, end } of samplesOf(bytes, track)) {
    if (end > bytes.length) throw new Unfit('broken');
    bytes.fill(0, start, end);
  }
  free(bytes, track);
}
