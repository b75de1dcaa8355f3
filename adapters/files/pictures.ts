import sharp, { type Sharp } from 'sharp';
import { Unfit } from './unfit.ts';

/** The largest phone sensors; more is a bomb or a mistake. */
const mostPoints = 110_000_000;
const longestSide = 4096;

/**
 * The picture drawn anew: upright, at most 4096 points a side, one frame, sRGB, and nothing but pixels.
 * @throws Unfit when it is damaged or has too many points
 */
export async function redraw(bytes: Buffer, type: string): Promise<Buffer> {
  const picture = sharp(bytes, { limitInputPixels: mostPoints, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  try {
    return await inForm(picture, type).toBuffer();
  } catch {
    throw new Unfit('broken');
  }
}

function inForm(picture: Sharp, type: string): Sharp {
  if (type === 'image/png') return picture.png();
  if (type === 'image/webp') return picture.webp({ quality: 85 });
  return picture.jpeg({ quality: 85 });
}
