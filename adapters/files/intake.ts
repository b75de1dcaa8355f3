import { done, type Outcome, refused } from '../../core/outcome.ts';
import type { CheckedFile, FileIntake, FileRefusal } from '../../core/ports/file-intake.ts';
import { cleanIsoMedia } from './clean-iso-media.ts';
import { cleanMp3 } from './clean-mp3.ts';
import { cleanOgg } from './clean-ogg.ts';
import { cleanWav } from './clean-wav.ts';
import { cleanWebm } from './clean-webm.ts';
import { redraw } from './pictures.ts';
import { readLimited } from './read-limited.ts';
import { safeName } from './safe-name.ts';
import { adviceFor, type TrueType, trueTypeOf } from './true-type.ts';
import { type Cleaner, Unfit } from './unfit.ts';

/** 20 MiB. */
export const mostBytes = 20 * 1024 * 1024;

/** A form that has no cleaner is drawn anew (pictures) or passes as it is (PDF and text, which are only downloaded). */
const cleaners: Readonly<Record<string, Cleaner>> = {
  'audio/mpeg': cleanMp3,
  'audio/mp4': cleanIsoMedia,
  'audio/ogg': cleanOgg,
  'audio/wav': cleanWav,
  'video/mp4': cleanIsoMedia,
  'video/quicktime': cleanIsoMedia,
  'video/webm': cleanWebm,
};

/** Fills the port: what was handed in is taken, read by its bytes, cleaned, and named after what it truly is. */
export const createFileIntake = (): FileIntake => ({
  async check(bytes, claimed) {
    const read = await readLimited(bytes, mostBytes);
    if (!read) return refused({ why: 'file-too-large', mostBytes });
    if (read.length === 0) return refused({ why: 'file-empty' });

    const found = await trueTypeOf(read, claimed.name);
    if ('refused' in found) {
      return refused({ why: 'file-type', found: found.refused, advice: adviceFor(found.refused) });
    }
    return cleaned(read, found.kept, claimed.name);
  },
});

async function cleaned(
  bytes: Buffer,
  form: TrueType,
  name: string,
): Promise<Outcome<CheckedFile, FileRefusal>> {
  try {
    const clean = form.medium === 'image' ? await redraw(bytes, form.type) : cleanedBy(form.type, bytes);
    if (clean.length > mostBytes) return refused({ why: 'file-too-large', mostBytes });
    const facts = { type: form.type, medium: form.medium, bytes: clean.length };
    return done({ facts: { ...facts, name: safeName(name, form.extension) }, bytes: inParts(clean) });
  } catch (fault) {
    if (!(fault instanceof Unfit)) throw fault;
    if (fault.why === 'broken') return refused({ why: 'file-broken', found: form.type });
    return refused({ why: 'file-type', found: form.type, advice: adviceFor(form.type) });
  }
}

function cleanedBy(type: string, bytes: Buffer): Buffer {
  try {
    return cleaners[type]?.(bytes) ?? bytes;
  } catch (fault) {
    // Reading past the end: a length in the file lies.
    if (fault instanceof RangeError) throw new Unfit('broken');
    throw fault;
  }
}

const partBytes = 256 * 1024;

async function* inParts(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
}
