import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { WorkId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork } from '../read-work.ts';
import type { Work } from './work.ts';

export const ReportWork = z.object({ work: WorkId });
export type ReportWork = z.infer<typeof ReportWork>;

/** A peer finds that something should not be seen: it is hidden from peers at once, and organisers look. Twice is once. */
export async function reportWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work: id }: ReportWork,
): Promise<Outcome<Work, NotFound | NotAllowed>> {
  const { records, clock } = ports;
  const work = await records.work.byId(id);
  if (work?.reported?.by === by.person) return done(work);
  const read = await readWork(ports, work);
  const hat = read && (await readHat(ports, by, read));
  if (!work || !read || !hat || hat === 'author') return refused({ why: 'not-found' });
  if (work.reported) return done(work);

  const reported: Work = {
    ...work,
    reported: { by: by.person, at: clock.now() },
    askedOf: 'organisers',
  };
  const { person, activity, task, evidenceVersion } = work;
  await records.keep({ work: [reported] }, [
    domainEvent(by, 'message.reported', { person, activity, task, evidenceVersion }),
  ]);
  return done({ ...reported, revision: reported.revision + 1 });
}
