import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

/** A bare machine has no fonts; this one comes along. */
const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** An SVG as points. Null: it cannot be drawn. @param width in points */
export async function render(
  svg: string,
  width: number,
): Promise<{ readonly png: Buffer; readonly isEmpty: boolean } | null> {
  try {
    const drawn = await renderAsync(svg, {
      fitTo: { mode: 'width', value: width },
      font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: 'DejaVu Sans' },
    });
    return { png: drawn.asPng(), isEmpty: isEmpty(drawn.pixels) };
  } catch {
    return null;
  }
}

/** Nothing but see-through points. @param pixels four bytes each, the last how solid it is */
function isEmpty(pixels: Buffer): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) return false;
  return true;
}
