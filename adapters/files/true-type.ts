import { fileTypeFromBuffer } from 'file-type';
import type { FileFacts } from '../../core/ports/engine.ts';
import type { FileAdvice } from '../../core/ports/file-intake.ts';
import { isPlainText } from './plain-text.ts';

/** A type that we keep. `type` is what browsers are told. */
export interface TrueType {
  readonly type: string;
  readonly extension: string;
  readonly medium: FileFacts['medium'];
}

const kept: Readonly<Record<string, TrueType>> = {
  'image/jpeg': { type: 'image/jpeg', extension: 'jpg', medium: 'image' },
  'image/png': { type: 'image/png', extension: 'png', medium: 'image' },
  'image/webp': { type: 'image/webp', extension: 'webp', medium: 'image' },
  'audio/mpeg': { type: 'audio/mpeg', extension: 'mp3', medium: 'audio' },
  'audio/x-m4a': { type: 'audio/mp4', extension: 'm4a', medium: 'audio' },
  'audio/mp4': { type: 'audio/mp4', extension: 'm4a', medium: 'audio' },
  'audio/ogg': { type: 'audio/ogg', extension: 'ogg', medium: 'audio' },
  'audio/ogg; codecs=opus': { type: 'audio/ogg', extension: 'ogg', medium: 'audio' },
  'audio/wav': { type: 'audio/wav', extension: 'wav', medium: 'audio' },
  'video/mp4': { type: 'video/mp4', extension: 'mp4', medium: 'video' },
  'video/x-m4v': { type: 'video/mp4', extension: 'mp4', medium: 'video' },
  'video/quicktime': { type: 'video/quicktime', extension: 'mov', medium: 'video' },
  'video/webm': { type: 'video/webm', extension: 'webm', medium: 'video' },
  'application/pdf': { type: 'application/pdf', extension: 'pdf', medium: 'pdf' },
};

const plainText: TrueType = { type: 'text/plain', extension: 'txt', medium: 'other' };

/** What the bytes are, whatever they are called: a type we keep, or the name of one we do not. */
export async function trueTypeOf(
  bytes: Buffer,
  name: string,
): Promise<{ kept: TrueType } | { refused: string | null }> {
  const found = await fileTypeFromBuffer(bytes);
  if (!found) return /\.txt$/i.test(name) && isPlainText(bytes) ? { kept: plainText } : { refused: null };
  const type = kept[found.mime];
  return type && !isLie(type, name) ? { kept: type } : { refused: found.mime };
}

/** Recordings may be called one another, and so may pictures; a document called a picture is a lie. */
function isLie(type: TrueType, name: string): boolean {
  const claimed = claims[/\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
  return claimed !== undefined && claimed !== kindOf(type);
}

const kindOf = ({ medium }: TrueType): string =>
  medium === 'audio' || medium === 'video' ? 'recording' : medium;

const claims: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(kept).map((type) => [type.extension, kindOf(type)])),
  jpeg: 'image',
  heic: 'image',
  m4v: 'recording',
  oga: 'recording',
  opus: 'recording',
  txt: 'other',
};

/** In which form to hand the same thing in; null when no form of it is taken. */
export function adviceFor(found: string | null): FileAdvice | null {
  if (found === null) return null;
  if (found.startsWith('image/')) return 'as-jpeg';
  if (found.startsWith('audio/') || found === 'application/ogg') return 'as-mp3';
  if (found.startsWith('video/')) return 'as-mp4';
  return /officedocument|opendocument|rtf|x-cfb|epub|postscript/.test(found) ? 'as-pdf' : null;
}
