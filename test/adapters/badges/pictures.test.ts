import sharp from 'sharp';
import { createBadgePress } from '../../../adapters/badges/index.ts';
import type { BadgeImage } from '../../../core/badges/badge.ts';
import { badgeColours, badgeIcons, badgeShapes } from '../../../core/badges/design.ts';
import { inkOn, luminance } from '../../../core/badges/ink.ts';
import { Declined } from '../../../core/faults.ts';
import { texts } from '../../builders/index.ts';

const press = createBadgePress({ baseUrl: 'https://col.example', operator: null });
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

  it.each(badgeShapes)('on a %s carries every sign and looks like no other', async (shape) => {
    const pictures = badgeIcons.map((icon) => press.drawing({ shape, colour: '#0b6b5d', icon }, 48));
    const [star, letters] = await Promise.all([
      press.picture({ draw: { shape, colour: '#0b6b5d', icon: 'star' }, alt }),
      press.picture({ draw: { shape, colour: '#0b6b5d', letters: 'A' }, alt }),
    ]);

    expect(new Set(pictures).size).toBe(badgeIcons.length);
    expect(Buffer.from(star).equals(Buffer.from(letters))).toBe(false);
  });

  it('offers colours from which letters stand out 4.5 to 1, on the field as on the edge', () => {
    for (const colour of Object.values(badgeColours)) {
      const [dark = 0, light = 0] = [luminance(colour), luminance(inkOn(colour))].sort((a, b) => a - b);
      expect([colour, (light + 0.05) / (dark + 0.05) > 4.5]).toEqual([colour, true]);
    }
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
    const again = createBadgePress({ baseUrl: 'https://col.example', operator: null });

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

describe('A picture that is uploaded', () => {
  const uploaded = async (bytes: Uint8Array | string) => press.cleanPicture(Buffer.from(bytes));
  const inSvg = (inside: string, more = '') =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" ${more}><rect width="10" height="10" fill="teal"/>${inside}</svg>`;
  const svgOf = (data: string | undefined) =>
    Buffer.from(data?.split(',')[1] ?? '', 'base64').toString('utf8');
  const pngBytes = async (side: number) =>
    sharp({ create: { width: side, height: side, channels: 4, background: 'teal' } })
      .withExif({ IFD0: { Copyright: 'Mia Novak' } })
      .png()
      .toBuffer();

  it('is a PNG drawn anew: the same points, nothing else of the file', async () => {
    const bytes = Buffer.concat([await pngBytes(400), Buffer.from('<script>')]);

    const { done: data = '' } = await uploaded(bytes);
    const png = Buffer.from(data.split(',')[1] ?? '', 'base64');

    expect(png.includes('Mia Novak') || png.includes('<script>')).toBe(false);
    expect(await sharp(png).metadata()).toMatchObject({ width: 400, height: 400, format: 'png' });
    expect(await press.judgePicture({ data, alt })).toBeNull();
  });

  it.each([
    ['a script', '<script>alert(1)</script>', 'alert'],
    ['a handler', '<circle r="1" onload="alert(1)"/>', 'alert'],
    ['a page', '<foreignObject><iframe src="https://evil.example"/></foreignObject>', 'evil'],
    ['a file of the server', '<image href="/etc/passwd"/>', 'passwd'],
    ['a link', '<a xlink:href="javascript:alert(1)"><circle r="2"/></a>', 'alert'],
    ['a use of elsewhere', '<use href="https://evil.example/x.svg#a"/>', 'evil'],
    ['a colour from elsewhere', '<circle r="1" fill="url(https://evil.example/x)"/>', 'evil'],
    ['a style that loads', '<circle r="1" style="fill:url(https://evil.example/x);opacity:.5"/>', 'evil'],
    ['an imported style', '<style>@import "https://evil.example/x.css";</style>', 'evil'],
    ['an animation', '<set attributeName="href" to="https://evil.example"/>', 'evil'],
  ])('is written anew without %s', async (_what, inside, gone) => {
    const { done: data } = await uploaded(inSvg(inside, 'onload="alert(2)"'));

    expect(svgOf(data)).not.toMatch(new RegExp(`${gone}|onload`));
    expect(svgOf(data)).toContain('<rect width="10" height="10" fill="teal">');
  });

  it('keeps its colours, gradients and words', async () => {
    const inside =
      '<defs><linearGradient id="g"><stop offset="0" style="stop-color:#f00"/></linearGradient></defs><text x="1" y="5" fill="url(#g)">Č &amp; š</text>';

    const { done: data } = await uploaded(inSvg(inside));

    expect(svgOf(data)).toContain('<stop offset="0" stop-color="#f00">');
    expect(svgOf(data)).toContain('<text x="1" y="5" fill="url(#g)">Č &#38; š</text>');
  });

  it.each([
    ['doctype', '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'],
    [
      'doctype',
      '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>&b;</text></svg>',
    ],
    [
      'not-square',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 2"><rect width="1" height="1"/></svg>',
    ],
    [
      'too-large',
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${'<g>'.repeat(60)}${'</g>'.repeat(60)}</svg>`,
    ],
    ['no-picture', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1"'],
    ['no-picture', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>'],
    ['no-picture', 'hello'],
    ['too-large', Buffer.alloc(1_100_000, 65)],
  ])('is refused as %s (%#)', async (why, bytes) => {
    expect(await uploaded(bytes)).toEqual({ refused: { why } });
  });

  it('is refused where its points cannot be read', async () => {
    const bytes = await pngBytes(400);

    expect(await uploaded(bytes.subarray(0, 60))).toEqual({ refused: { why: 'no-picture' } });
    expect(await uploaded(await pngBytes(100))).toEqual({ refused: { why: 'wrong-size' } });
  });
});
