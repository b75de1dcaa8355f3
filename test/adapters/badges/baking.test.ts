import fc from 'fast-check';
import sharp from 'sharp';
import { bakePng } from '../../../adapters/badges/bake-png.ts';
import { bakeSvg } from '../../../adapters/badges/bake-svg.ts';
import { bakedText } from '../../../adapters/badges/baked-text.ts';
import { pngChunks } from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { unbakePng, unbakeSvg } from '../../../adapters/badges/openbadges-validator-core/unbake.ts';
import { cases } from '../../support/cases.ts';
import { aPng, aPngWithLast, chunk, iend, iTXt, packedText, tEXt } from '../../support/png-pictures.ts';

const hosted = { id: 'https://col.example/b/awards/7QK2', narrative: 'ąčęėįšųūž – „Nové“ Καλημέρα 🪁 {' };
const texts = { assertion: JSON.stringify(hosted), credential: '{"name":"Šola } 🪁"}' };
const typesOf = (png: Uint8Array) => pngChunks(png).map(({ type }) => type);
const othersOf = (png: Uint8Array) =>
  pngChunks(png)
    .filter(({ data }) => !Buffer.from(data).toString('latin1').startsWith('openbadge'))
    .map(({ start, end }) => Buffer.from(png.subarray(start, end)).toString('hex'));
const parsed = (baked: readonly { readonly text: string }[]) => baked.map(({ text }) => JSON.parse(text));

describe('A badge baked into a PNG', () => {
  it('lies right after the head, byte by byte as written down', () => {
    const baked = Buffer.from(bakePng(aPng(), { assertion: '{"id":1}', credential: '{}' }));
    const short = Buffer.from(bakePng(aPng(), { assertion: '{}', credential: '{}' }));

    expect(short.subarray(33).toString('hex')).toMatch(
      new RegExp(
        `^${[
          '0000001169545874',
          '6f70656e626164676573',
          '0000000000',
          '7b7d',
          '1239f22f',
          '0000001a69545874',
          '6f70656e626164676563726564656e7469616c',
          '0000000000',
          '7b7d',
          '9f947307',
        ].join('')}`,
      ),
    );
    expect(parsed(unbakePng(baked))).toEqual([{ id: 1 }, {}]);
  });

  it('has both forms, or the one that there is', () => {
    expect(parsed(unbakePng(bakePng(aPng(), texts)))).toEqual([hosted, JSON.parse(texts.credential)]);
    expect(parsed(unbakePng(bakePng(aPng(), { ...texts, credential: null })))).toEqual([hosted]);
  });

  it.each([
    ['as we bake', aPng(iTXt('openbadges', '{"old":1}'), iTXt('openbadgecredential', '{"old":1}'))],
    ['after the picture, as Moodle does', aPngWithLast(iTXt('openbadges', '{"old":1}'))],
    ['as an address, as the first ones', aPng(tEXt('openbadges', 'https://old.example/1'))],
    ['compressed', aPng(packedText('openbadges', '{"old":1}'))],
    ['twice', aPng(iTXt('openbadges', '{"old":1}'), tEXt('openbadges', 'https://old.example/1'))],
  ])('takes the place of one that was there %s', (_how, picture) => {
    const baked = bakePng(picture, texts);

    expect(parsed(unbakePng(baked))).toEqual([hosted, JSON.parse(texts.credential)]);
    expect(Buffer.from(baked).toString('latin1')).not.toContain('old');
  });

  it('leaves everything else as it was: other texts, moving pictures, every byte', () => {
    const moving = [chunk('acTL', Buffer.alloc(8)), chunk('fcTL', Buffer.alloc(26)), iTXt('Comment', 'Ž')];
    const alike = [iTXt('openbadges2', 'x'), iTXt('Openbadges', 'x'), iTXt('my openbadges', 'x')];
    const picture = aPng(...moving, ...alike);

    const baked = bakePng(bakePng(picture, texts), texts);

    expect(othersOf(baked)).toEqual(othersOf(picture));
    expect(typesOf(baked).slice(0, 3)).toEqual(['IHDR', 'iTXt', 'iTXt']);
    expect(Buffer.from(baked)).toEqual(Buffer.from(bakePng(picture, texts)));
  });

  it('shows the same points', async () => {
    const picture = await sharp({ create: { width: 300, height: 300, channels: 4, background: 'teal' } })
      .png()
      .toBuffer();
    const points = (png: Uint8Array) => sharp(png).raw().toBuffer();

    expect(await points(bakePng(picture, texts))).toEqual(await points(picture));
  });

  const bad = (png: Buffer) => {
    const changed = Buffer.from(png);
    changed[40] = (changed[40] ?? 0) ^ 1;
    return changed;
  };
  it.each([
    ['with a wrong checksum', bad(aPng())],
    ['that is cut off', aPng().subarray(0, -4)],
    ['that goes on after its end', Buffer.concat([aPng(), iTXt('x', 'y')])],
    ['that ends twice', Buffer.concat([aPng(), iend])],
    ['that is a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['that is nothing', Buffer.alloc(0)],
  ])('is not made of a picture %s', (_what, picture) => {
    expect(() => bakePng(picture, texts)).toThrow();
  });
});

describe('The text of a badge in a picture', () => {
  it('says the same, whatever is in it, in signs that every reader reads alike', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = JSON.stringify(value);
        const text = bakedText(json);

        expect(JSON.parse(text)).toEqual(JSON.parse(json));
        expect(text).toMatch(/^[ -~]*$/);
        expect(bakedText(text)).toBe(text);
      }),
      cases(),
    );
  });

  it.each([
    '{"a":"openbadgecredential"}',
    '{"openbadgecredential":{}}',
    '{"a":"\\\\openbadgecredential"}',
    '{"a":"\\"openbadgecredential\\\\"}',
  ])('never holds the name of the other chunk (%s)', (json) => {
    expect(bakedText(json)).not.toContain('openbadgecredential');
    expect(JSON.parse(bakedText(json))).toEqual(JSON.parse(json));
  });

  it('holds as many braces to open as to close, for readers that count them', () => {
    const text = bakedText(JSON.stringify({ a: '{{{', b: { c: '}' }, d: '\\{' }));

    expect([...text].filter((sign) => sign === '{')).toHaveLength(2);
    expect([...text].filter((sign) => sign === '}')).toHaveLength(2);
  });
});

