import type { Pointers } from './pointers.ts';
import { pathOf, type Trouble } from './troubles.ts';

type Part = 'badges' | 'activities' | 'playlists';
type At = readonly (string | number)[];

/** What points nowhere, or is there twice, within one bundle. Other bundles' things are looked for when it is loaded. */
export function judgeReferences(bundle: Pointers): Trouble[] {
  return [
    ...twice(keysOf(bundle.badges), ['badges']),
    ...twice(keysOf(bundle.activities), ['activities']),
    ...twice(keysOf(bundle.playlists), ['playlists']),
    ...bundle.activities.flatMap((activity, nth) => judgeActivity(bundle, activity, ['activities', nth])),
    ...bundle.playlists.flatMap((playlist, nth) => judgePlaylist(bundle, playlist, ['playlists', nth])),
    ...bundle.badges.flatMap((badge, nth) => judgeBadge(bundle, badge, ['badges', nth])),
  ];
}

function judgeActivity(
  bundle: Pointers,
  { badge, tasks }: Pointers['activities'][number],
  at: At,
): Trouble[] {
  return [...points(bundle, 'badges', badge, [...at, 'badge']), ...twice(keysOf(tasks), [...at, 'tasks'])];
}

function judgePlaylist(
  bundle: Pointers,
  { badge, next, steps }: Pointers['playlists'][number],
  at: At,
): Trouble[] {
  return [
    ...points(bundle, 'badges', badge, [...at, 'badge']),
    ...points(bundle, 'playlists', next, [...at, 'next']),
    ...steps.flatMap(({ activity }, nth) =>
      points(bundle, 'activities', activity, [...at, 'steps', nth, 'activity']),
    ),
    ...twice(
      steps.map(({ activity }) => activity),
      [...at, 'steps'],
    ),
  ];
}

function judgeBadge(
  bundle: Pointers,
  { key, earnedBy, prerequisites }: Pointers['badges'][number],
  at: At,
): Trouble[] {
  const rules = earnedBy.flatMap((rule, nth) => [
    ...own(bundle, 'activities', rule.activity, [...at, 'earnedBy', nth, 'activity']),
    ...own(bundle, 'playlists', rule.playlist, [...at, 'earnedBy', nth, 'playlist']),
    ...own(bundle, 'activities', rule.score?.activity, [...at, 'earnedBy', nth, 'score', 'activity']),
  ]);
  const needed = (prerequisites?.badges ?? []).flatMap((badge, nth) =>
    points(bundle, 'badges', badge, [...at, 'prerequisites', 'badges', nth]),
  );
  const circle = needsItself(bundle, key)
    ? [{ path: pathOf([...at, 'prerequisites']), says: 'need this badge itself first' }]
    : [];
  return [...rules, ...needed, ...circle];
}

function points(bundle: Pointers, part: Part, ref: string | null | undefined, at: At): Trouble[] {
  const key = ref ? ownKey(bundle, ref) : null;
  if (key === null || bundle[part].some((thing) => thing.key === key)) return [];
  return [{ path: pathOf(at), says: `there is no "${key}" among the ${part} of this bundle` }];
}

function own(bundle: Pointers, part: Part, ref: string | null | undefined, at: At): Trouble[] {
  if (!ref || ownKey(bundle, ref) !== null) return points(bundle, part, ref, at);
  return [{ path: pathOf(at), says: 'is of another organiser, whose offers earn only its own badges' }];
}

/** The key of a thing of this bundle; null: it stands in another one. */
export function ownKey(bundle: Pick<Pointers, 'organiser'>, ref: string): string | null {
  const [organiser, key] = ref.includes('/') ? ref.split('/') : [bundle.organiser.slug, ref];
  return organiser === bundle.organiser.slug ? (key ?? null) : null;
}

const keysOf = (things: readonly { readonly key: string }[]): string[] => things.map(({ key }) => key);

function twice(keys: readonly string[], at: At): Trouble[] {
  return keys.flatMap((key, nth) =>
    key && keys.indexOf(key) < nth ? [{ path: pathOf([...at, nth]), says: `"${key}" is there twice` }] : [],
  );
}

/** A badge that needs itself first, by way of others, is never earned. */
function needsItself({ badges }: Pointers, start: string): boolean {
  const needs = (key: string): readonly string[] =>
    badges.find((badge) => badge.key === key)?.prerequisites?.badges ?? [];
  const seen = new Set<string>();
  const open = [...needs(start)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === start) return true;
    if (!seen.has(key)) open.push(...needs(key));
    seen.add(key);
  }
  return false;
}
