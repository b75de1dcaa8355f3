import type { Told } from '../domain-events.ts';
import { Declined, Stale, StoreFault } from '../faults.ts';
import { afterFault } from '../next-try.ts';
import type { Identity } from '../people/identity.ts';
import type { Ports } from '../ports/ports.ts';
import { retryStale } from '../retry-stale.ts';
import type { Grade } from './grade.ts';
import { answerIn, troubleOf } from './grade-trouble.ts';

type Wanted = Pick<Ports, 'records' | 'gradebook' | 'outbox' | 'clock'>;

/**
 * Shows a grade in the LMS as it is now. Of several queueings the last one sends, so that several changes are one call.
 * @param key of the delivery
 * @param tries earlier ones
 * @throws Declined @throws Unreachable as the gradebook says; the grade keeps the reason for the page that lists it
 */
export async function sendGrade(
  ports: Wanted,
  event: Told<'grade.queued'>,
  key: string,
  tries: number,
): Promise<void> {
  const grade = await ports.records.grades.byId(event.payload.grade);
  if (!grade || grade.round !== event.payload.round) return;
  if (grade.state === 'sent' || grade.state === 'dropped') return;
  const person = await ports.records.people.byId(grade.person);
  if (person?.state === 'erased') return settle(ports, grade, key, dropped);

  const at = ports.clock.now();
  try {
    const shown = await show(ports, grade);
    if (shown === 'not-graded') return await settle(ports, grade, key, dropped);
    if (shown === 'newer') throw new Stale('A newer grade was sent');
  } catch (fault) {
    if (!(fault instanceof Stale || fault instanceof StoreFault)) {
      const { due } = afterFault(fault, { tries }, at);
      await settle(ports, grade, key, (now) => ({
        ...now,
        state: due ? 'queued' : 'refused',
        failedTries: now.failedTries + 1,
        nextTry: due,
        trouble: troubleOf(fault),
        answer: answerIn(fault),
        setAside: due ? null : key,
      }));
    }
    throw fault;
  }
  await settle(ports, grade, key, (now) => ({
    ...now,
    state: 'sent',
    sent: { points: grade.points, at: ports.clock.now() },
    nextTry: null,
    trouble: null,
    answer: null,
    setAside: null,
  }));
}

async function show(ports: Wanted, grade: Grade) {
  return ports.gradebook.write(grade.placement, await learnerOf(ports, grade), {
    points: grade.points,
    pointsMaximum: grade.pointsMaximum,
    state: grade.isComplete ? 'complete' : 'under-way',
    asOf: grade.asOf,
    comment: null,
  });
}

/** The learner as the placement's course knows them: never by another tenant's identity. */
async function learnerOf({ records, gradebook }: Wanted, grade: Grade): Promise<Identity> {
  const tenant = await gradebook.tenantOf(grade.placement);
  const identities = await records.identities.of(grade.person);
  const learner = identities.find((identity) => identity.kind === 'lti' && identity.tenant === tenant);
  if (!learner) throw new Declined('not-known-there', 'The course does not know this learner');
  return learner;
}

const dropped = (now: Grade): Grade => ({
  ...now,
  state: 'dropped',
  nextTry: null,
  trouble: null,
  answer: null,
  setAside: null,
});

/**
 * The call was made: what is kept about it must not be lost because the grade moved on meanwhile. If it did, its newer
 * truth has a delivery of its own, and that one tells. What was set aside for the grade before is no news any more.
 */
async function settle(
  { records, outbox }: Pick<Wanted, 'records' | 'outbox'>,
  grade: Grade,
  key: string,
  change: (now: Grade) => Grade,
): Promise<void> {
  await retryStale(async () => {
    const now = await records.grades.byId(grade.id);
    if (!now) return;
    const isNewerThere = now.round !== grade.round && now.state === 'sent';
    if (isNewerThere) return;
    const { sent } = change(now);
    await records.keep({ grade: [now.round === grade.round ? change(now) : { ...now, sent }] });
  });
  if (grade.setAside !== null && grade.setAside !== key) await outbox.forget(grade.setAside);
}
