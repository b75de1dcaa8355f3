import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isDemoCityCutOff,
  loadBundle,
  loadDemoCity,
  type ReportLine,
} from '../../../adapters/demo-city/index.ts';
import type { Activity } from '../../../core/activities/activity.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import { openAccount } from '../../../core/organisers/open-account.ts';
import { verifyOrganiser } from '../../../core/organisers/verify-organiser.ts';
import { operator } from '../../../core/people/actor.ts';
import { type OpenPorts, openPorts } from '../../support/ports.ts';

const folder = join(import.meta.dirname, '../../../adapters/demo-city/content');
const textOf = (name: string) => readFileSync(join(folder, 'bundles', `${name}.json`), 'utf8');
const counts = (lines: readonly ReportLine[]) => {
  const found: Record<string, number> = {};
  for (const { kind, result } of lines) found[`${kind} ${result}`] = (found[`${kind} ${result}`] ?? 0) + 1;
  return found;
};

let open: OpenPorts;
beforeEach(async () => {
  open = await openPorts();
});
afterEach(() => open.close());

describe('The demo city', () => {
  it('is 3 locations, 8 organisers, 11 playlists, 59 activities and 70 badges; the second time all is the same', async () => {
    const printed: string[] = [];
    const first = await loadDemoCity(open.ports, (line) => printed.push(line));
    const second = await loadDemoCity(open.ports);

    const all = (result: string) => ({
      [`location ${result}`]: 3,
      [`organiser ${result}`]: 8,
      [`activity ${result}`]: 59,
      [`playlist ${result}`]: 11,
      [`badge ${result}`]: 70,
      'endorsement not-yet': 1,
    });
    expect(counts(first)).toEqual(all('new'));
    expect(counts(second)).toEqual(all('same'));
    expect(printed).toContain('  Mladi zmaji: 7 activities, 1 playlist, 8 badges');
  });

  it('keeps every field of every activity, playlist and badge', async () => {
    await loadDemoCity(open.ports);

    const { records } = open.ports;
    const locations = new Map((await records.locations.all()).map(({ id, slug }) => [id, slug]));
    for (const organiser of await records.organisers.all()) {
      const came = JSON.parse(textOf(organiser.slug));
      const activities = await records.activities.of(organiser.id);
      const badges = await records.badges.of(organiser.id);
      const playlists = await records.playlists.of(organiser.id);
      const badgeKey = (id: string | null) => badges.find((badge) => badge.id === id)?.origin?.key ?? null;
      const back = {
        activities: activities.map((activity) => activityBack(activity, locations, badgeKey)),
        badges: badges.map((badge) => badgeBack(badge, activities, playlists, badgeKey)),
      };
      const byKey = (things: { key: string }[]) => [...things].sort((a, b) => (a.key < b.key ? -1 : 1));
      expect(byKey(back.activities)).toEqual(byKey(came.activities.map(fieldsFilled)));
      expect(byKey(back.badges)).toEqual(byKey(came.badges));
      expect(organiser).toMatchObject({
        kind: came.organiser.kind,
        name: came.organiser.name,
        url: came.organiser.url,
        email: came.organiser.email,
        about: { in: came.organiser.about },
        languages: came.organiser.languages,
        verification: 'verified',
      });
      for (const list of came.playlists) {
        const kept = playlists.find(({ origin }) => origin?.key === list.key);
        const steps = kept?.steps.map((step) => ({
          activity: activities.find(({ id }) => id === step.activity)?.origin?.key,
          isMandatory: step.isMandatory,
        }));
        expect(kept).toMatchObject({
          name: { in: list.name },
          about: { in: list.about },
          sequence: list.sequence,
        });
        expect({ steps, badge: badgeKey(kept?.badge ?? null) }).toEqual({
          steps: list.steps,
          badge: list.badge,
        });
      }
    }
  });

  it('has playlists that follow one another across organisers', async () => {
    await loadDemoCity(open.ports);

    const zmaji = await open.ports.records.organisers.bySlug('mladi-zmaji');
    const network = await open.ports.records.organisers.bySlug('network-of-cities-and-regions-of-learning');
    const playlists = zmaji && (await open.ports.records.playlists.of(zmaji.id));
    const next = network && (await open.ports.records.playlists.byOrigin(network.id, 'personal-leadership'));
    expect(playlists?.[0]?.next).toBe(next?.id);
    expect(playlists?.[0]?.version).toBe(1);
  });

  it('keeps what has no place in the core yet: credits and endorsements', async () => {
    await loadDemoCity(open.ports);

    const tilburg = await open.ports.records.organisers.bySlug('tilburg-city-of-learning');
    const kept = await open.ports.keyValues.read(
      'content.bundles',
      `${tilburg?.id}/tilburg-city-of-learning`,
    );
    expect(kept).toEqual(JSON.parse(textOf('tilburg-city-of-learning')));
  });

  it('goes on where it was cut off', async () => {
    const { ports } = open;
    let left = 40;
    const cut = {
      ...ports,
      records: {
        ...ports.records,
        keep: async (...all: Parameters<typeof ports.records.keep>) => {
          left -= 1;
          if (left < 0) throw new Error('cut off');
          return ports.records.keep(...all);
        },
      },
    };

    await expect(loadDemoCity(cut)).rejects.toThrow('cut off');
    expect(await isDemoCityCutOff(ports)).toBe(true);
    await loadDemoCity(ports);
    expect(await isDemoCityCutOff(ports)).toBe(false);

    expect(counts(await loadDemoCity(ports))).toMatchObject({ 'activity same': 59, 'badge same': 70 });
  });
});

