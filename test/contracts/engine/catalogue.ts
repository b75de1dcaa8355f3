import fc from 'fast-check';
import { metresBetween, type Point } from '../../../core/catalogue/distance.ts';
import type { Entry } from '../../../core/catalogue/entry.ts';
import { fold, wordsOf } from '../../../core/catalogue/fold.ts';
import type { Query } from '../../../core/catalogue/query.ts';
import type { LocationId, OrganiserId } from '../../../core/ids.ts';
import { categories, visibilities } from '../../../core/lists.ts';
import type { Records } from '../../../core/ports/records.ts';
import { anEntry, anId, aPlaylistEntry, aQuery, texts } from '../../builders/index.ts';
import { cases } from '../../support/cases.ts';
import { atNewPlace, everything, type Place, pages } from './place.ts';

const names = (entries: readonly Entry[]): (string | undefined)[] =>
  entries.map((entry) => entry.name.in['en']);

export function describeCatalogue(newPlace: () => Place): void {
  describe('catalogue', () => {
    const { engine } = atNewPlace(newPlace);
    const put = (...catalogue: Entry[]) => engine().records.keep({ catalogue });
    const found = async (more: Partial<Query>) => names(await search(engine().records, aQuery(more)));

    it('finds what was kept, by subject and by key', async () => {
      const river = anEntry('River', { key: 'library/river', about: texts('Look closely', 'Poglej') });
      await put(river, anEntry('Forest'));

      expect(await engine().records.catalogue.bySubject(river.subject)).toEqual(river);
      expect(await engine().records.catalogue.byKey('library/river')).toEqual(river);
      expect(await engine().records.catalogue.byKey('library')).toBeNull();
      expect(await engine().records.catalogue.bySubject({ kind: 'activity', id: anId() })).toBeNull();
    });

    it('shows an entry as it is now', async () => {
      const river = anEntry('River walk', { point: { lat: 45, lon: 15 } });
      await put(river);

      await put({ ...river, name: texts('Forest walk'), words: 'forest walk', point: { lat: 10, lon: 10 } });

      expect(await found({ text: 'river' })).toEqual([]);
      expect(await found({ text: 'forest' })).toEqual(['Forest walk']);
      expect(await found({ near: { lat: 45, lon: 15, metres: 1000 } })).toEqual([]);
      expect(await found({ near: { lat: 10, lon: 10, metres: 1000 } })).toEqual(['Forest walk']);
    });

    it('forgets what is taken out, and takes it in again', async () => {
      const river = anEntry('River', { point: { lat: 45, lon: 15 } });
      await put(river);
      await engine().records.keep({ catalogue: [{ remove: river.subject }] });
      expect(await found({ text: 'river' })).toEqual([]);
      expect(await found({ near: { lat: 45, lon: 15, metres: 1000 } })).toEqual([]);
      expect(await engine().records.catalogue.byKey(river.key)).toBeNull();

      await put(river);

      expect(await found({ text: 'river' })).toEqual(['River']);
    });

    it('takes out what was never there without a word', async () => {
      await expect(
        engine().records.keep({ catalogue: [{ remove: anEntry('River').subject }] }),
      ).resolves.toBeUndefined();
    });

    it.each([
      ['all words', 'robot workshop', ['Robot workshop']],
      ['in any order', 'workshop robot', ['Robot workshop']],
      ['the last one as a beginning', 'robot work', ['Robot workshop']],
      ['only the last one as a beginning', 'work robot', []],
      ['a beginning of one letter', 'w', ['Robot workshop', 'Writing workshop']],
      ['capitals and accents or none', 'ROBÓT', ['Robot workshop']],
      ['letters that do not decompose', 'lodz', ['Łódź by bike']],
      ['the same letters as written', 'łódź', ['Łódź by bike']],
      ['Slovenian letters without their hooks', 'sola carovnis', ['Šola čarovništva']],
      ['words with signs between', 'by-bike!', ['Łódź by bike']],
      ['a sign that means something to a database', '"robot" OR NOT (w*', []],
      ['a word of a query language as a word', 'and', ['Sand and stone']],
      ['a column of a table as a word', 'name:robot', []],
      ['a word that is in another one but not at its start', 'orkshop', []],
      ['other scripts', 'школа', ['Школа']],
    ])('finds by %s', async (_, text, expected) => {
      await put(
        anEntry('Robot workshop'),
        anEntry('Writing workshop'),
        anEntry('Łódź by bike'),
        anEntry('Šola čarovništva'),
        anEntry('Sand and stone'),
        anEntry('Школа'),
      );

      expect(await found({ text })).toEqual(expected);
    });

    it.each([
      ['kind', { kind: 'playlist' }, ['All day']],
      ['type', { type: 'course' }, ['All day', 'Course']],
      ['category', { category: 'science' }, ['All day', 'Lab']],
      ['language', { language: 'sl' }, ['All day', 'Lab']],
      ['language with a region', { language: 'pt-BR' }, ['Course']],
      ['several at once', { type: 'course', category: 'science' }, ['All day']],
      ['several that no entry has', { category: 'science', language: 'pt-BR' }, []],
      ['filters and words', { language: 'sl', text: 'la' }, ['Lab']],
    ] as const)('filters by %s', async (_, more, expected) => {
      await put(
        anEntry('Course', { types: ['course'], languages: ['pt-BR', 'en'] }),
        anEntry('Lab', { categories: ['science', 'global-world'], languages: ['sl'] }),
        aPlaylistEntry('All day', {
          types: ['workshop', 'course'],
          categories: ['science'],
          languages: ['en', 'sl'],
        }),
      );

      expect(await found(more)).toEqual(expected);
    });

    it('filters by location, letter by letter', async () => {
      const location = anId<LocationId>();
      await put(
        anEntry('Here', { location }),
        anEntry('There', { location: anId<LocationId>() }),
        anEntry('Everywhere'),
      );

      expect(await found({ location })).toEqual(['Here']);
      // Ids tell capitals apart.
      expect(await found({ location: location.toUpperCase() as LocationId })).toEqual([]);
    });

    it.each(visibilities.map((seenBy, index) => [seenBy, visibilities.slice(0, index + 1)] as const))(
      'shows a reader of what is seen by %s nothing narrower',
      async (seenBy, expected) => {
        await put(...visibilities.map((visibility) => anEntry(visibility, { visibility })));

        expect(await found({ seenBy })).toEqual(expected);
      },
    );

    it('shows what organisers keep for their own people to those people only', async () => {
      const [ours, theirs] = [anId<OrganiserId>(), anId<OrganiserId>()];
      const of = (id: OrganiserId) => ({ organiser: { id, slug: 'library', name: 'Library' } });
      await put(
        anEntry('Ours, for all', of(ours)),
        anEntry('Ours', { ...of(ours), visibility: 'organiser-people' }),
        anEntry('Ours, narrower', { ...of(ours), visibility: 'activity-people' }),
        anEntry('Theirs', { ...of(theirs), visibility: 'organiser-people' }),
      );

      expect(await found({ ownOf: [ours] })).toEqual(['Ours, for all', 'Ours']);
      expect(await found({ ownOf: [ours, theirs] })).toEqual(['Ours, for all', 'Ours', 'Theirs']);
      expect(await found({})).toEqual(['Ours, for all']);
    });

    it('shows the better match first, then playlists, then as they came', async () => {
      const about = (name: string, more: string) => ({ words: fold(`${name} ${more}`) });
      await put(
        anEntry('Drawing', about('Drawing', 'art for all')),
        anEntry('Artists'),
        anEntry('Street art'),
        anEntry('Art'),
        aPlaylistEntry('Painting', about('Painting', 'art')),
        aPlaylistEntry('Artisans'),
        aPlaylistEntry('Modern art'),
      );

      expect(await found({ text: 'art' })).toEqual([
        'Modern art',
        'Street art',
        'Art',
        'Artisans',
        'Artists',
        'Painting',
        'Drawing',
      ]);
    });

    it('keeps an entry in its place when it changes', async () => {
      const first = anEntry('First');
      await put(first, anEntry('Second'));

      await put({ ...first, minutes: 5 });

      expect(await found({})).toEqual(['First', 'Second']);
    });

    it('finds within a distance, nearest first, exactly to the metre', async () => {
      const centre = { lat: 45.8011, lon: 15.171 };
      const north = (name: string, degrees: number) =>
        anEntry(name, { point: { lat: centre.lat + degrees, lon: centre.lon } });
      const far = { lat: centre.lat + 0.02, lon: centre.lon };
      const metres = Math.ceil(metresBetween(centre, far));
      await put(
        north('Far', 0.02),
        north('Here', 0),
        anEntry('Online'),
        north('Near', 0.01),
        north('Too far', 0.021),
      );

      expect(await found({ near: { ...centre, metres } })).toEqual(['Here', 'Near', 'Far']);
      expect(await found({ near: { ...centre, metres: metres - 1 } })).toEqual(['Here', 'Near']);
      expect(await found({ near: { ...centre, metres }, text: 'fa' })).toEqual(['Far']);
    });

    it('finds across the 180th meridian and around a pole', async () => {
      const at = (name: string, lat: number, lon: number) => anEntry(name, { point: { lat, lon } });
      await put(
        at('East', -17, 179.99),
        at('West', -17, -179.99),
        at('Pole', 89.99, 0),
        at('Behind', 89.99, 180),
      );

      expect(await found({ near: { lat: -17, lon: 179.98, metres: 10_000 } })).toEqual(['East', 'West']);
      expect(await found({ near: { lat: 89.99, lon: 1, metres: 10_000 } })).toEqual(['Pole', 'Behind']);
    });

    it('finds the nearest of many, page by page, near and far', async () => {
      const places = fc.sample(point, { numRuns: 1500, seed: 5 });
      const entries = places.map((place, index) =>
        anEntry(index % 100 ? 'River' : 'Robots', { point: place }),
      );
      await put(...entries);
      const near = { lat: 45, lon: 15, metres: 20_000_000 };

      for (const query of [aQuery({ near }), aQuery({ near, text: 'robots' })]) {
        const found = await pages(200, (page) => engine().records.catalogue.search(query, page));

        expect(found.flat().map((entry) => entry.key)).toEqual(
          searched(entries, query).map((entry) => entry.key),
        );
      }
    });

    it('reads page by page what it reads at once, whatever is looked for', async () => {
      const { records } = engine();
      const entries = fc.sample(anyEntry, { numRuns: 120, seed: 3 });
      await records.keep({ catalogue: entries });

      await fc.assert(
        fc.asyncProperty(anyQuery, fc.integer({ min: 1, max: 40 }), async (query, size) => {
          const expected = searched(entries, query);

          const found = await pages(size, (page) => records.catalogue.search(query, page));

          expect(found.flat().map((entry) => entry.key)).toEqual(expected.map((entry) => entry.key));
          expect(found.slice(0, -1).every((page) => page.length === size)).toBe(true);
        }),
        cases(300),
      );
    });

    it('goes on after the last one shown, though entries came and went meanwhile', async () => {
      const { records } = engine();
      const [one, two, three] = [anEntry('River 1'), anEntry('River 2'), anEntry('River 3')];
      await put(one, two, three);
      const start = await records.catalogue.search(aQuery({ text: 'river' }), { size: 2, after: null });
      await records.keep({ catalogue: [{ remove: one.subject }, aPlaylistEntry('River 0')] });

      const rest = await records.catalogue.search(aQuery({ text: 'river' }), { size: 2, after: start.next });

      expect(names(rest.items)).toEqual(['River 3']);
      expect(rest.next).toBeNull();
    });
  });
}

