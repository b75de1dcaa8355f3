import type { Told } from '../domain-events.ts';
import { Declined, Unreachable } from '../faults.ts';
import type { Identity } from '../people/identity.ts';
import type { Ports } from '../ports/ports.ts';
import { retryStale } from '../retry-stale.ts';
import type { Grade } from './grade.ts';

type Wanted = Pick<Ports, 'records' | 'gradebook' | 'clock'>;

/**
 * Shows a grade in the LMS as it is now. What the LMS has is not sent again, so several queued changes are one call.
 * @throws Declined @throws Unreachable as the gradebook says; the grade keeps the reason for the page that lists it
 */
export async function sendGrade(ports: Wanted, event: Told<'grade.queued'>): Promise<void> {
  const grade = await ports.records.grades.byId(event.payload.grade);
  if (!grade || grade.state === 'sent') return;
  const person = await ports.records.people.byId(grade.person);
  if (person?.state === 'erased') return;
  const learner = await learnerOf(ports, grade);

  try {
    await ports.gradebook.write(grade.placement, learner, {
      points: grade.points,
      pointsMaximum: grade.pointsMaximum,
      state: grade.isComplete ? 'complete' : 'under-way',
      asOf: grade.asOf,
      comment: null,
    });
  } catch (fault) {
    await note(ports, grade, fault);
    throw fault;
  }
  await settle(ports, grade, (now) => ({
    ...now,
    // Moved on meanwhile: the newer truth has its own delivery.
    state: now.asOf === grade.asOf ? 'sent' : now.state,
    sent: { points: grade.points, at: ports.clock.now() },
    trouble: null,
  }));
}

/** The learner as the placement's course knows them: never by another tenant's identity. */
async function learnerOf({ records, gradebook }: Wanted, grade: Grade): Promise<Identity> {
  const tenant = await gradebook.tenantOf(grade.placement);
  const identities = await records.identities.of(grade.person);
  const learner = identities.find((identity) => identity.kind === 'lti' && identity.tenant === tenant);
  if (!learner) throw new Declined('not-known-there', 'The course does not know this learner');
  return learner;
}

async function note(ports: Wanted, grade: Grade, fault: unknown): Promise<void> {
  if (fault instanceof Declined) {
    await settle(ports, grade, (now) => ({ ...now, state: 'refused', trouble: fault.code }));
  } else if (fault instanceof Unreachable) {
    await settle(ports, grade, (now) => ({ ...now, trouble: 'unreachable' }));
  }
}

/** The call was made: what is kept about it must not be lost because the grade moved on meanwhile. */
function settle({ records }: Wanted, { id }: Grade, change: (now: Grade) => Grade): Promise<void> {
  return retryStale(async () => {
    const now = await records.grades.byId(id);
    if (now) await records.keep({ grade: [change(now)] });
  });
}
