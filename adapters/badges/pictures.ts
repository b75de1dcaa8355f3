import { createHash } from 'node:crypto';
import type { BadgeImage } from '../../core/badges/badge.ts';
import { Declined } from '../../core/faults.ts';
import { drawing } from './drawing.ts';
import { bytesOf, isPng, judgePicture } from './judge-picture.ts';
import { render } from './render.ts';

const side = 600;
/** Drawn ones have about 20 kB; one that was uploaded 1 MiB at most. */
const mostKept = 200;

/** Pictures as PNG, each drawn once while it is asked for often. */
export function createPictures(): { png(image: BadgeImage): Promise<Uint8Array> } {
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    png(image) {
      const key = createHash('sha256').update(sourceOf(image)).digest('base64');
      const picture = kept.get(key) ?? pngOf(image);
      kept.delete(key);
      kept.set(key, picture);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return picture;
    },
  };
}

const sourceOf = (image: BadgeImage): string => ('draw' in image ? drawing(image.draw) : image.data);

async function pngOf(image: BadgeImage): Promise<Uint8Array> {
  if ('draw' in image) return draw(drawing(image.draw));
  const trouble = judgePicture(image);
  const bytes = bytesOf(image.data);
  if (trouble || !bytes) throw new Declined(trouble ?? 'no-picture', 'This picture cannot be drawn');
  return isPng(bytes) ? bytes : draw(bytes.toString('utf8'));
}

async function draw(svg: string): Promise<Uint8Array> {
  const drawn = await render(svg, side);
  if (drawn === null) throw new Declined('no-picture', 'This picture cannot be drawn');
  return drawn.png;
}
