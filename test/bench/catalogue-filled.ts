import fc from 'fast-check';
import type { Entry } from '../../core/catalogue/entry.ts';
import { activityTypes, categories } from '../../core/lists.ts';
import type { Engine } from '../../core/ports/engine.ts';
import { anEntry, aPlaylistEntry, texts } from '../builders/index.ts';
import { idOf } from './scale-numbers.ts';

/** Entries that are put in one go. */
const batch = 1000;

/**
 * Activities all over Europe, a tenth of them playlists, a third online, in words of which a few are everywhere.
 * @param tell how many are there now; a run before may have left some
 * @returns the words, the most frequent first
 */
export async function fillCatalogue(
  { holdings, keyValues }: Engine,
  count: number,
  tell: (done: number) => void = () => {},
): Promise<readonly string[]> {
  const words = vocabulary();
  const known = (await keyValues.read<number>('bench', 'entries')) ?? 0;
  for (let from = known; from < count; from += batch) {
    const upTo = Math.min(count, from + batch);
    const random = randomOf(from + 2);
    const entries = Array.from({ length: upTo - from }, (_, at) => entryOf(from + at, words, random));
    await holdings.put(
      'entry',
      entries.map((entry, at) => ({
        id: `${entry.subject.kind} ${entry.subject.id}`,
        // Behind those of the demo city; playlists count up towards zero, activities from there.
        doc: { row: 2 ** 30 + from + at - (entry.subject.kind === 'playlist' ? 2 ** 40 : 0), entry },
      })),
    );
    await keyValues.put('bench', 'entries', upTo);
    tell(upTo);
  }
  return words;
}

function vocabulary(): readonly string[] {
  const letters = fc.constantFrom(...'aeioubdgklmnprstvz');
  return fc.sample(fc.string({ unit: letters, minLength: 3, maxLength: 9 }), { numRuns: 8000, seed: 1 });
}

function entryOf(number: number, vocabulary: readonly string[], random: () => number): Entry {
  // As in any language: a few words are everywhere, most are rare.
  const word = () => vocabulary[Math.floor(random() ** 3 * vocabulary.length)] ?? '';
  const words = (many: number) => Array.from({ length: many }, word).join(' ');
  const one = <Item>(items: readonly Item[]) => items.slice(Math.floor(random() * items.length)).slice(0, 1);
  const [name, about] = [words(3), words(25)];
  const build = number % 10 === 0 ? aPlaylistEntry : anEntry;
  const kind = number % 10 === 0 ? ('playlist' as const) : ('activity' as const);
  return build(name, {
    subject: { kind, id: idOf<never>('x', number) },
    key: `city/${number}`,
    about: texts(about),
    words: `${name} ${about}`,
    types: one(activityTypes),
    categories: one(categories),
    languages: one(['en', 'sl', 'de', 'lt']),
    point: random() < 2 / 3 ? { lat: 36 + random() * 24, lon: -9 + random() * 38 } : null,
    visibility: random() < 0.95 ? 'anyone' : 'nobody',
  });
}

/** Mulberry32: the same numbers from 0 to 1 in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
