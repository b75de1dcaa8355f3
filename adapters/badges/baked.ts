import { createHash } from 'node:crypto';
import type { BadgeImage } from '../../core/badges/badge.ts';
import { type BadgeTexts, bakePng } from './bake-png.ts';
import { bakeSvg } from './bake-svg.ts';
import { drawing } from './drawing.ts';
import { bytesOf, isPng } from './judge-picture.ts';

/** As many as are asked for again soon; each has about 30 kB. */
const mostKept = 200;

/** Pictures with a badge in them, each made once while it is asked for often: the same picture and texts, the same bytes. */
export function createBaked(png: (image: BadgeImage) => Promise<Uint8Array>) {
  const kept = new Map<string, Uint8Array>();
  return {
    async png(image: BadgeImage, texts: BadgeTexts): Promise<Uint8Array> {
      const picture = await png(image);
      const key = createHash('sha256')
        .update(picture)
        .update(`${texts.assertion}\n${texts.credential}`)
        .digest('base64');
      const baked = kept.get(key) ?? bakePng(picture, texts);
      kept.delete(key);
      kept.set(key, baked);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return baked;
    },
    svg(image: BadgeImage, texts: BadgeTexts): string | null {
      const source = svgOf(image);
      return source === null ? null : bakeSvg(source, texts);
    },
  };
}

/** Null: it is made of points. */
function svgOf(image: BadgeImage): string | null {
  if ('draw' in image) return drawing(image.draw);
  const bytes = bytesOf(image.data);
  return bytes && !isPng(bytes) ? bytes.toString('utf8') : null;
}
