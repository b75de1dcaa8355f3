import type { Work } from '../../../core/evidence/work.ts';
import type { ActivityId, CommunityId } from '../../../core/ids.ts';
import { cut, first } from '../../../core/page-mark.ts';
import type { Page, Paged, Records } from '../../../core/ports/records.ts';
import type { Documents, Filter } from './documents.ts';

export const evidence = (documents: Documents): Pick<Records, 'work' | 'evidence' | 'reviews'> => ({
  work: {
    byId: (id) => documents.one('work', { _id: id }),
    one: (person, task) => documents.one('work', { person, task }),
    of: (person, activities) => documents.many('work', { person, activity: { $in: activities } }),
    inReview: (activities, community, page) =>
      community
        ? ofMembers(documents, community, activities, {}, page)
        : ofAll(documents, activities, [{ filter: {}, index: 'in-review' }], page),
    forOrganisers: (activities, community, offeredSince, page) => {
      const [unanswered, notForPeers] = [
        { waitingSince: { $lte: offeredSince } },
        { askedOf: { $in: [null, 'organisers'] } },
      ];
      return community
        ? ofMembers(documents, community, activities, { $or: [unanswered, notForPeers] }, page)
        : ofAll(
            documents,
            activities,
            [
              { filter: unanswered, index: 'in-review' },
              { filter: notForPeers, index: 'asked' },
            ],
            page,
          );
    },
  },
  evidence: {
    byId: (id) => documents.one('evidence', { _id: id }),
    history: (work) => documents.many('evidence', { work }, { version: 1 }),
    of: (person) => documents.many('evidence', { person }),
  },
  reviews: {
    of: (work) => documents.many('review', { work }, { at: 1, _id: 1 }),
    by: (reviewer) => documents.many('review', { reviewer }, { at: 1, _id: 1 }),
  },
});

const longestFirst = { by: ['waitingSince', 'id'] } as const;

/** By what waits of each: it grows with the community, not with everybody in these activities. */
async function ofMembers(
  { parts, page: pageOf }: Documents,
  community: CommunityId,
  activities: readonly ActivityId[],
  further: Filter,
  page: Page,
): Paged<Work> {
  const members = await parts('membership', { community, state: 'active' }, ['person']);
  const persons = members.map(({ person }) => person);
  const theirs = { person: { $in: persons }, activity: { $in: activities }, state: 'in-review', ...further };
  return pageOf('work', theirs, page, { ...longestFirst, index: 'waiting-of' });
}

/** MongoDB merges so many lists in order; of more it would sort all that waits. */
const mostMerged = 100;

/** In the order of the index of each activity, no more than the page holds: what else waits there is not read. */
async function ofAll(
  { page: pageOf }: Documents,
  activities: readonly ActivityId[],
  conditions: readonly { readonly filter: Filter; readonly index: string }[],
  page: Page,
): Paged<Work> {
  const some = Array.from({ length: Math.ceil(activities.length / mostMerged) }, (_, at) =>
    activities.slice(at * mostMerged, (at + 1) * mostMerged),
  );
  const more = { ...page, size: page.size + 1 };
  const found = await Promise.all(
    some.flatMap((these) =>
      conditions.map(({ filter, index }) => {
        const asked = { activity: { $in: these }, state: 'in-review', ...filter };
        return pageOf('work', asked, more, { ...longestFirst, index });
      }),
    ),
  );
  const once = new Map(found.flatMap(({ items }) => items).map((work) => [work.id, work]));
  const keyOf = ({ waitingSince, id }: Work) => [waitingSince ?? first, id] as const;
  const inOrder = [...once.values()].sort((a, b) => (keyOf(a).join(' ') < keyOf(b).join(' ') ? -1 : 1));
  return cut(inOrder, page, keyOf);
}
