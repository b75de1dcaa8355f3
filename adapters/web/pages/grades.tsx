import { z } from 'zod';
import { AddGradeColumn, addGradeColumn } from '../../../core/grades/add-grade-column.ts';
import { gradeTroubles } from '../../../core/grades/grade.ts';
import { SendGradeAgain, sendGradeAgain, sendGradesAgain } from '../../../core/grades/send-grades-again.ts';
import { ShowGradesSent, showGradesSent } from '../../../core/grades/show-grades-sent.ts';
import { PlacementId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { GradesShown } from './grades-view.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<object, Someone>;

/** Of the address; what cannot be read is as if it were not there. */
const Wanted = z.object({
  shown: ShowGradesSent.shape.shown.catch(null),
  column: ShowGradesSent.shape.column.catch(null),
  after: ShowGradesSent.shape.after.catch(null),
});

const SendAll = z.object({
  placement: PlacementId.nullable().default(null),
  state: z.enum(['queued', 'refused']),
  trouble: z.enum(gradeTroubles).nullable().default(null),
});
type SendAll = z.infer<typeof SendAll>;

/** *Grades sent*: what a course's gradebook shows, what is on its way, what needs its teacher. */
export const gradesPage: Page<object> = {
  path: '/app/class/grades',
  params: z.object({}),
  get,
  posts: {
    'send-again': post({ schema: SendGradeAgain, again: get, run: sendOne }),
    'send-all': post({ schema: SendAll, again: get, run: sendAll }),
    'add-column': post({ schema: AddGradeColumn, again: get, form: addForm, run: addColumn }),
  },
};

async function get(here: At): Promise<Answer> {
  const wanted = Wanted.parse(here.req.query);
  const shown = await showGradesSent(here.web.ports, here.who, ShowGradesSent.parse(wanted));
  if (shown.refused) return refusedAnswer(here, shown.refused, tellingOf(here, []), nothingBelow);
  return {
    title: sayHere(here)('grades.title', { course: shown.done.community.title }),
    isWide: true,
    body: <GradesShown view={shown.done} />,
  };
}

async function sendOne(here: At, input: SendGradeAgain): Promise<Answer> {
  return after(here, await sendGradeAgain(here.web.ports, here.who, input), 'grades.asked');
}

async function sendAll(here: At, input: SendAll): Promise<Answer> {
  return after(here, await sendGradesAgain(here.web.ports, here.who, input), 'grades.asked-all');
}

async function addColumn(here: At, input: AddGradeColumn): Promise<Answer> {
  const added = await addGradeColumn(here.web.ports, here.who, input, here.visitor.language);
  return after(here, added, 'grades.added');
}

async function after(
  here: At,
  { refused }: { readonly refused?: Parameters<typeof refusedAnswer>[1] },
  said: 'grades.asked' | 'grades.asked-all' | 'grades.added',
): Promise<Answer> {
  if (refused) return refusedAnswer(here, refused, tellingOf(here, []), get, addForm(here));
  return { ...(await get(here)), said: sayHere(here)(said) };
}

/** The form of the column that it is about. */
function addForm({ fields }: At): string {
  return `add-${String(fields['placement'] ?? '')}`;
}

/** What a refused list is shown on: there is no page below it. */
const nothingBelow = async (here: At): Promise<Answer> => notFoundAnswer(here);
