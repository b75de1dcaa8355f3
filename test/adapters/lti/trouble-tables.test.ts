import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every code that a refusal can show has words, and the compiler lets no other be used. */
const codes = Object.keys(JSON.parse(read('adapters/conversation/words/en.json')) as object)
  .flatMap((key) => /^lti\.refusal\.(\w+)\.what$/.exec(key)?.[1] ?? [])
  .sort();

/** Of the first column of the table under *When something is wrong*. */
function codesIn(page: string): string[] {
  const [, table = ''] = read(page).split('## When something is wrong');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, code]) => code ?? ''))
    .sort();
}

const sources = ['adapters/lti', 'adapters/web'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => read(join(folder, name))),
);

describe('What administrators read about refusals', () => {
  it.each(['docs/platforms/moodle.md', 'docs/platforms/canvas.md'])(
    'names every code that somebody can meet, and no other: %s',
    (page) => {
      expect(codesIn(page)).toEqual(codes);
    },
  );

  it('names codes that we really answer with', () => {
    const unused = codes.filter((code) => !sources.some((text) => text.includes(`'${code}'`)));

    expect(codes.length).toBeGreaterThan(40);
    expect(unused).toEqual([]);
  });
});
