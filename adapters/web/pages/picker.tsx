import { z } from 'zod';
import type { Entry } from '../../../core/catalogue/entry.ts';
import { findOpportunities } from '../../../core/catalogue/find-opportunities.ts';
import { Query } from '../../../core/catalogue/query.ts';
import type { Community } from '../../../core/communities/community.ts';
import { deadlineOn } from '../../../core/communities/deadline-on.ts';
import { makePlacement } from '../../../core/communities/make-placement.ts';
import { type Explanation, no } from '../../../core/explanation.ts';
import { ActivityId, PlaylistId } from '../../../core/ids.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import { sayReason } from '../../conversation/words/reasons.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import type { Found, Search } from '../parts/catalogue.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { itemsOf, type Pick, readPick, titleOf } from './picked.ts';
import { ChooseShown, PickedShown, SendOff } from './picker-view.tsx';
import { notFoundAnswer, troubleAnswer } from './trouble.tsx';

/**
 * Choosing what stands in a course: `picker` answers an LMS that asked for content, `choose` fills the link
 * that was opened and has no item yet, or exchanges it.
 */
export type Way = 'picker' | 'choose';

const ItemParams = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('playlists'), id: PlaylistId }),
  z.object({ kind: z.literal('activities'), id: ActivityId }),
]);
type ItemParams = z.infer<typeof ItemParams>;

const Placing = z.object({
  mode: z.enum(['whole', 'each-activity']).default('whole'),
  /** The last day for it, as it is where the course is. */
  due: z.iso.date().nullable().default(null),
});
type Placing = z.infer<typeof Placing>;

const searchPage = (way: Way): Page<object> => ({
  path: `/app/${way}`,
  params: z.object({}),
  get: (here) => guarded(here, way, () => search(here, way)),
  posts: {
    cancel: post({
      schema: z.object({}),
      again: (here: Here<object, Someone>) => search(here, way),
      run: (here: Here<object, Someone>) => guarded(here, way, () => cancel(here)),
    }),
  },
});

const itemPage = (way: Way): Page<ItemParams> => ({
  path: `/app/${way}/:kind/:id`,
  params: ItemParams,
  get: (here) => guarded(here, way, () => item(here, way)),
  posts: {
    place: post({
      schema: Placing,
      again: (here: Here<ItemParams, Someone>) => item(here, way),
      run: (here: Here<ItemParams, Someone>, input) => guarded(here, way, () => place(here, way, input)),
    }),
  },
});

export const pickerPage = searchPage('picker');
export const pickerItemPage = itemPage('picker');
export const choosePage = searchPage('choose');
export const chooseItemPage = itemPage('choose');

/** Granted teachers only, and only in a visit that was opened for it. */
async function guarded(here: Here<unknown, Someone>, way: Way, run: () => Promise<Answer>): Promise<Answer> {
  const { visit } = here.visitor;
  const { lms } = here.web;
  if (!visit || !lms) return notFoundAnswer(here);
  const isOpen = way === 'picker' ? await lms.picking(visit) : await lms.openedLink(visit);
  if (!isOpen) return notFoundAnswer(here);
  const allowed = await mayPlace(here);
  if (allowed.verdict === 'yes') return run();
  return troubleAnswer(here, 'NOT_ALLOWED', [sayReason(tellingOf(here, []), allowed.reason)]);
}

/** Who may place something in the course that the visit came from. */
async function mayPlace(here: Here<unknown, Someone>): Promise<Explanation> {
  const course = await courseOf(here);
  return course ? may.place(here.who, course) : no({ is: 'wrong-role', could: ['teacher'] });
}

const courseOf = async ({ web, who }: Here<unknown, Someone>): Promise<Community | null> =>
  who.seat ? web.ports.records.communities.byId(who.seat.community) : null;

