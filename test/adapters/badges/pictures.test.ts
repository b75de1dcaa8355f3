import sharp from 'sharp';
import { createBadgePress } from '../../../adapters/badges/index.ts';
import type { BadgeImage } from '../../../core/badges/badge.ts';
import { inkOn, luminance } from '../../../core/badges/ink.ts';
import { Declined } from '../../../core/faults.ts';
import { texts } from '../../builders/index.ts';

const press = createBadgePress({ baseUrl: 'https://col.example' });
const alt = texts('A badge');
const drawn = (
  letters: string,
  more: { shape?: 'hexagon' | 'circle'; colour?: string } = {},
): BadgeImage => ({
  draw: { shape: 'hexagon', colour: '#7C2D12', letters, ...more },
  alt,
});
const svg = (text: string): BadgeImage => ({
  data: `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`,
  alt,
});
const png = async (width: number, height = width): Promise<BadgeImage> => {
  const bytes = await sharp({ create: { width, height, channels: 4, background: 'teal' } })
    .png()
    .toBuffer();
  return { data: `data:image/png;base64,${bytes.toString('base64')}`, alt };
};

async function points(image: BadgeImage) {
  const { data, info } = await sharp(await press.picture(image))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
  ];
  return { info, at, data };
}

describe('A drawn badge', () => {
  it('is a square PNG of its colour on nothing', async () => {
    const { info, at } = await points(drawn('FM'));

    expect(info).toMatchObject({ width: 600, height: 600 });
    expect(at(300, 30)).toEqual([0x7c, 0x2d, 0x12, 255]);
    expect(at(5, 5)[3]).toBe(0);
  });

  it.each(['hexagon', 'circle'] as const)('(%s) has its own shape', async (shape) => {
    const { at } = await points(drawn('A', { shape }));

    // Between the corner of the hexagon and the arc of the circle.
    expect(at(30, 300)[3]).toBe(shape === 'circle' ? 255 : 0);
  });

  it.each(['F', 'FM', 'WW', 'WWW', 'Š', '<&>'])(
    'shows its letters (%s) inside the rim, on a machine without fonts',
    async (letters) => {
      const { data, info } = await points(drawn(letters));
      const xs: number[] = [];
      for (let at = 0; at < data.length; at += 4) {
        const y = Math.floor(at / 4 / info.width);
        const isInk = (data[at] ?? 0) > 250 && (data[at + 1] ?? 0) > 250 && (data[at + 3] ?? 0) === 255;
        if (isInk && y > 190 && y < 410) xs.push((at / 4) % info.width);
      }

      expect(xs.length).toBeGreaterThan(1000);
      expect([Math.min(...xs) > 105, Math.max(...xs) < 495]).toEqual([true, true]);
    },
  );

  it('tells different letters apart', async () => {
    const [one, other] = await Promise.all([press.picture(drawn('O')), press.picture(drawn('Q'))]);

    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
  });

  it('is the same bytes every time', async () => {
    const again = createBadgePress({ baseUrl: 'https://col.example' });

    expect(Buffer.from(await press.picture(drawn('FM')))).toEqual(
      Buffer.from(await again.picture(drawn('FM'))),
    );
  });

  it('has letters that stand out from any colour, 4 to 1 or more', () => {
    for (let grey = 0; grey < 256; grey += 1) {
      const colour = `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
      const [dark = 0, light = 0] = [luminance(colour), luminance(inkOn(colour))].sort((a, b) => a - b);
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThan(4);
    }
  });
});

describe('A badge with a picture of its own', () => {
  it('keeps a PNG byte for byte', async () => {
    const image = await png(400);

    expect(await press.judgePicture(image)).toBeNull();
    expect(await press.picture(image)).toEqual(
      Buffer.from('data' in image ? image.data.slice(22) : '', 'base64'),
    );
  });

  it('draws an SVG to points, so that nothing of it can run', async () => {
    const image = svg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#00f"/></svg>',
    );

    expect(await press.judgePicture(image)).toBeNull();
    expect((await points(image)).at(300, 300)).toEqual([0, 0, 255, 255]);
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a file of the server', '<image href="/etc/passwd"/>'],
    ['another site', '<rect fill="url(https://evil.example/x)"/>'],
    ['a handler', '<rect onload="alert(1)"/>'],
    ['a page', '<foreignObject/>'],
  ])('is refused with %s in it', async (_what, inside) => {
    const image = svg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inside}</svg>`);

    expect(await press.judgePicture(image)).toBe('unsafe');
    await expect(press.picture(image)).rejects.toThrow(Declined);
  });

  it('may use colours it defines itself', async () => {
    const image = svg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect fill="url(#g)" width="1" height="1"/></svg>',
    );

    expect(await press.judgePicture(image)).toBeNull();
  });

  it.each([
    ['not-square', () => png(400, 300)],
    ['wrong-size', () => png(100)],
    ['wrong-size', () => png(2100)],
    ['not-square', () => svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>')],
    ['unsafe', () => svg('<!DOCTYPE svg><svg viewBox="0 0 1 1"/>')],
    ['no-picture', () => ({ data: 'data:image/png;base64,aGVsbG8=', alt })],
    ['no-picture', () => ({ data: 'data:image/svg+xml,%E0%A4%A', alt })],
    ['too-large', () => ({ data: `data:image/png;base64,${'A'.repeat(1_450_000)}`, alt })],
  ] as const)('is refused as %s (%#)', async (trouble, image) => {
    expect(await press.judgePicture(await image())).toBe(trouble);
  });
});
