import type { Activity } from '../../core/activities/activity.ts';
import { isByHand } from '../../core/badges/list-badges.ts';
import { findOpportunities } from '../../core/catalogue/find-opportunities.ts';
import { fold } from '../../core/catalogue/fold.ts';
import { listQueue } from '../../core/evidence/list-queue.ts';
import type { QueueItem } from '../../core/evidence/queue-item.ts';
import type { OrganiserId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Playlist } from '../../core/playlists/playlist.ts';
import { type Language, type Texts, textFor } from '../../core/texts.ts';
import type { Asker, ConversationPorts, Suggests } from './command.ts';
import type { Choice } from './form.ts';
import { limits } from './limits.ts';
import { cut } from './text.ts';

type Suggesting = (ports: ConversationPorts, asker: Asker, typed: string) => Promise<readonly Choice[]>;

/** What somebody may mean while they type: their own first, then what the city offers. Values are ids. */
export const suggesting: Readonly<Record<Suggests, Suggesting>> = {
  work: async (ports, asker, typed) =>
    firstOnes(
      asker,
      typed,
      (await queueOf(ports, asker)).map(({ work, task }) => ({ id: work.id, name: task.title })),
    ),
  activity: async (ports, asker, typed) =>
    firstOnes(asker, typed, [
      ...(await ownActivities(ports, asker)),
      ...(await offered(ports, asker, 'activity', typed)),
    ]),
  // What one has joined is meant; what else is offered only where none of it fits.
  async 'own-activity'(ports, asker, typed) {
    const own = firstOnes(asker, typed, await ownActivities(ports, asker));
    return own.length > 0 ? own : firstOnes(asker, typed, await offered(ports, asker, 'activity', typed));
  },
  playlist: async (ports, asker, typed) =>
    firstOnes(asker, typed, [
      ...(await ownPlaylists(ports, asker)),
      ...(await offered(ports, asker, 'playlist', typed)),
    ]),
  async badge(ports, asker, typed) {
    if (!asker.me) return [];
    const held = await ports.records.awards.heldBy(asker.me.person, { size: 100, after: null });
    const aims = [...(await ownPlaylists(ports, asker)), ...(await ownActivities(ports, asker))];
    const ids = [...held.items.map(({ badge }) => badge), ...aims.flatMap(({ badge }) => badge ?? [])];
    return firstOnes(asker, typed, await ports.records.badges.byIds([...new Set(ids)]));
  },
  async 'given-badge'(ports, asker, typed) {
    const badges = await Promise.all(organisersOf(asker).map((one) => ports.records.badges.of(one)));
    const active = badges.flat().filter(({ state }) => state === 'active');
    return firstOnes(
      asker,
      typed,
      active.toSorted((a, b) => Number(isByHand(b)) - Number(isByHand(a))),
    );
  },
  async 'led-activity'(ports, asker, typed) {
    const activities = await Promise.all(organisersOf(asker).map((one) => ports.records.activities.of(one)));
    const now = ports.clock.now();
    const soonest = activities
      .flat()
      .filter(({ state }) => state === 'published')
      .toSorted((a, b) => Number(isAhead(b, now)) - Number(isAhead(a, now)));
    return firstOnes(asker, typed, soonest);
  },
  async 'led-playlist'(ports, asker, typed) {
    const playlists = await Promise.all(organisersOf(asker).map((one) => ports.records.playlists.of(one)));
    return firstOnes(
      asker,
      typed,
      playlists.flat().filter(({ state }) => state === 'published'),
    );
  },
  async location(ports, asker, typed) {
    const all = await ports.records.locations.all();
    return firstOnes(
      asker,
      typed,
      all.map(({ id, name }) => ({ id, name })),
    );
  },
};

interface Named {
  readonly id: string;
  readonly name: Texts | string;
}

/** A thing's name in the reader's language. */
export const nameFor = ({ language, person }: Pick<Asker, 'language' | 'person'>, name: Texts): string =>
  textFor(name, wanted({ language, person })).text;