describe('A bundle of an organiser', () => {
  const load = (text: string, organiser = 'kinodvor') =>
    loadBundle(open.ports, operator, { text, organiser });
  const changed = (change: (bundle: Loose) => void) => {
    const bundle = JSON.parse(textOf('mladi-zmaji'));
    for (const playlist of bundle.playlists) playlist.next = null;
    change(bundle);
    return JSON.stringify(bundle);
  };
  const same = () => {};

  beforeEach(async () => {
    await loadDemoCity(open.ports);
    await openAccount(open.ports, operator, {
      slug: 'kinodvor',
      name: 'Kinodvor',
      kind: 'ngo',
      url: null,
      email: null,
      about: null,
      languages: ['sl'],
      home: 'ljubljana',
      owner: { name: 'Ana', email: null },
    });
  });
  const verify = () => verifyOrganiser(open.ports, operator, { slug: 'kinodvor' });

  it('is loaded into the organiser that was named; again, all is the same', async () => {
    await verify();

    expect(counts((await load(changed(same))).done ?? [])).toEqual({
      'activity new': 7,
      'playlist new': 1,
      'badge new': 8,
    });
    expect(counts((await load(changed(same))).done ?? [])).toEqual({
      'activity same': 7,
      'playlist same': 1,
      'badge same': 8,
    });
  });

  it('brings only what is new', async () => {
    await verify();
    await load(changed(same));

    const again = await load(
      changed((bundle) => {
        bundle.activities.push({ ...bundle.activities[0], key: 'explore-more', badge: null });
      }),
    );

    expect(counts(again.done ?? [])).toMatchObject({ 'activity new': 1, 'activity same': 7 });
  });

  it('of a higher version replaces what it brought; of a lower one changes nothing', async () => {
    await verify();
    const renamed = (version: number) =>
      changed((bundle) => {
        bundle.version = version;
        bundle.activities[0].name.en = `Explore skills ${version}`;
        bundle.badges[0].name.en = `Explorer ${version}`;
        bundle.playlists[0].name.en = `Makers ${version}`;
      });
    await load(renamed(2));

    const newer = await load(renamed(3));
    const older = await load(renamed(1));

    expect(counts(newer.done ?? [])).toMatchObject({
      'activity newer': 1,
      'badge newer': 1,
      'playlist newer': 1,
    });
    expect(counts(older.done ?? [])).toMatchObject({
      'activity older': 1,
      'badge older': 1,
      'playlist older': 1,
    });
    const kinodvor = await open.ports.records.organisers.bySlug('kinodvor');
    const kept = kinodvor && (await open.ports.records.activities.byOrigin(kinodvor.id, 'explore-skills'));
    expect(kept).toMatchObject({
      version: 2,
      name: { in: { en: 'Explore skills 3' } },
      origin: { version: 3 },
    });
  });

  it('changed without a new version is in conflict, and so is a key that another bundle has taken; ours stays', async () => {
    await verify();
    await load(changed(same));

    const edited = await load(changed((bundle) => (bundle.activities[0].name.en = 'Other')));
    const foreign = await load(changed((bundle) => (bundle.key = 'another')));

    expect(counts(edited.done ?? [])).toMatchObject({ 'activity in-conflict': 1, 'activity same': 6 });
    expect(counts(foreign.done ?? [])).toMatchObject({ 'activity in-conflict': 7, 'badge in-conflict': 8 });
  });

  it('that names a next playlist not here yet is loaded without it, and completed once it is here', async () => {
    await verify();
    const text = changed((bundle) => (bundle.playlists[0].next = 'kinodvor/later'));
    const later = changed((bundle) => {
      bundle.organiser.slug = 'kinodvor';
      bundle.key = 'later';
      bundle.badges = [];
      bundle.activities = [{ ...bundle.activities[0], key: 'again', badge: null }];
      bundle.playlists = [
        {
          ...bundle.playlists[0],
          key: 'later',
          badge: null,
          steps: [{ activity: 'again', isMandatory: true }],
        },
      ];
    });

    const first = await load(text);
    await load(later);
    const second = await load(text);

    const line = (lines: readonly ReportLine[] | undefined) => lines?.find(({ kind }) => kind === 'playlist');
    expect(line(first.done)).toMatchObject({
      result: 'new',
      note: '"kinodvor/later" comes next, but is not here yet.',
    });
    expect(line(second.done)).toMatchObject({ result: 'newer', note: null });
    expect(line((await load(text)).done)).toMatchObject({ result: 'same' });
  });

  it('that asks for what this site lacks is refused whole, with every path', async () => {
    await verify();
    const text = changed((bundle) => {
      bundle.activities[0].location = 'maribor';
      bundle.playlists[0].steps[0].activity = 'kinodvor/film';
      bundle.playlists[0].location = 'maribor';
      bundle.badges[0].image = { data: 'data:image/png;base64,aGVsbG8=', alt: bundle.badges[0].image.alt };
    });

    const loaded = await load(text);

    expect(loaded.refused).toEqual({
      why: 'bundle-wrong',
      troubles: [
        { path: 'activities[0].location', says: 'there is no location "maribor" here' },
        { path: 'playlists[0].location', says: 'there is no location "maribor" here' },
        { path: 'badges[0].image.data', says: 'is neither a PNG nor an SVG' },
        {
          path: 'playlists[0].steps[0].activity',
          says: 'there is no activity "kinodvor/film" here; load that bundle first',
        },
      ],
    });
    const kinodvor = await open.ports.records.organisers.bySlug('kinodvor');
    expect(kinodvor && (await open.ports.records.activities.of(kinodvor.id))).toEqual([]);
  });

  it('is refused before the organiser is verified, unless it stays among its own people', async () => {
    const inside = changed((bundle) => {
      for (const thing of [...bundle.activities, ...bundle.playlists]) thing.visibility = 'organiser-people';
    });

    expect((await load(changed(same))).refused).toEqual({
      why: 'organiser-unverified',
      organiser: 'kinodvor',
    });
    expect((await load(inside)).refused).toBeUndefined();
  });

  it('is refused for an organiser that is not here, and when it is none', async () => {
    expect((await load(changed(same), 'nobody')).refused).toEqual({
      why: 'organiser-unknown',
      organiser: 'nobody',
    });
    expect((await load('{}')).refused).toMatchObject({ why: 'bundle-wrong' });
  });
});

