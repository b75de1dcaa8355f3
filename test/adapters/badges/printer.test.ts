import { writeFileSync } from 'node:fs';
import { createPrinter } from '../../../adapters/badges/index.ts';
import type { CertificatePage } from '../../../core/ports/printer.ts';
import { monday, texts } from '../../builders/index.ts';
import { pdfWords } from '../../support/pdf-words.ts';

const page: CertificatePage = {
  language: 'sl',
  title: 'Potrdilo',
  heading: 'Potrdilo',
  holder: 'Živa Čebelar-Šušteršič',
  sentence: 'je prejela značko',
  badge: 'Snujem prihodnost',
  image: { draw: { shape: 'hexagon', colour: '#1b6ca8', letters: 'SP' }, alt: texts('A blue hexagon') },
  description: 'Raziskala je svoje veščine.',
  criteria: { label: 'Kaj je bilo potrebno', text: 'Tri aktivnosti.' },
  facts: [
    { label: 'Organizator', value: 'Mladi zmaji' },
    { label: 'Podeljena', value: '5. oktober 2026' },
  ],
  verify: {
    label: 'Preveri',
    url: 'https://col.example/verify?address=x',
    shown: 'https://col.example/b/awards/x',
  },
  at: monday,
};

const wordsIn = async (more: Partial<CertificatePage>): Promise<string> => {
  const bytes = await createPrinter().certificate({ ...page, ...more });
  if (process.env['KEEP_PDF']) writeFileSync(process.env['KEEP_PDF'], bytes);
  return pdfWords(bytes).replace(/\n/g, '');
};

describe('A certificate', () => {
  it.each([
    ['Lithuanian', 'ąčęėįšųūž ĄČĘĖĮŠŲŪŽ'],
    ['Slovenian', 'čšž ČŠŽ'],
    ['Greek', 'Ελληνικά μαθήματα'],
    ['Cyrillic', 'Учење кроз град'],
    ['money and dashes', '12 € – “quoted” … ½'],
    ['emoji', 'Kite 🪁 and 👩‍🚀 and ❤️'],
  ])('writes %s so that it can be found and read aloud', async (_which, text) => {
    const words = await wordsIn({ badge: text, holder: text });

    for (const part of text.replace(/[\uFE0F\u200D]/g, '').split(' '))
      expect(words.replace(/[\uFE0F\u200D]/g, '')).toContain(part);
  });

  it('is one page, however long its words are', async () => {
    const long = 'Raziskovanje mesta in pogovor s sosedi. '.repeat(100);

    const bytes = await createPrinter().certificate({
      ...page,
      holder: 'W'.repeat(60),
      badge: long.slice(0, 120),
      description: long,
      criteria: { label: page.criteria.label, text: long },
    });

    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(1);
    expect(pdfWords(bytes)).toContain('…');
  });

  it('says its language and title, for those who hear it', async () => {
    const bytes = Buffer.from(await createPrinter().certificate(page)).toString('latin1');

    expect(bytes.slice(0, 8)).toBe('%PDF-1.7');
    expect(bytes).toContain('/Lang (sl)');
  });
});

describe('A learning record', () => {
  it('goes on to further pages and loses no line', async () => {
    const lines = Array.from({ length: 90 }, (_, at) => ({ text: `Aktivnost ${at + 1}.`, detail: '2 uri' }));

    const bytes = await createPrinter().learningRecord({
      language: 'sl',
      title: 'Zapis o učenju',
      holder: 'Vydra 42',
      about: 'Kar je bilo opravljeno.',
      facts: [{ label: 'Ure', value: '180' }],
      parts: [{ heading: 'Državljanstvo', lines }],
      foot: 'Preveri na naslovu.',
      at: monday,
    });

    const words = pdfWords(bytes);
    for (const { text } of lines) expect(words).toContain(text);
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)?.length,
    ).toBeGreaterThan(2);
  });
});
