import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { TaskId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { openedAgain, type Work } from './work.ts';

export const TakeBackEvidence = z.object({ task: TaskId });
export type TakeBackEvidence = z.infer<typeof TakeBackEvidence>;

export type TakeBackRefusal =
  | { readonly why: 'nothing-handed-in'; readonly task: TaskId }
  | { readonly why: 'not-waiting'; readonly state: Work['state'] };

/** A learner takes evidence back while it waits; what reviewers already said lapses. */
export async function takeBackEvidence(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { task }: TakeBackEvidence,
): Promise<Outcome<Work, TakeBackRefusal>> {
  const work = await records.work.one(by.person, task);
  if (!work) return refused({ why: 'nothing-handed-in', task });
  if (work.state !== 'in-review') return refused({ why: 'not-waiting', state: work.state });

  const open = openedAgain(work);
  await records.keep({ work: [open] }, [
    domainEvent(by, 'evidence.taken-back', {
      person: by.person,
      activity: work.activity,
      task,
      evidenceVersion: work.evidenceVersion,
    }),
  ]);
  return done(open);
}