describe('A badge baked into a drawing', () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g/></svg>';
  const both = [hosted, JSON.parse(texts.credential)];

  it.each([
    ['a plain one', drawing],
    ['one with a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${drawing}\n`],
    ['one with a comment that looks like one', `<!-- <svg> --><!-- x -->${drawing}`],
    ['one that closes itself', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'],
    [
      'one under another prefix',
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:g/></s:svg>',
    ],
    ['one with > in an attribute', '<svg xmlns="http://www.w3.org/2000/svg" id="a>b"><g/></svg>'],
    ['one with letters beyond ASCII', drawing.replace('<g/>', '<title>Čebela 🐝</title>')],
    [
      'one with badges in it',
      bakeSvg(drawing, { assertion: '{"id":"https://old.example/1"}', credential: '{}' }),
    ],
    [
      'one with a badge under another prefix',
      drawing.replace(
        '<g/>',
        '<x:assertion xmlns:x="http://openbadges.org" verify="https://old.example/1"/><g/>',
      ),
    ],
  ])('is found in %s', (_what, source) => {
    const baked = bakeSvg(source, texts);

    expect(parsed(unbakeSvg(baked))).toEqual(both);
    expect(baked).not.toContain('old.example');
    expect(bakeSvg(baked, texts)).toBe(baked);
  });

  it('leaves the drawing as it was, and its declaration first', () => {
    const source = `<?xml version="1.0"?>\n${drawing}`;

    const baked = bakeSvg(source, texts);

    expect(
      baked.startsWith('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'),
    ).toBe(true);
    expect(baked.endsWith('</ob3:credential><g/></svg>')).toBe(true);
    expect(unbakeSvg(baked)[0]?.text).toContain('"id"');
  });

  it('survives what would end its text, and an address with signs of XML', () => {
    const risky = { id: 'https://col.example/?a=1&b="<\'>', narrative: ']]> <!-- </svg> &amp;' };

    const baked = bakeSvg(drawing, { assertion: JSON.stringify(risky), credential: null });

    expect(parsed(unbakeSvg(baked))).toEqual([risky]);
  });

  it('is not made of a drawing with a document type, with entities, or that is none', () => {
    const type = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">';
    const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';

    for (const source of [type + drawing, bomb + drawing, '<svg>', '', 'no drawing', `${drawing}<g/>`])
      expect(() => bakeSvg(source, texts)).toThrow();
  });
});