const search = (records: Records, query: Query) =>
  everything((page) => records.catalogue.search(query, page));

const vocabulary = ['art', 'artist', 'river', 'rivers', 'robot', 'šola', 'école', 'łódź', 'and', 'or', 'x'];
const phrase = fc.array(fc.constantFrom(...vocabulary), { maxLength: 3 }).map((words) => words.join(' '));
/** Several lie in the same house. */
const point: fc.Arbitrary<Point> = fc.oneof(
  fc.constantFrom({ lat: 45, lon: 15 }, { lat: 45.01, lon: 15 }),
  fc.record({
    lat: fc.double({ min: 44, max: 46, noNaN: true }),
    lon: fc.double({ min: 14, max: 16, noNaN: true }),
  }),
);
const someOf = <Item>(items: readonly Item[]) => fc.subarray(items.slice(0, 3), { minLength: 1 });
const oneOf = <Item>(items: readonly Item[]) => fc.option(fc.constantFrom(...items.slice(0, 3)), { freq: 3 });

const types = ['workshop', 'course', 'event'] as const;
const languages = ['en', 'sl', 'pt-BR'];
const locations = [anId<LocationId>(), anId<LocationId>()];
const organisers = [anId<OrganiserId>(), anId<OrganiserId>()];

const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    name: phrase.filter((text) => text !== ''),
    about: phrase,
    isPlaylist: fc.boolean(),
    more: fc.record({
      types: someOf(types),
      categories: someOf(categories),
      languages: someOf(languages),
      location: fc.option(fc.constantFrom(...locations)),
      point: fc.option(point, { freq: 5 }),
      visibility: fc.constantFrom(...visibilities),
      organiser: fc.constantFrom(...organisers).map((id) => ({ id, slug: 'library', name: 'Library' })),
    }),
  })
  .map(({ name, about, isPlaylist, more }) =>
    (isPlaylist ? aPlaylistEntry : anEntry)(name, { ...more, words: fold(`${name} ${about}`) }),
  );

