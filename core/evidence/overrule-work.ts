import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { WorkId } from '../ids.ts';
import { type Instant, later, undoMs } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { mayOverrule, readHat, readWork } from '../read-work.ts';
import { judgeOverruling } from './judge-review.ts';
import type { Work } from './work.ts';

export const OverruleWork = z.object({
  work: WorkId,
  evidenceVersion: z.number().int().min(1),
  /** 2..500 characters, recorded. */
  reason: z.string().trim().max(500),
});
export type OverruleWork = z.infer<typeof OverruleWork>;

export type OverruleWorkRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 2 }
  | { readonly why: 'moved-on'; readonly state: Work['state']; readonly evidenceVersion: number };

/** A host, or in their course a granted teacher, finishes work without the reviews it asks for. */
export async function overruleWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work: id, evidenceVersion, reason }: OverruleWork,
): Promise<Outcome<{ readonly work: Work; readonly undoUntil: Instant }, OverruleWorkRefusal>> {
  const read = await readWork(ports, await ports.records.work.byId(id));
  const hat = read && (await readHat(ports, by, read));
  if (!read || !hat) return refused({ why: 'not-found' });
  const { work } = read;
  const { overruled } = work;
  // Clicked twice.
  if (overruled?.by === by.person && work.evidenceVersion === evidenceVersion) {
    return done({ work, undoUntil: later(overruled.at, undoMs) });
  }
  const allowed = judgeOverruling({ work, hat }, mayOverrule(by, read));
  if (allowed.reason.is === 'nothing-waits' || work.evidenceVersion !== evidenceVersion) {
    return refused({ why: 'moved-on', state: work.state, evidenceVersion: work.evidenceVersion });
  }
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  if (reason.length < 2) return refused({ why: 'reason-needed', least: 2 });
  return keepOverruled(ports, by, work, reason);
}

async function keepOverruled(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  work: Work,
  reason: string,
) {
  const at = clock.now();
  const undoUntil = later(at, undoMs);
  const finished: Work = {
    ...work,
    state: 'finished',
    waitingSince: null,
    overruled: { by: by.person, reason, at },
    settlesAt: undoUntil,
  };
  const { person, activity, task, evidenceVersion } = work;
  const about = { person, activity, task, evidenceVersion };
  await records.keep({ work: [finished] }, [
    domainEvent(by, 'work.overruled', about),
    domainEvent(by, 'work.finished', about, undoUntil),
  ]);
  return done({ work: { ...finished, revision: finished.revision + 1 }, undoUntil });
}
