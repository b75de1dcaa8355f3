import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createValidator,
  pngChunks,
  svgBadges,
} from '../../../adapters/badges/openbadges-validator-core/index.ts';
import { paperWeb } from '../../support/paper-web.ts';
import { aPng, aPngWithLast, chunk, iend, iTXt, packedText, tEXt } from '../../support/png-pictures.ts';

/** Signed by a key that is its own issuer: whatever finds it can check it without a web. */
const credential = readFileSync(
  join(import.meta.dirname, '../../fixtures/badges/ob3/dcc/v2OBv3SpecExample.json'),
  'utf8',
);
const web = paperWeb();
const verify = async (picture: Uint8Array | string) => {
  const { report } = await createValidator(web).verify(picture);
  return { verdict: report.verdict, names: report.messages.map(({ name }) => name), report };
};
const key = 'openbadgecredential';

describe('A badge in a PNG', () => {
  it.each([
    ['right after the head', aPng(iTXt(key, credential))],
    ['right before the end', aPngWithLast(iTXt(key, credential))],
    [
      'beside texts and pictures of others',
      aPng(iTXt('Comment', 'x'), chunk('acTL', Buffer.alloc(8)), iTXt(key, credential)),
    ],
    ['in letters beyond ASCII', aPng(iTXt(key, credential.replace('"Teamwork"', '"Teamwork"')))],
  ])('is found %s', async (_where, picture) => {
    expect((await verify(picture)).verdict).toBe('valid');
  });

  it('is taken compressed, with a word about it', async () => {
    const { report } = await verify(aPng(packedText(key, credential)));

    expect(report).toMatchObject({
      verdict: 'valid',
      messages: [{ name: 'PROCESS_BAKED_RESOURCE', messageLevel: 'WARNING' }],
    });
  });

  it('is not unpacked a thousand times, however often it lies there', async () => {
    const packed = packedText('openbadges', 'x'.repeat(500_000));
    const started = performance.now();

    const { names } = await verify(aPng(...Array.from({ length: 5000 }, () => packed)));

    expect(names).toEqual(['PROCESS_BAKED_RESOURCE']);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('may be only an address, as in the first pictures', async () => {
    const { names } = await verify(aPng(tEXt('openbadges', 'https://old.example/badge')));

    expect(names).toEqual(['FETCH_HTTP_NODE']);
    expect(web.asked).toEqual(['https://old.example/badge']);
  });

  it.each([
    ['holds none', aPng(), 'unknown'],
    ['holds one kind twice', aPng(iTXt(key, credential), iTXt(key, credential)), 'unknown'],
    ['is cut off', aPng(iTXt(key, credential)).subarray(0, 400), 'changed'],
    ['goes on after its end', Buffer.concat([aPng(iTXt(key, credential)), iTXt('x', 'y')]), 'changed'],
    ['ends twice', Buffer.concat([aPng(iTXt(key, credential)), iend]), 'changed'],
    ['unpacks to far too much', aPng(packedText(key, Buffer.alloc(2_000_000, 32))), 'changed'],
    ['is larger than 5 MB', aPng(iTXt(key, credential), chunk('teSt', Buffer.alloc(5_300_000))), 'unknown'],
  ])('is not taken from a picture that %s', async (_what, picture, verdict) => {
    expect(await verify(picture)).toMatchObject({ verdict, names: ['PROCESS_BAKED_RESOURCE'] });
  });

  it('is not taken where a checksum is wrong, in whatever chunk', async () => {
    const picture = aPng(iTXt(key, credential));
    const broken = await Promise.all(
      pngChunks(picture).map(({ end }) => {
        const copy = Buffer.from(picture);
        copy[end - 1] = (copy[end - 1] ?? 0) ^ 1;
        return verify(copy);
      }),
    );

    expect(broken.map(({ verdict }) => verdict)).toEqual(broken.map(() => 'changed'));
  });

  it.each([
    ['a JPEG called .png', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<!doctype html><p>badge')],
  ])('is not looked for in %s', async (_what, file) => {
    expect((await verify(file)).names).toEqual(['DETECT_INPUT_TYPE']);
  });
});

describe('A badge in an SVG', () => {
  it.each(['<g/>', '<!---->', '&amp;', '<g a="1"/>'])(
    'is not looked for in a drawing of endless %s',
    async (piece) => {
      const started = performance.now();

      const { names } = await verify(
        `<svg xmlns="http://www.w3.org/2000/svg">${piece.repeat(500_000)}</svg>`,
      );

      expect(names).toEqual(['PROCESS_BAKED_RESOURCE']);
      expect(performance.now() - started).toBeLessThan(700);
    },
  );

  const svg = (inside: string, more = '') =>
    `<?xml version="1.0"?>${more}<svg xmlns="http://www.w3.org/2000/svg">${inside}<path d="M0 0"/></svg>`;
  const baked = (prefix: string) =>
    `<${prefix}:credential xmlns:${prefix}="https://purl.imsglobal.org/ob/v3p0"><![CDATA[${credential}]]></${prefix}:credential>`;

  it.each([
    ['by the usual prefix', svg(baked('openbadges'))],
    ['by another', svg(baked('ob3'))],
    [
      'behind a comment and a document type',
      svg(baked('ob3'), '<!-- drawn --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'),
    ],
  ])('is found %s', async (_how, picture) => {
    expect((await verify(Buffer.from(picture))).verdict).toBe('valid');
    expect((await verify(picture)).verdict).toBe('valid');
  });

  it.each([
    ['holds none', svg('<g/>')],
    ['holds one kind twice', svg(baked('a') + baked('b'))],
    ['is not well formed', svg(`${baked('ob3')}<g>`)],
    ['declares entities', svg(baked('ob3'), '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>')],
    ['uses an entity that nobody declared', svg(`${baked('ob3')}<g>&b;</g>`)],
    ['nests without end', svg(`${baked('ob3')}${'<g>'.repeat(1000)}${'</g>'.repeat(1000)}`)],
    [
      'says another address than what it holds',
      svg(
        '<o:assertion xmlns:o="http://openbadges.org" verify="https://b.example/2"><![CDATA[{"id":"https://b.example/1"}]]></o:assertion>',
      ),
    ],
  ])('is not taken from a drawing that %s', async (_what, picture) => {
    expect((await verify(Buffer.from(picture))).names).toEqual(['PROCESS_BAKED_RESOURCE']);
  });

  it('is told with its place, for whoever writes a new one there', () => {
    const picture = svg(`<g/>${baked('ob3')}`, '<!-- čšž 🪁 -->');

    const [badge] = svgBadges(picture);

    expect(picture.slice(badge?.start, badge?.end)).toBe(baked('ob3'));
    expect(badge).toMatchObject({ kind: 'ob3', verify: null, text: credential.trim() });
  });
});
