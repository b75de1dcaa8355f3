import { z } from 'zod';
import type { Activity } from '../../../core/activities/activity.ts';
import type { Entry } from '../../../core/catalogue/entry.ts';
import { findOpportunities, type Sought } from '../../../core/catalogue/find-opportunities.ts';
import { fold } from '../../../core/catalogue/fold.ts';
import { dayMs, type Instant, later } from '../../../core/instant.ts';
import { activityTypes, categories } from '../../../core/lists.ts';
import { actionId } from '../action-id.ts';
import { card, type Item } from '../card.ts';
import { saying, whenOf, whereOf } from '../cards/facts.ts';
import type { Asker, ConversationPorts, Turn } from '../command.ts';
import { putDraft, readDraft } from '../drafts.ts';
import { limits } from '../limits.ts';
import { sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { joined, own, type Text, tell } from '../text.ts';
import { minutesAsWords } from '../words/durations.ts';

export const ExploreSaid = z.object({
  about: z.string().trim().max(200).default(''),
  interest: z.enum(categories).nullable().default(null),
  type: z.enum(activityTypes).nullable().default(null),
  near: z.string().trim().max(100).default(''),
  when: z.enum(['week', 'month', 'any']).default('any'),
});
type ExploreSaid = z.infer<typeof ExploreSaid>;

const mostFound = 50;

/** What the city offers, five at a time. */
export const explore: Turn<ExploreSaid> = async (ports, asker, said) => {
  const isPaging = asker.on?.verb === 'explore' && asker.on.item !== '';
  const before = isPaging && asker.on ? await readDraft<ExploreSaid>(ports, asker.from, asker.on.item) : null;
  if (isPaging && !before) return over(asker);
  const wanted = before ?? said;
  const found = await search(ports, asker, wanted);
  if (found.length === 0) return nothing(asker, wanted);
  const pages = Math.ceil(found.length / limits.page);
  const page = Math.min(pages, Number(asker.on?.extra ?? 1) || 1);
  const draft =
    before && asker.on ? asker.on.item : pages > 1 ? await putDraft(ports, asker.from, wanted) : '';
  return results(ports, asker, found, { page, pages, draft });
};

async function search(ports: ConversationPorts, asker: Asker, said: ExploreSaid): Promise<readonly Entry[]> {
  const place = await placeOf(ports, said.near);
  const query: Sought = {
    text: joinedWords(said.about, place.word),
    kind: null,
    type: said.type,
    category: said.interest,
    language: null,
    location: place.location,
    near: place.near,
  };
  const items = await nearestFirst(ports, asker, query);
  if (said.when === 'any') return items;
  const now = ports.clock.now();
  const until = later(now, (said.when === 'week' ? 7 : 31) * dayMs);
  const activities = await activitiesOf(ports, items);
  return items.filter(({ subject }) => {
    const when = activities.get(subject.id)?.when;
    return when && when.endsAt >= now && when.startsAt <= until;
  });
}

/** Without a word on where: what the community's own city offers comes before that of others. */
async function nearestFirst(
  ports: ConversationPorts,
  asker: Asker,
  query: Sought,
): Promise<readonly Entry[]> {
  const find = async (more: Partial<Sought>) =>
    (await findOpportunities(ports, asker.who, { ...query, ...more }, { size: mostFound, after: null }))
      .items;
  const isFree = query.location === null && query.near === null;
  if (!asker.home || !isFree) return find({});
  const [here, everywhere] = await Promise.all([find({ location: asker.home.id }), find({})]);
  const known = new Set(here.map(({ subject }) => subject.id as string));
  return [...here, ...everywhere.filter(({ subject }) => !known.has(subject.id))].slice(0, mostFound);
}

const joinedWords = (...words: readonly string[]): string => words.filter(Boolean).join(' ').slice(0, 200);

/** A city by its name, an area of one as a circle; anything else is looked for as a word. */
async function placeOf({ records }: ConversationPorts, near: string) {
  const nowhere = { location: null, near: null, word: '' };
  const wanted = fold(near);
  if (wanted === '') return nowhere;
  const isCalled = (name: Entry['name']) => Object.values(name.in).some((one) => fold(one) === wanted);
  const all = await records.locations.all();
  const city = all.find(({ name }) => isCalled(name));
  if (city) return { ...nowhere, location: city.id };
  const area = all
    .flatMap(({ areas }) => areas)
    .find(({ name, key }) => isCalled(name) || fold(key) === wanted);
  if (area) return { ...nowhere, near: { ...area.centre, metres: area.radiusMetres } };
  return { ...nowhere, word: near };
}

async function activitiesOf(
  { records }: ConversationPorts,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Activity>> {
  const ids = entries.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : []));
  const activities = ids.length > 0 ? await records.activities.byIds(ids) : [];
  return new Map(activities.map((one) => [one.id, one]));
}