async function search(here: Here<unknown, Someone>, way: Way): Promise<Answer> {
  const wanted = searchOf(here.req.query);
  const { after, kind } = z
    .object({ after: z.string().max(200).nullable().catch(null), kind: Query.shape.kind.catch(null) })
    .parse({ after: null, kind: null, ...here.req.query });
  const found = async (what: 'playlist' | 'activity'): Promise<Found> => {
    if (kind !== null && kind !== what) return { items: [], more: null };
    const page = { size: 20, after: kind === what ? after : null };
    const { items, next } = await findOpportunities(
      here.web.ports,
      here.who,
      { ...wanted.query, kind: what },
      page,
    );
    const more = next
      ? `/app/${way}?${new URLSearchParams({ ...wanted.search, kind: what, after: next })}`
      : null;
    return { items, more };
  };
  const [playlists, activities] = await Promise.all([found('playlist'), found('activity')]);
  return {
    title: sayHere(here)('picker.title'),
    isWide: true,
    body: (
      <ChooseShown
        way={way}
        search={wanted.search}
        playlists={playlists}
        activities={activities}
        addressOf={(entry) => addressOf(way, entry)}
      />
    ),
    ...(await formTarget(here, way)),
  };
}

const addressOf = (way: Way, { subject }: Entry): string =>
  `/app/${way}/${subject.kind === 'playlist' ? 'playlists' : 'activities'}/${subject.id}`;

/** The document that a visit begins with must name where its last form may go. */
async function formTarget({ web, visitor }: Here, way: Way): Promise<{ postsTo?: string }> {
  const picking = way === 'picker' && visitor.visit ? await web.lms?.picking(visitor.visit) : null;
  return picking ? { postsTo: picking.returnOrigin } : {};
}

function searchOf(sent: unknown): { search: Search; query: Omit<Query, 'seenBy'> } {
  const text = z.string().catch('');
  const search = z
    .object({ q: text, type: text, category: text, language: text })
    .catch({ q: '', type: '', category: '', language: '' })
    .parse(sent);
  const query = Query.parse({
    text: search.q.slice(0, 200),
    type: Query.shape.type.catch(null).parse(search.type || null),
    category: Query.shape.category.catch(null).parse(search.category || null),
    language: Query.shape.language.catch(null).parse(search.language || null),
  });
  return { search, query };
}

async function item(here: Here<ItemParams, Someone>, way: Way): Promise<Answer> {
  const pick = await readPick(here, here.params);
  if (!pick) return notFoundAnswer(here);
  const { visit } = here.visitor;
  const picking = visit && way === 'picker' ? await here.web.lms?.picking(visit) : null;
  return {
    title: titleOf(here, pick),
    body: <PickedShown way={way} pick={pick} canEach={picking?.acceptsMultiple ?? false} />,
  };
}

async function place(here: Here<ItemParams, Someone>, way: Way, { mode, due }: Placing): Promise<Answer> {
  const pick = await readPick(here, here.params);
  if (!pick) return notFoundAnswer(here);
  const course = due && (await courseOf(here));
  const deadline = due && course ? await deadlineOn(here.web.ports, course, due) : null;
  return way === 'picker' ? sendItems(here, pick, mode, deadline) : bindLink(here, pick, deadline);
}

async function sendItems(
  here: Here<ItemParams, Someone>,
  pick: Pick,
  mode: Placing['mode'],
  deadline: Instant | null,
): Promise<Answer> {
  const { visit } = here.visitor;
  const { lms } = here.web;
  if (!visit || !lms) return notFoundAnswer(here);
  const picking = await lms.picking(visit);
  const chosen = itemsOf(here, pick, { mode: picking?.acceptsMultiple ? mode : 'whole', deadline });
  return sendOff(here, await lms.place(visit, chosen));
}

async function cancel(here: Here<unknown, Someone>): Promise<Answer> {
  const { visit } = here.visitor;
  const { lms } = here.web;
  if (!visit || !lms) return notFoundAnswer(here);
  return sendOff(here, await lms.place(visit, []));
}

const sendOff = (here: Here, form: { action: string; jwt: string }): Answer => ({
  title: sayHere(here)('picker.sending'),
  body: <SendOff {...form} />,
});

async function bindLink(
  here: Here<ItemParams, Someone>,
  pick: Pick,
  deadline: Instant | null,
): Promise<Answer> {
  const { visit } = here.visitor;
  const link = visit ? await here.web.lms?.openedLink(visit) : null;
  if (!link) return notFoundAnswer(here);
  const made = await makePlacement(here.web.ports, here.who, {
    subject: pick.subject,
    mode: 'whole',
    within: null,
    deadline,
    ...link,
  });
  if (made.refused) return refusedAnswer(here, made.refused, tellingOf(here, []), notFoundHere);
  return { title: '', body: null, goTo: `/app/${here.params.kind}/${here.params.id}` };
}

const notFoundHere = async (here: Here): Promise<Answer> => notFoundAnswer(here);
