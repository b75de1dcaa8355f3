import { z } from 'zod';
import type { Activity } from '../../../core/activities/activity.ts';
import { CloseLateWork, closeLateWork } from '../../../core/activities/close-late-work.ts';
import { assignReview, noteOnWork } from '../../../core/evidence/among-staff.ts';
import { type OverruleWork, overruleWork } from '../../../core/evidence/overrule-work.ts';
import type { QueueItem } from '../../../core/evidence/queue-item.ts';
import { reopenWork } from '../../../core/evidence/reopen-work.ts';
import { type ReviewEvidence, reviewEvidence } from '../../../core/evidence/review-evidence.ts';
import { seeWork } from '../../../core/evidence/see-work.ts';
import { undoReview } from '../../../core/evidence/undo-review.ts';
import { WorkId } from '../../../core/ids.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { LateWork } from '../parts/late-work.tsx';
import { Back } from '../parts/link.tsx';
import { DecidedCard, ReviewCard } from '../parts/review-card.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

interface Params {
  readonly work: WorkId;
}
type At = Here<Params, Someone>;

/** One piece of work before its reviewer: the card of every queue posts here and is swapped by the answer. */
export const reviewPage: Page<Params> = {
  path: '/app/reviews/:work',
  params: z.object({ work: WorkId }),
  get,
  posts: {
    decide: post({
      schema: z.object({
        evidenceVersion: z.coerce.number().int().min(1),
        decision: z.enum(['approve', 'improve', 'reject']),
        words: z.string().max(2000).optional(),
      }),
      again: get,
      form: ({ params }) => `work-${params.work}-decide`,
      run: (here: At, { words, ...input }) => decide(here, { ...input, words: words ?? null }),
    }),
    overrule: post({
      schema: z.object({
        evidenceVersion: z.coerce.number().int().min(1),
        reason: z.string().min(2).max(500),
      }),
      again: get,
      form: ({ params }) => `work-${params.work}-overrule`,
      run: overrule,
    }),
    reopen: post({
      schema: z.object({ reason: z.string().min(2).max(500) }),
      again: get,
      form: ({ params }) => `work-${params.work}-reopen`,
      run: reopen,
    }),
    undo: post({ schema: z.object({}), again: get, run: undo }),
    note: post({
      schema: z.object({ note: z.string().trim().min(2).max(1000) }),
      again: get,
      form: ({ params }) => `work-${params.work}-note`,
      run: note,
    }),
    'late-work': post({ schema: CloseLateWork, again: get, run: setLateWork }),
    'take-on': post({ schema: z.object({}), again: get, run: takeOn }),
  },
};

async function get(here: At): Promise<Answer> {
  const seen = await seeWork(here.web.ports, here.who, here.params);
  if (seen.refused) return notFoundAnswer(here);
  const learner = await learnerAddress(here, seen.done);
  return {
    title: textHere(here, seen.done.task.title),
    body: (
      <>
        {learner ? <Back to={learner}>{seen.done.author.name}</Back> : null}
        <ReviewCard of={seen.done} />
        <LateWork
          action={`/app/reviews/${here.params.work}/late-work`}
          activities={closableBy(here, seen.done)}
        />
      </>
    ),
  };
}

/** Beside the work: who may close its activity for late work does it here too. */
const closableBy = ({ who }: At, { activity }: QueueItem): readonly Activity[] =>
  may.closeLateWork(who, { organiser: activity.organiser, activity: activity.id }).verdict === 'yes'
    ? [activity]
    : [];

async function setLateWork(here: At, input: CloseLateWork): Promise<Answer> {
  const set = await closeLateWork(here.web.ports, here.who, input);
  if (set.refused) return refusedAnswer(here, set.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)(`organiser.late.done.${input.takes}`) };
}

/** Where this reader sees more of the author: in their course, or at the organiser's desk; null: nowhere. */
async function learnerAddress(here: At, { activity, author }: QueueItem): Promise<string | null> {
  if (here.visitor.visit?.seat?.as === 'teacher') return `/app/class/learners/${author.person}`;
  if (!here.who.roles.some(({ on }) => on === activity.organiser)) return null;
  const organiser = await here.web.ports.records.organisers.byId(activity.organiser);
  return organiser && `/app/organisers/${organiser.slug}/people/${author.person}`;
}

async function decide(here: At, input: Omit<ReviewEvidence, 'work'>): Promise<Answer> {
  const given = await reviewEvidence(here.web.ports, here.who, { ...here.params, ...input });
  if (given.refused?.why === 'words-needed') return wordsMissing(here, given.refused.least);
  if (given.refused) {
    return refusedAnswer(here, given.refused, tellingOf(here, []), get, `work-${here.params.work}-decide`);
  }
  return decided(here, `review.done.${input.decision}`, given.done.undoUntil);
}

/** The error stands beside the words. */
async function wordsMissing(here: At, min: number): Promise<Answer> {
  const amiss = {
    form: `work-${here.params.work}-decide`,
    fields: { words: { key: 'refusal.words-needed', data: { least: min } } },
    refused: null,
    typed: here.fields,
  } as const;
  return { ...(await get({ ...here, amiss })), amiss, status: 422 };
}

async function overrule(here: At, input: Omit<OverruleWork, 'work'>): Promise<Answer> {
  const given = await overruleWork(here.web.ports, here.who, { ...here.params, ...input });
  if (given.refused) {
    return refusedAnswer(here, given.refused, tellingOf(here, []), get, `work-${here.params.work}-overrule`);
  }
  return decided(here, 'review.done.overrule', given.done.undoUntil);
}

async function reopen(here: At, { reason }: { reason: string }): Promise<Answer> {
  const opened = await reopenWork(here.web.ports, here.who, { ...here.params, reason });
  if (opened.refused) {
    return refusedAnswer(here, opened.refused, tellingOf(here, []), get, `work-${here.params.work}-reopen`);
  }
  return decided(
    here,
    opened.done.completionVoided ? 'review.done.reopen-voided' : 'review.done.reopen',
    null,
  );
}

async function decided(here: At, key: WordsKey, undoUntil: Instant | null): Promise<Answer> {
  const seen = await seeWork(here.web.ports, here.who, here.params);
  const said = sayHere(here)(key, { name: seen.done?.author.name ?? '' });
  return {
    title: said,
    body: <DecidedCard work={here.params.work} said={said} undoUntil={undoUntil} />,
  };
}

async function undo(here: At): Promise<Answer> {
  const undone = await undoReview(here.web.ports, here.who, here.params);
  if (undone.refused) return refusedAnswer(here, undone.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('review.undone') };
}

async function note(here: At, { note: words }: { note: string }): Promise<Answer> {
  const noted = await noteOnWork(here.web.ports, here.who, { ...here.params, words });
  if (noted.refused) {
    return refusedAnswer(here, noted.refused, tellingOf(here, []), get, `work-${here.params.work}-note`);
  }
  return { ...(await get(here)), said: sayHere(here)('review.noted') };
}

async function takeOn(here: At): Promise<Answer> {
  const taken = await assignReview(here.web.ports, here.who, { ...here.params, to: here.who.person });
  if (taken.refused) return refusedAnswer(here, taken.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('review.assigned.done') };
}