async function results(
  ports: ConversationPorts,
  asker: Asker,
  found: readonly Entry[],
  { page, pages, draft }: { readonly page: number; readonly pages: number; readonly draft: string },
): Promise<Reply> {
  const list = found.slice((page - 1) * limits.page, page * limits.page);
  const activities = await activitiesOf(ports, list);
  const now = ports.clock.now();
  const items = await Promise.all(
    list.map((entry) => itemOf(ports, asker, entry, activities.get(entry.subject.id) ?? null, now)),
  );
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'explore',
      title: tell(asker, found.length === mostFound ? 'chat.explore.many' : 'chat.explore.found', {
        count: found.length,
      }),
      items: { page, pages, list: items },
      actions: [
        ...(page > 1
          ? [{ label: word('chat.button.back'), do: actionId('explore', draft, 0, `${page - 1}`) }]
          : []),
        ...(page < pages
          ? [{ label: word('chat.button.more'), do: actionId('explore', draft, 0, `${page + 1}`) }]
          : []),
      ],
    }),
  );
}

async function itemOf(
  { records }: ConversationPorts,
  asker: Asker,
  { subject, name, needed, extra, minutes }: Entry,
  activity: Activity | null,
  now: Instant,
): Promise<Item> {
  const word = saying(asker);
  const { kind, id } = subject;
  const label = nameFor(asker, name);
  const takenHere =
    activity?.when && activity.capacity !== null ? await records.enrolments.count(subject, null) : null;
  const left = takenHere === null ? null : Math.max(0, (activity?.capacity ?? 0) - takenHere);
  const isPast = activity?.when && activity.when.endsAt < now;
  const facts: readonly Text[] =
    kind === 'playlist'
      ? [
          tell(asker, 'chat.explore.playlist', { needed, extra }),
          minutes === null ? [] : [minutesAsWords(word, minutes)],
        ]
      : activity
        ? [
            [word(`activity-type.${activity.type}`)],
            whenOf(asker, activity),
            whereOf(asker, activity),
            isPast ? tell(asker, 'chat.fact.over') : [],
            left !== null && !isPast
              ? tell(asker, 'chat.fact.places', { left, all: activity.capacity ?? 0 })
              : [],
          ]
        : [];
  return {
    title: [own(label)],
    detail: joined(facts),
    action: {
      label: word('chat.button.open'),
      do: actionId(kind === 'playlist' ? 'playlist.view' : 'activity.view', id),
      typed: `${kind} ${label}`,
    },
  };
}

function nothing(asker: Asker, { about, near }: ExploreSaid): Reply {
  const isNarrow = about !== '' || near !== '';
  return sentence(asker, isNarrow ? 'chat.explore.nothing' : 'chat.explore.empty', {}, [
    { label: saying(asker)('chat.button.all'), style: 'primary', do: actionId('explore'), typed: 'explore' },
  ]);
}

const over = (asker: Asker): Reply =>
  sentence(asker, 'chat.over', {}, [
    {
      label: saying(asker)('chat.button.explore'),
      style: 'primary',
      do: actionId('explore'),
      typed: 'explore',
    },
  ]);
