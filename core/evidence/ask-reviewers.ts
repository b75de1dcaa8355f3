import { domainEvent, following, type Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { readWork } from '../read-work.ts';

/**
 * Settles and tells who is asked about what was handed in, once per version: peers, or organisers where the task asks them,
 * where a picture of under-18s is not for peers, or where too few peers have joined. Until chat and mail stand,
 * whoever is asked finds it in their queue.
 */
export async function askReviewers(
  ports: Pick<Ports, 'records' | 'clock'>,
  event: Told<'evidence.submitted'>,
): Promise<void> {
  const { person, task, evidenceVersion } = event.payload;
  const read = await readWork(ports, await ports.records.work.one(person, task));
  if (read?.work.state !== 'in-review' || read.work.evidenceVersion !== evidenceVersion) return;
  if (read.work.askedVersion === evidenceVersion) return;

  const of = read.check.who === 'organisers' || read.check.offered ? 'organisers' : 'peers';
  await ports.records.keep({ work: [{ ...read.work, askedVersion: evidenceVersion, askedOf: of }] }, [
    domainEvent(following(event), 'review.asked', { ...event.payload, of }),
  ]);
}
