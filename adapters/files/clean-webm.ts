import { type Element, elementAt, elementsIn, voidOut } from './ebml.ts';
import { type Cleaner, Unfit } from './unfit.ts';

const header = 0x1a45dfa3;
const segment = 0x18538067;
const info = 0x1549a966;
const tracks = 0x1654ae6b;
const cluster = 0x1f43b675;
const cues = 0x1c53bb6b;
const seekHead = 0x114d9b74;

/** What stands in a cluster: met at the top when a recorder, streaming, never wrote how long its clusters are. */
const inCluster = new Set([0xe7, 0xa3, 0xa0, 0xa7, 0xab, 0x5854, 0xaf]);
const kept = new Set([info, tracks, cluster, cues, seekHead, ...inCluster]);
/** Scale and duration; the rest of the info says when, called what, with which program. Two must be there: the names of the programs. */
const keptInfo = new Set([0x2ad7b1, 0x4489]);
const programs = new Set([0x4d80, 0x5741]);

/**
 * WebM without tags, attachments, chapters, dates and names. Overwritten in place: nothing moves.
 * @see https://www.rfc-editor.org/rfc/rfc9559
 */
export const cleanWebm: Cleaner = (bytes) => {
  let at = elementAt(bytes, 0, bytes.length).end ?? bytes.length;
  let plays = false;
  while (at < bytes.length) {
    const element = elementAt(bytes, at, bytes.length);
    if (element.id === segment) at = element.content;
    else if (element.id === cluster && element.end === null) at = element.content;
    else at = cleanTop(bytes, element);
    plays ||= element.id === tracks;
  }
  if (!plays || bytes.readUInt32BE(0) !== header) throw new Unfit('broken');
  return bytes;
};

/** @returns where the next element begins */
function cleanTop(bytes: Buffer, { id, start, content, end }: Element): number {
  if (end === null) throw new Unfit('broken');
  if (!kept.has(id)) voidOut(bytes, start, end);
  if (id === info) cleanInfo(bytes, content, end);
  if (id === tracks) cleanTracks(bytes, content, end);
  return end;
}

function cleanInfo(bytes: Buffer, from: number, to: number): void {
  for (const { id, start, content, end } of elementsIn(bytes, from, to)) {
    if (programs.has(id)) bytes.fill('-', content, end);
    else if (!keptInfo.has(id)) voidOut(bytes, start, end);
  }
}

function cleanTracks(bytes: Buffer, from: number, to: number): void {
  for (const track of elementsIn(bytes, from, to)) {
    // A checksum of what is changed below would be wrong.
    if (track.id !== 0xae) voidOut(bytes, track.start, track.end);
    else cleanTrack(bytes, track.content, track.end);
  }
}

const trackType = 0x83;
const trackName = 0x536e;
const checksum = 0xbf;

function cleanTrack(bytes: Buffer, from: number, to: number): void {
  for (const { id, start, content, end } of elementsIn(bytes, from, to)) {
    // Video is 1, audio 2. Other tracks' blocks lie among theirs and can hold anything.
    if (id === trackType && ![1, 2].includes(bytes.readUInt8(end - 1) * (end > content ? 1 : 0))) {
      throw new Unfit('not-cleanable');
    }
    if (id === trackName || id === checksum) voidOut(bytes, start, end);
  }
}
