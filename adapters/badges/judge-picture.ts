import type { BadgeImage } from '../../core/badges/badge.ts';
import type { PictureTrouble } from '../../core/ports/badge-press.ts';

export const mostBytes = 1024 * 1024;
const smallest = 200;
const largest = 2000;

/** Why a picture cannot be a badge's; null: it can. By its content, never by what its data URI says. */
export function judgePicture(image: BadgeImage): PictureTrouble | null {
  if ('draw' in image) return null;
  const bytes = bytesOf(image.data);
  if (!bytes) return 'no-picture';
  if (bytes.length > mostBytes) return 'too-large';
  if (isPng(bytes)) return judgeSides(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  return /<svg[\s>]/.test(bytes.toString('utf8')) ? judgeSvg(bytes.toString('utf8')) : 'no-picture';
}

/** What a data URI holds; null: it is none. */
export function bytesOf(uri: string): Buffer | null {
  const [, encoding, body] = /^data:image\/(?:png|svg\+xml)((?:;[\w=-]+)*),(.+)$/s.exec(uri) ?? [];
  if (encoding === undefined || body === undefined) return null;
  if (encoding.endsWith(';base64')) return Buffer.from(body, 'base64');
  try {
    return Buffer.from(decodeURIComponent(body), 'utf8');
  } catch {
    return null;
  }
}

export const isPng = (bytes: Buffer): boolean =>
  bytes.length > 33 && bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));

function judgeSides(width: number, height: number): PictureTrouble | null {
  if (width !== height) return 'not-square';
  return width < smallest || width > largest ? 'wrong-size' : null;
}

/** What could load something, run something or grow without end. Whatever passes is drawn to pixels and never sent on. */
const unsafe =
  /<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignObject|image|use|style)\b|\son\w+\s*=|href\s*=\s*["']?\s*[^#"'\s]|url\(\s*["']?\s*[^#"'\s]/i;

function judgeSvg(text: string): PictureTrouble | null {
  if (unsafe.test(text)) return 'unsafe';
  const box =
    /<svg\b[^>]*\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']/.exec(text);
  if (!box) return 'not-square';
  return box[1] === box[2] ? null : 'not-square';
}
