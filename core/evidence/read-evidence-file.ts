import { z } from 'zod';
import { EvidenceId, FileId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { FileFacts } from '../ports/engine.ts';
import type { Ports } from '../ports/ports.ts';
import { readHat, readWork } from '../read-work.ts';
import type { Evidence } from './evidence.ts';
import { judgeReview } from './judge-review.ts';
import { standing } from './work-after-reviews.ts';

export const ReadEvidenceFile = z.object({ evidence: EvidenceId, file: FileId });
export type ReadEvidenceFile = z.infer<typeof ReadEvidenceFile>;

export interface EvidenceFile {
  readonly facts: FileFacts;
  /** What its author says can be seen or heard; null: nothing. */
  readonly alt: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file that was handed in, for its author and for those who may review it; not found for everybody else. */
export async function readEvidenceFile(
  ports: Pick<Ports, 'records' | 'clock' | 'files'>,
  by: Someone,
  { evidence: id, file }: ReadEvidenceFile,
): Promise<Outcome<EvidenceFile, NotFound>> {
  const evidence = await ports.records.evidence.byId(id);
  const item = evidence?.items.find((one) => one.kind === 'file' && one.file === file);
  if (!evidence || item?.kind !== 'file' || !(await maySeeEvidence(ports, by, evidence)))
    return refused({ why: 'not-found' });

  const found = await ports.files.read(file);
  return found ? done({ ...found, alt: item.alt }) : refused({ why: 'not-found' });
}

/** Peers see the version that waits for them, or that they answered; organisers every version. */
async function maySeeEvidence(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { work, version, person }: Evidence,
): Promise<boolean> {
  if (person === by.person) return true;
  const read = await readWork(ports, await ports.records.work.byId(work));
  const hat = read && (await readHat(ports, by, read));
  if (!read || hat !== 'peer') return hat === 'organiser';
  const isAsked = judgeReview({ ...read, reviewer: by.person, hat }, 'approve').verdict === 'yes';
  const hasAnswered = standing(read.reviews, version).some(({ reviewer }) => reviewer === by.person);
  return !read.check.insteadOfPeers && (hasAnswered || (isAsked && version === read.work.evidenceVersion));
}
