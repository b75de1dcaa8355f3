import { z } from 'zod';
import { confirmAttendance } from '../../../core/activities/confirm-attendance.ts';
import { confirmCompletion } from '../../../core/activities/confirm-completion.ts';
import { undoConfirmation } from '../../../core/activities/undo-confirmation.ts';
import { classFilters } from '../../../core/communities/class-terms.ts';
import { readClass } from '../../../core/communities/read-class.ts';
import { showClass } from '../../../core/communities/show-class.ts';
import { refreshRoster } from '../../../core/communities/sync-roster.ts';
import { listQueue } from '../../../core/evidence/list-queue.ts';
import { ActivityId, PersonId, PlaylistId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { ChooseWeeklyNote, chooseWeeklyNote } from '../../../core/people/choose-weekly-note.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { refreshForm } from '../parts/roster.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { WeeklyNote } from '../parts/weekly-note.tsx';
import { refusedAnswer } from '../refused.ts';
import { makeTicket } from '../tickets.ts';
import { classListPath } from './class-list.ts';
import { ClassShown } from './class-view.tsx';
import type { Confirmed } from './confirm-by-hand.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<object, Someone>;

/** Which playlist, what of the queue, and from where on. */
const Wanted = z.object({
  playlist: PlaylistId.nullable().catch(null),
  show: z.enum(classFilters).catch('everybody'),
  all: z.literal('yes').nullable().catch(null),
  after: z.string().max(200).nullable().catch(null),
  queue: z.string().max(200).nullable().catch(null),
});

const persons = z.preprocess(
  (sent) => (typeof sent === 'string' ? [sent] : sent),
  z.array(PersonId).min(1).max(200),
);
const Confirm = z.object({ activity: ActivityId, persons });
type Confirm = z.infer<typeof Confirm>;

/** A teacher's course: what waits for a word, who is where, and confirming by hand. */
export const classPage: Page<object> = {
  path: '/app/class',
  params: z.object({}),
  get: (here: At) => get(here, null),
  posts: {
    'confirm-attendance': post({
      schema: Confirm,
      again: (here: At) => get(here, null),
      form: formOf,
      run: (here: At, input) => confirm(here, input, confirmAttendance),
    }),
    'confirm-completion': post({
      schema: Confirm,
      again: (here: At) => get(here, null),
      form: formOf,
      run: (here: At, input) => confirm(here, input, confirmCompletion),
    }),
    undo: post({ schema: Confirm, again: (here: At) => get(here, null), run: undo }),
    download: post({ schema: z.object({}), again: (here: At) => get(here, null), run: download }),
    'weekly-note': post({
      schema: ChooseWeeklyNote,
      again: (here: At) => get(here, null),
      form: () => 'weekly-note',
      run: choose,
    }),
    refresh: post({ schema: z.object({}), again: (here: At) => get(here, null), run: refresh }),
  },
};

async function get(here: At, confirmed: Confirmed | null): Promise<Answer> {
  const wanted = Wanted.parse({ ...blank, ...here.req.query });
  const { ports } = here.web;
  const shown = await showClass(ports, here.who, wanted, { size: 60, after: wanted.after });
  if (shown.refused) return refusedAnswer(here, shown.refused, tellingOf(here, []), classAgain);
  const queue = await listQueue(ports, here.who, {
    of: { kind: 'community', community: shown.done.community.id },
    all: wanted.all === 'yes',
    after: wanted.queue,
    size: 25,
  });
  return {
    title: sayHere(here)('class.title', { course: shown.done.community.title }),
    isWide: true,
    body: (
      <>
        <ClassShown
          view={shown.done}
          queue={queue.done ?? { items: [], next: null }}
          showsAll={wanted.all === 'yes'}
          after={wanted.after}
          confirmed={confirmed}
          canChoose={await hasLink(here)}
        />
        <WeeklyNote
          action="/app/class/weekly-note"
          reader={await ports.records.people.byId(here.who.person)}
        />
      </>
    ),
  };
}

async function choose(here: At, input: ChooseWeeklyNote): Promise<Answer> {
  const chosen = await chooseWeeklyNote(here.web.ports, here.who, input);
  const again = (at: At) => get(at, null);
  if (chosen.refused) return refusedAnswer(here, chosen.refused, tellingOf(here, []), again, 'weekly-note');
  return { ...(await get(here, null)), said: sayHere(here)(`weekly-note.chosen.${input.wanted}`) };
}

/** Came in by a link of the course, so that what stands behind it can be exchanged. */
async function hasLink({ web, visitor }: At): Promise<boolean> {
  return visitor.visit !== null && (await web.lms?.openedLink(visitor.visit)) != null;
}

const blank = { playlist: null, show: 'everybody', all: null, after: null, queue: null };

/** What a refused class is shown on: there is no page below it. */
const classAgain = async (here: At): Promise<Answer> => notFoundAnswer(here);

async function confirm(
  here: At,
  input: Confirm,
  useCase: typeof confirmAttendance | typeof confirmCompletion,
): Promise<Answer> {
  const confirmed = await useCase(here.web.ports, here.who, input);
  if (confirmed.refused) {
    return refusedAnswer(
      here,
      confirmed.refused,
      tellingOf(here, []),
      (at: At) => get(at, null),
      formOf(here),
    );
  }
  const { rows, undoUntil } = confirmed.done;
  const done = rows.filter(({ result }) => result === 'confirmed').map(({ person }) => person);
  const said = sayHere(here)('class.confirmed', { count: done.length });
  return get(here, { activity: input.activity, persons: done, undoUntil, said });
}

async function undo(here: At, input: Confirm): Promise<Answer> {
  const undone = await undoConfirmation(here.web.ports, here.who, input);
  const again = (at: At) => get(at, null);
  if (undone.refused) return refusedAnswer(here, undone.refused, tellingOf(here, []), again);
  return { ...(await get(here, null)), said: sayHere(here)('class.undone') };
}

/** Sends the browser to the class as a list, to be saved. */
async function download(here: At): Promise<Answer> {
  const { playlist, show } = Wanted.parse({ ...blank, ...here.req.query });
  const seen = await readClass(here.web.ports, here.who, playlist);
  if (seen.refused) return refusedAnswer(here, seen.refused, tellingOf(here, []), classAgain);
  const path = classListPath({ playlist, show, language: here.visitor.language });
  return { title: '', body: null, saves: await makeTicket(here.web.ports, path, here.who) };
}

/** Reads the roster now. What went wrong stands with the course, where it is told on every look. */
async function refresh(here: At): Promise<Answer> {
  const { done, refused } = await refreshRoster(here.web.ports, here.who);
  const again = (at: At) => get(at, null);
  if (refused) return refusedAnswer(here, refused, tellingOf(here, []), again, refreshForm);
  return { ...(await get(here, null)), said: sayHere(here)('class.roster.refreshed', { ...done }) };
}

function formOf({ fields }: At): string {
  return `confirm-${String(fields['activity'] ?? '')}`;
}