export const wanted = ({ language, person }: Pick<Asker, 'language' | 'person'>): readonly Language[] => [
  language,
  ...(person ? [person.language] : []),
];

/** Each once, in this order, as far as every typed word begins one of theirs. */
export function firstOnes(asker: Asker, typed: string, things: readonly Named[]): readonly Choice[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const fits = (label: string) => {
    const theirs = fold(label).split(' ');
    return words.every((word) => theirs.some((one) => one.startsWith(word)));
  };
  const once = new Map<string, Choice>();
  for (const { id, name } of things) {
    const label = typeof name === 'string' ? name : nameFor(asker, name);
    const all = typeof name === 'string' ? [name] : Object.values(name.in);
    if (!once.has(id) && all.some(fits)) once.set(id, { value: id, label: cut(label, limits.choice) });
  }
  return [...once.values()].slice(0, limits.choices);
}

/** What they joined, and the steps of it. */
export async function ownActivities(
  { records }: ConversationPorts,
  { me }: Asker,
): Promise<readonly Activity[]> {
  if (!me) return [];
  const enrolments = await records.enrolments.of(me.person);
  const current = enrolments.filter(({ state }) => state === 'joined' || state === 'completed');
  const playlists = await Promise.all(
    current.map(({ subject }) => (subject.kind === 'playlist' ? records.playlists.byId(subject.id) : null)),
  );
  const ids = [
    ...current.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : [])),
    ...playlists.flatMap((playlist) => playlist?.steps.map(({ activity }) => activity) ?? []),
  ];
  return records.activities.byIds([...new Set(ids)]);
}

async function ownPlaylists({ records }: ConversationPorts, { me }: Asker): Promise<readonly Playlist[]> {
  if (!me) return [];
  const enrolments = await records.enrolments.of(me.person);
  const playlists = await Promise.all(
    enrolments.map(({ subject, state }) =>
      subject.kind === 'playlist' && (state === 'joined' || state === 'completed')
        ? records.playlists.byId(subject.id)
        : null,
    ),
  );
  return playlists.filter((one) => one !== null);
}

async function offered(
  ports: ConversationPorts,
  { who }: Asker,
  kind: 'activity' | 'playlist',
  typed: string,
): Promise<readonly Named[]> {
  const everything = { type: null, category: null, language: null, location: null, near: null };
  const found = await findOpportunities(
    ports,
    who,
    { ...everything, text: typed.slice(0, 200), kind },
    { size: limits.choices, after: null },
  );
  return found.items.map(({ subject, name }) => ({ id: subject.id, name }));
}

/** What waits for this person's word, as a peer and in what they work for; longest waiting first. */
export async function queueOf(
  ports: Pick<ConversationPorts, 'records' | 'clock'>,
  { me }: Pick<Asker, 'me'>,
): Promise<readonly QueueItem[]> {
  if (!me) return [];
  const ask = (of: Parameters<typeof listQueue>[2]['of']) =>
    listQueue(ports, me, { of, all: false, after: null, size: limits.choices });
  const queues = await Promise.all([
    ask({ kind: 'peers', activity: null }),
    ...organisersOf({ me }).map((organiser) => ask({ kind: 'organiser', organiser })),
  ]);
  const once = new Map(queues.flatMap(({ done }) => done?.items ?? []).map((item) => [item.work.id, item]));
  return [...once.values()].toSorted((a, b) => (a.waitingSince < b.waitingSince ? -1 : 1));
}

/** What somebody works for. A role on an activity or a city is no organiser's: nothing is found there. */
const organisersOf = ({ me }: Pick<Asker, 'me'>): readonly OrganiserId[] =>
  // Roles name what they are on by its id alone.
  [...new Set((me?.roles ?? []).map(({ on }) => on))] as OrganiserId[];

const isAhead = ({ when, completedBy }: Activity, now: Instant): boolean =>
  completedBy.way === 'attendance' && (when === null || when.endsAt >= now);
