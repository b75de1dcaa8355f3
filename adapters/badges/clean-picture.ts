import { done, type Outcome, refused } from '../../core/outcome.ts';
import type { PictureTrouble } from '../../core/ports/badge-press.ts';
import { cleanSvg } from './clean-svg.ts';
import { isPng, judgePicture, mostBytes } from './judge-picture.ts';
import { render } from './render.ts';

/** Sides of a PNG that was drawn anew. */
const largestSide = 800;

/**
 * A picture that somebody uploaded, as a data URI that can be a badge's: a PNG drawn anew point by point, so that nothing
 * else that was in the file is left, or an SVG written anew from what is allowed. By its content, never by its name.
 */
export async function cleanPicture(
  uploaded: Uint8Array,
  most: number = mostBytes,
): Promise<Outcome<string, { readonly why: PictureTrouble }>> {
  const bytes = Buffer.from(uploaded);
  if (bytes.length > mostBytes) return refused({ why: 'too-large' });
  return isPng(bytes) ? redrawn(bytes, most) : rewritten(bytes, most);
}

async function redrawn(
  bytes: Buffer,
  most: number,
): Promise<Outcome<string, { readonly why: PictureTrouble }>> {
  const trouble = judgePicture({ data: uri('png', bytes), alt: { original: 'en', in: {} } });
  if (trouble) return refused({ why: trouble });
  const side = bytes.readUInt32BE(16);
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><image href="${uri('png', bytes)}" width="${side}" height="${side}"/></svg>`;
  for (const width of [Math.min(side, largestSide), 500, 300, 200]) {
    const drawn = await render(frame, width);
    // Points that cannot be read are drawn as nothing.
    if (drawn === null || drawn.isEmpty) return refused({ why: 'no-picture' });
    if (drawn.png.length <= most) return done(uri('png', drawn.png));
  }
  return refused({ why: 'too-large' });
}

async function rewritten(
  bytes: Buffer,
  most: number,
): Promise<Outcome<string, { readonly why: PictureTrouble }>> {
  const text = bytes.toString('utf8');
  if (!/<(?:[\w-]+:)?svg[\s>/]/.test(text)) return refused({ why: 'no-picture' });
  const clean = cleanSvg(text);
  if (clean.svg === null) return refused({ why: clean.trouble });
  if (Buffer.byteLength(clean.svg) > most) return refused({ why: 'too-large' });
  const data = uri('svg+xml', Buffer.from(clean.svg, 'utf8'));
  const trouble = judgePicture({ data, alt: { original: 'en', in: {} } });
  if (trouble) return refused({ why: trouble });
  const drawn = await render(clean.svg, 200);
  return drawn === null || drawn.isEmpty ? refused({ why: 'no-picture' }) : done(data);
}

const uri = (type: 'png' | 'svg+xml', bytes: Buffer): string =>
  `data:image/${type};base64,${bytes.toString('base64')}`;