// biome-ignore lint/suspicious/noExplicitAny: JSON as it comes
type Loose = any;

function fieldsFilled(came: Loose): Loose {
  const { when, applyBefore, ...rest } = came;
  const place = { mode: null, name: null, address: null, lat: null, lon: null, area: null, url: null };
  // The moments are held by the tests of zones; here that each is there.
  return {
    ...rest,
    about: came.about ?? null,
    coHosts: came.coHosts ?? [],
    place: { ...place, ...came.place },
    when: when?.zone,
    applyBefore: applyBefore !== null,
    completedBy:
      came.completedBy.way === 'tasks'
        ? { need: null, ...came.completedBy }
        : came.completedBy.way === 'attendance'
          ? { minMinutes: 0, ...came.completedBy }
          : came.completedBy,
  };
}

function activityBack(
  activity: Activity,
  locations: Map<string, string>,
  badgeKey: (id: string | null) => string | null,
): Loose {
  const { origin, type, categories, duration, place, capacity, joining, languages, skills, competences } =
    activity;
  const { materials, completedBy, visibility, state } = activity;
  return {
    key: origin?.key,
    ...{ type, categories, duration, place, capacity, joining, languages, skills, competences },
    ...{ materials, completedBy, visibility, state },
    name: activity.name.in,
    do: activity.do?.in,
    learn: activity.learn?.in,
    about: activity.about?.in ?? null,
    when: activity.when?.zone,
    applyBefore: activity.applyBefore !== null,
    location: activity.location && locations.get(activity.location),
    coHosts: activity.coHosts.map((host) => (typeof host === 'string' ? host : host.name)),
    tasks: activity.tasks.map(({ key, title, instruction, accepts, check }) => ({
      key,
      title: title.in,
      instruction: instruction.in,
      accepts,
      check,
    })),
    badge: badgeKey(activity.badge),
  };
}

function badgeBack(
  badge: Badge,
  activities: readonly Activity[],
  playlists: readonly { id: string; origin: { key: string } | null }[],
  badgeKey: (id: string | null) => string | null,
): Loose {
  const keyOf = (things: readonly { id: string; origin: { key: string } | null }[], id: string) =>
    things.find((thing) => thing.id === id)?.origin?.key;
  const { skills, competences, programme, validFor, prerequisites, ladder } = badge;
  return {
    key: badge.origin?.key,
    name: badge.name.in,
    description: badge.description.in,
    criteria: badge.criteria.in,
    image: { ...badge.image, alt: badge.image.alt.in },
    ...{ skills, competences, programme, validFor },
    earnedBy: badge.earnedBy.map((rule) =>
      rule.by === 'activity'
        ? { activity: keyOf(activities, rule.activity) }
        : rule.by === 'playlist'
          ? { playlist: keyOf(playlists, rule.playlist) }
          : rule,
    ),
    prerequisites: prerequisites && {
      badges: prerequisites.badges === 'any' ? 'any' : prerequisites.badges.map(badgeKey),
      need: prerequisites.need,
    },
    ...(ladder ? { ladder } : {}),
  };
}
