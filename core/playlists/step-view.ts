import type { Activity } from '../activities/activity.ts';
import type { Enrolment } from '../activities/enrolment.ts';
import { judgeCompletion, needOf } from '../activities/judge-completion.ts';
import { enrolmentIn, isJoined, mayNotAct } from '../activities/standing.ts';
import type { Task } from '../activities/task.ts';
import type { BadgeView } from '../badges/badge-view.ts';
import type { Check } from '../evidence/check.ts';
import type { Evidence, EvidenceItem } from '../evidence/evidence.ts';
import { explainWork } from '../evidence/explain-work.ts';
import { isShutForLate } from '../evidence/is-late.ts';
import type { Review } from '../evidence/review.ts';
import type { Work } from '../evidence/work.ts';
import { standing as said } from '../evidence/work-after-reviews.ts';
import { type Explanation, yes } from '../explanation.ts';
import type { EvidenceId, WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { judgeStep, type StepFacts } from './judge-step.ts';

/** An activity as one learner sees it: a step of a playlist, or standing alone. */
export interface StepView {
  readonly activity: Activity;
  /** Counts from 1; null: it stands alone. */
  readonly position: number | null;
  /** True where it stands alone. */
  readonly isMandatory: boolean;
  /** `waiting`: the learner has done their part, somebody else is asked. */
  readonly state: 'done' | 'open' | 'locked' | 'waiting';
  /** Is it open? A lock says what opens it. */
  readonly explanation: Explanation;
  /** What its completion rests on: what is there and what is missing. */
  readonly completion: Explanation;
  /** Null: never joined. */
  readonly enrolment: Enrolment['state'] | null;
  /** Joining makes a request where somebody has to agree. */
  readonly canJoin: boolean;
  readonly canLeave: boolean;
  readonly canDeclare: boolean;
  /** Tasks finished and needed; both 0 where tasks do not decide. */
  readonly reached: number;
  readonly needed: number;
  readonly tasks: readonly TaskView[];
  /** How much of others' evidence here waits for this person as a peer. */
  readonly peersQueue: number;
}

/** Where its badge is shown with it. */
export interface BadgedStep extends StepView {
  /** Null: it has none. */
  readonly badge: BadgeView | null;
}

export interface TaskView {
  readonly task: Task;
  /** Null: nothing was ever handed in. */
  readonly work: WorkId | null;
  readonly state: Work['state'];
  readonly isLate: boolean;
  /** The version handed in last; null: none. */
  readonly evidence: EvidenceView | null;
  /** Where the work is, and who is asked. */
  readonly explanation: Explanation;
  readonly canSubmit: boolean;
  /** Something could be handed in, were it not late and the activity closed for late work. */
  readonly isShutForLate: boolean;
  readonly canTakeBack: boolean;
  /** The form says so: pictures, sound and film of under-18s are looked at by organisers, not peers (R11). */
  readonly mediaGoesToOrganisers: boolean;
}

/** One version of what was handed in, with what reviewers said about it. */
export interface EvidenceView {
  readonly id: EvidenceId;
  readonly version: number;
  readonly items: readonly EvidenceItem[];
  readonly note: string | null;
  readonly at: Instant;
  readonly reviews: readonly ReviewView[];
}

/** Its giver's name is never told: a peer, or an organiser. */
export interface ReviewView {
  readonly from: 'peer' | 'organiser';
  readonly decision: 'approve' | 'improve' | 'reject';
  readonly words: string | null;
  readonly at: Instant;
}

export type { OrganiserSummary } from '../organisers/organiser.ts';

/** A step with all that was read about it for one person. */
export interface StepRead extends StepFacts {
  readonly position: number | null;
  readonly isMandatory: boolean;
  /** What was handed in, for the tasks where anything was. */
  readonly handedIn: readonly HandedInRead[];
  readonly peersQueue: number;
  /** Their pictures, sound and film are not for peers. */
  readonly isUnder18: boolean;
}

export interface HandedInRead {
  readonly work: Work;
  readonly evidence: Evidence | null;
  readonly reviews: readonly Review[];
  readonly check: Pick<Check, 'who' | 'need'>;
}

export function stepView(read: StepRead): StepView {
  const { activity, standing } = read;
  const enrolment = enrolmentIn(standing, { kind: 'activity', id: activity.id });
  const explanation = judgeStep(read);
  const isDone = standing.completed.has(activity.id);
  const mayAct = mayNotAct(standing) === null;
  const isOpen = explanation.verdict === 'yes';
  const tasks = activity.tasks.map((task) => taskView(read, task, mayAct && isOpen));
  const completion = isDone
    ? yes({ is: 'completed', activity: activity.id })
    : judgeCompletion(activity, {
        work: read.handedIn.map(({ work }) => work),
        confirmed: enrolment?.confirmed ?? null,
        hasDeclared: false,
        asOf: standing.now,
        tasks: new Map(tasks.map(({ task, explanation: where }) => [task.id, where])),
      });
  const needed = needOf(activity);
  return {
    activity,
    position: read.position,
    isMandatory: read.isMandatory,
    state: stateOf(isDone, explanation, completion),
    explanation,
    completion,
    enrolment: enrolment?.state ?? null,
    canJoin: mayAct && !isJoined(enrolment) && joinable(explanation, enrolment),
    canLeave: enrolment?.state === 'joined',
    canDeclare: mayAct && isOpen && !isDone && activity.completedBy.way === 'declaration',
    reached: needed === 0 ? 0 : tasks.filter(({ state }) => state === 'finished').length,
    needed,
    tasks,
    peersQueue: read.peersQueue,
  };
}

function stateOf(isDone: boolean, open: Explanation, completion: Explanation): StepView['state'] {
  if (isDone) return 'done';
  if (open.verdict === 'waiting') return 'waiting';
  if (open.verdict === 'no') return 'locked';
  return completion.verdict === 'no' ? 'open' : 'waiting';
}

/** Before it starts is when one joins an event; where somebody has to agree, joining asks them. */
function joinable({ verdict, reason }: Explanation, enrolment: Enrolment | null): boolean {
  if (verdict === 'yes' || reason.is === 'not-started-yet') return true;
  return (
    reason.is === 'invitation-needed' && enrolment?.state !== 'refused' && enrolment?.state !== 'removed'
  );
}

function taskView(read: StepRead, task: Task, canAct: boolean): TaskView {
  const handedIn = read.handedIn.find(({ work }) => work.task === task.id) ?? null;
  const state = handedIn?.work.state ?? 'open';
  const isAsked = canAct && state !== 'in-review' && state !== 'finished';
  const check = handedIn?.check ?? { who: 'organisers', need: task.check.count };
  return {
    task,
    work: handedIn?.work.id ?? null,
    state,
    isLate: handedIn?.work.isLate ?? false,
    evidence: handedIn?.evidence ? evidenceView(handedIn.evidence, handedIn.reviews) : null,
    explanation: explainWork(task.id, handedIn?.work ?? null, handedIn?.reviews ?? [], check),
    canSubmit: isAsked && !isShutForLate(read),
    isShutForLate: isAsked && isShutForLate(read),
    canTakeBack: state === 'in-review',
    mediaGoesToOrganisers: read.isUnder18 && asksPeers(task) && task.accepts.includes('file'),
  };
}

const asksPeers = ({ check }: Task): boolean => check.who !== 'self' && check.who !== 'organisers';

/** What was said and not taken back about this version. */
export const evidenceView = (evidence: Evidence, reviews: readonly Review[]): EvidenceView => ({
  id: evidence.id,
  version: evidence.version,
  items: evidence.items,
  note: evidence.note,
  at: evidence.at,
  reviews: said(reviews, evidence.version).map(({ as, decision, words, at }) => ({
    from: as,
    decision,
    words,
    at,
  })),
});
