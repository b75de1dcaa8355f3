import { z } from 'zod';
import type { Community } from '../communities/community.ts';
import { domainEvent } from '../domain-events.ts';
import { GradeId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { queued } from './grade.ts';
import { canGoOut, queueSome } from './queue-grades-again.ts';
import { tellQueued } from './tell-queued.ts';
import type { WhichGrades } from './which-grades.ts';

export const SendGradeAgain = z.object({ grade: GradeId });
export type SendGradeAgain = z.infer<typeof SendGradeAgain>;

type Wanted = Pick<Ports, 'records' | 'clock'>;
type Sent = Outcome<null, NotFound | NotAllowed>;

/** One grade of the seat's course goes out now. One that is there already, or on its way, stays as it is. */
export async function sendGradeAgain(
  { records, clock }: Wanted,
  by: Actor,
  input: SendGradeAgain,
): Promise<Sent> {
  const course = await courseOf({ records }, by);
  if (course.refused) return course;
  const grade = await records.grades.byId(input.grade);
  if (grade?.community !== course.done.id) return refused({ why: 'not-found' });
  if (!canGoOut(grade, clock.now())) return done(null);

  const again = queued(grade);
  await records.keep({ grade: [again] }, [tellQueued(by.person, again)]);
  return done(null);
}

/** All of a kind in the seat's course go out: the first 200 now, the others right behind them. */
export async function sendGradesAgain(ports: Wanted, by: Actor, which: WhichGrades): Promise<Sent> {
  const course = await courseOf(ports, by);
  if (course.refused) return course;
  const community = course.done.id;

  const rest = await queueSome(ports, by.person, community, which);
  if (rest !== null) {
    await ports.records.keep({}, [domainEvent(by, 'grades.asked-again', { community, which })]);
  }
  return done(null);
}

async function courseOf(
  { records }: Pick<Wanted, 'records'>,
  by: Actor,
): Promise<Outcome<Community, NotFound | NotAllowed>> {
  const community = by.seat && (await records.communities.byId(by.seat.community));
  if (!community) return refused({ why: 'not-found' });
  const allowed = may.sendGradesAgain(by, community);
  return allowed.verdict === 'yes' ? done(community) : refused({ why: 'not-allowed', because: allowed });
}
