import fc from 'fast-check';
import { entryOfActivity, entryOfPlaylist, minutesOf } from '../../core/catalogue/entry-of.ts';
import { findOpportunities } from '../../core/catalogue/find-opportunities.ts';
import { fold, wordsOf } from '../../core/catalogue/fold.ts';
import { nobody } from '../../core/people/actor.ts';
import {
  aBadge,
  aCommunity,
  aMembership,
  anActivity,
  anActor,
  anEntry,
  anOrganiser,
  aPlaylist,
  aQuery,
  aStaff,
  online,
  texts,
} from '../builders/index.ts';
import { cases } from '../support/cases.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

describe('Folding', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Čebelnjak v Šiški', 'cebelnjak v siski'],
    ['straße', 'strasse'],
    ['  DO   it,  now! ', 'do it now'],
    ['ﬁlm', 'film'],
    ['!?', ''],
  ])('finds %j as %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('folded again stays the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      cases(),
    );
  });

  it('looks for ten words at most', () => {
    expect(wordsOf('a b c d e f g h i j k l')).toHaveLength(10);
  });
});

describe('Minutes', () => {
  it.each([
    ['PT20M', 20],
    ['PT2H', 120],
    ['PT1H30M', 90],
    ['P1D', 360],
    ['P2DT1H', 780],
    ['P', null],
    ['PT', null],
    ['two hours', null],
    ['P1W', null],
  ])('of %s are %s: a day counts as six hours', (duration, minutes) => {
    expect(minutesOf(duration)).toBe(minutes);
  });
});

describe('What the catalogue shows', () => {
  const organiser = anOrganiser({ slug: 'mladi-zmaji', name: 'Mladi zmaji' });

  it('of an activity is found by all of its words, in every language, and the picture of its badge', () => {
    const activity = anActivity({
      name: texts('Interview a neighbour', 'Intervju s sosedo'),
      skills: ['Listening'],
      place: { ...online, mode: 'onsite', name: 'Library Šiška', lat: 46.07, lon: 14.48 },
      duration: 'PT2H',
      origin: { bundle: 'demo', key: 'interview', version: 1 },
    });
    const badge = aBadge();

    const entry = entryOfActivity(activity, organiser, badge);

    expect(entry).toMatchObject({
      key: 'mladi-zmaji/interview',
      minutes: 120,
      badge: badge.image,
      point: { lat: 46.07, lon: 14.48 },
      types: [activity.type],
    });
    const words = entry.words.split(' ');
    expect(words).toEqual(expect.arrayContaining(['neighbour', 'sosedo', 'listening', 'siska', 'zmaji']));
    expect(new Set(words).size).toBe(words.length);
  });

  it('of a playlist is what its steps are, needed and extra apart', () => {
    const [explore, podcast] = [
      anActivity({ type: 'event', categories: ['science'], languages: ['sl'], duration: 'PT20M' }),
      anActivity({ type: 'workshop', categories: ['science'], languages: ['sl', 'en'], duration: 'P1D' }),
    ];
    const playlist = aPlaylist({
      steps: [
        { activity: explore.id, isMandatory: true, position: 1 },
        { activity: podcast.id, isMandatory: false, position: 2 },
      ],
    });

    expect(entryOfPlaylist(playlist, organiser, null, [explore, podcast])).toMatchObject({
      key: `mladi-zmaji/${playlist.id}`,
      type: null,
      types: ['event', 'workshop'],
      categories: ['science'],
      languages: ['sl', 'en'],
      minutes: 380,
      needed: 1,
      extra: 1,
      badge: null,
    });
  });

  it('of a playlist tells no time where one step’s is unknown', () => {
    const steps = [anActivity({ duration: 'PT20M' }), anActivity({ duration: null })];
    const playlist = aPlaylist({
      steps: steps.map(({ id }, at) => ({ activity: id, isMandatory: true, position: at + 1 })),
    });

    expect(entryOfPlaylist(playlist, organiser, null, steps).minutes).toBeNull();
  });
});

describe('Finding opportunities', () => {
  let world: OpenPorts;
  const school = anOrganiser();
  const course = aCommunity({ organiser: school.id });
  const elsewhere = aCommunity();
  const pupil = anActor();
  const staff = anActor();

  beforeEach(async () => {
    world = await openPorts();
    const organiser = { id: school.id, slug: school.slug, name: school.name };
    await world.ports.records.keep({
      organiser: [school],
      community: [course, elsewhere],
      membership: [aMembership({ community: course.id, person: pupil.person })],
      staff: [aStaff({ organiser: school.id, person: staff.person, role: 'member' })],
      catalogue: [
        anEntry('For anyone'),
        anEntry('For signed-in people', { visibility: 'signed-in' }),
        anEntry('For the school’s people', { visibility: 'organiser-people', organiser }),
        anEntry('For another organiser’s people', { visibility: 'organiser-people' }),
        anEntry('For those who joined', { visibility: 'activity-people', organiser }),
      ],
    });
  });
  afterEach(() => world.close());

  it.each([
    ['nobody', nobody, ['For anyone']],
    ['somebody signed in', anActor(), ['For anyone', 'For signed-in people']],
    ['a pupil of the school', pupil, ['For anyone', 'For signed-in people', 'For the school’s people']],
    ['its staff', staff, ['For anyone', 'For signed-in people', 'For the school’s people']],
    [
      'a teacher in its course',
      anActor({ seat: { community: course.id, as: 'teacher' } }),
      ['For anyone', 'For signed-in people', 'For the school’s people'],
    ],
    [
      'its pupil, in a course of others',
      { ...pupil, seat: { community: elsewhere.id, as: 'learner' } },
      ['For anyone', 'For signed-in people'],
    ],
  ] as const)('shows %s what is for them', async (_, who, expected) => {
    const { items } = await findOpportunities(world.ports, who, aQuery(), { size: 10, after: null });

    expect(items.map(({ name }) => name.in['en'])).toEqual(expected);
  });

  it('is not widened by what the one who asks says', async () => {
    const asked = aQuery({ seenBy: 'nobody', ownOf: [school.id] });

    const { items } = await findOpportunities(world.ports, nobody, asked, { size: 10, after: null });

    expect(items.map(({ name }) => name.in['en'])).toEqual(['For anyone']);
  });
});
