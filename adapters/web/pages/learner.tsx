import { z } from 'zod';
import { type LearnerView, seeLearner } from '../../../core/communities/see-learner.ts';
import { PersonId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { LearnerParts } from '../parts/learner.tsx';
import { Back } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly person: PersonId;
}

/** One learner of a teacher's course: every step, what was handed in, and why no badge yet. */
export const learnerPage: Page<Params> = {
  path: '/app/class/learners/:person',
  params: z.object({ person: PersonId }),
  get,
};

async function get(here: Here<Params, Someone>): Promise<Answer> {
  const seen = await seeLearner(here.web.ports, here.who, here.params);
  // There is no page below it that a refusal could be shown on.
  if (seen.refused) {
    return refusedAnswer(here, seen.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  return { title: seen.done.name, body: <Learner view={seen.done} /> };
}

function Learner({ view }: { view: LearnerView }) {
  const say = useSay();
  return (
    <>
      <Back to="/app/class">{view.community.title}</Back>
      <h1>{view.name}</h1>
      {view.membership.state === 'inactive' ? <p class="aside">{say('learner.has-left')}</p> : null}
      {view.parts.length === 0 ? <p class="empty">{say('course.empty.teacher')}</p> : null}
      <LearnerParts parts={view.parts} />
    </>
  );
}