const anyQuery: fc.Arbitrary<Query> = fc.record({
  text: fc.oneof(phrase, fc.constantFrom('a', 'ar', 'riv', 'robot ri', 'ŠO', 'e', 'lo')),
  kind: oneOf(['activity', 'playlist'] as const),
  type: oneOf(types),
  category: oneOf(categories),
  language: oneOf(languages),
  location: fc.option(fc.constantFrom(...locations), { freq: 1 }),
  near: fc.option(
    fc
      .record({ point, metres: fc.constantFrom(500, 20_000, 80_000, 20_000_000) })
      .map(({ point: { lat, lon }, metres }) => ({ lat, lon, metres })),
  ),
  seenBy: fc.constantFrom(...visibilities),
  ownOf: fc.subarray([...organisers]),
});

/** The same search, said plainly over all entries. */
function searched(entries: readonly Entry[], query: Query): readonly Entry[] {
  const hits = entries.filter((entry) => fits(entry, query));
  const { near } = query;
  const playlistsFirst = (a: Entry, b: Entry) => Number(a.type !== null) - Number(b.type !== null);
  if (near) {
    const metres = (entry: Entry) =>
      entry.point ? metresBetween(near, entry.point) : Number.POSITIVE_INFINITY;
    const within = hits.filter((entry) => metres(entry) <= near.metres);
    return within.sort((a, b) => metres(a) - metres(b) || playlistsFirst(a, b));
  }
  return hits.sort((a, b) => rank(a, query) - rank(b, query) || playlistsFirst(a, b));
}

function fits(
  entry: Entry,
  { text, kind, type, category, language, location, seenBy, ownOf }: Query,
): boolean {
  const isOwn = entry.visibility === 'organiser-people' && ownOf.includes(entry.organiser.id);
  return (
    holds(entry.words, text, true) &&
    (kind === null || entry.subject.kind === kind) &&
    (type === null || entry.types.includes(type)) &&
    (category === null || entry.categories.includes(category)) &&
    (language === null || entry.languages.includes(language)) &&
    (location === null || entry.location === location) &&
    (isOwn || visibilities.indexOf(entry.visibility) <= visibilities.indexOf(seenBy))
  );
}

function rank(entry: Entry, { text }: Query): number {
  const name = fold(Object.values(entry.name.in).join(' '));
  if (holds(name, text, false)) return 0;
  return holds(name, text, true) ? 1 : 2;
}

function holds(folded: string, text: string, lastBegins: boolean): boolean {
  const words = folded.split(' ');
  return wordsOf(text).every((word, index, all) =>
    lastBegins && index === all.length - 1 ? words.some((one) => one.startsWith(word)) : words.includes(word),
  );
}
