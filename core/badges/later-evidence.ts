import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { AwardId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { type Award, type LaterEvidence, mostLater } from './award.ts';

export const AddLaterEvidence = z.object({
  award: AwardId,
  /** What it is, in a line. */
  name: z.string().trim().min(2).max(120),
  /** At least one of the two. */
  text: z.string().trim().min(1).max(4000).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
});
export type AddLaterEvidence = z.infer<typeof AddLaterEvidence>;

export const RemoveLaterEvidence = z.object({ award: AwardId, evidence: z.string().min(1).max(64) });
export type RemoveLaterEvidence = z.infer<typeof RemoveLaterEvidence>;

export type AddLaterEvidenceRefusal =
  | NotFound
  | { readonly why: 'evidence-empty' }
  | { readonly why: 'evidence-full'; readonly most: number };

/** Its holder adds to what a badge was given for. Nobody reviews it, and it says that it came later. */
export async function addLaterEvidence(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { award: id, name, text, url }: AddLaterEvidence,
): Promise<Outcome<Award, AddLaterEvidenceRefusal>> {
  const award = await records.awards.byId(id);
  if (award?.person !== by.person || award.state !== 'issued') return refused({ why: 'not-found' });
  if (text === null && url === null) return refused({ why: 'evidence-empty' });
  const earlier = award.laterEvidence ?? [];
  if (earlier.some((one) => isSame(one, { name, text, url }))) return done(award);
  if (earlier.length >= mostLater) return refused({ why: 'evidence-full', most: mostLater });

  const more: Award = {
    ...award,
    laterEvidence: [...earlier, { id: ids.next(), name, text, url, at: clock.now() }],
  };
  await records.keep({ award: [more] }, [domainEvent(by, 'evidence.added-later', aboutOf(award))]);
  return done({ ...more, revision: more.revision + 1 });
}

/** What they added they may take away again. */
export async function removeLaterEvidence(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { award: id, evidence }: RemoveLaterEvidence,
): Promise<Outcome<Award, NotFound>> {
  const award = await records.awards.byId(id);
  if (award?.person !== by.person) return refused({ why: 'not-found' });
  const left = (award.laterEvidence ?? []).filter((one) => one.id !== evidence);
  if (left.length === (award.laterEvidence ?? []).length) return done(award);

  const fewer: Award = { ...award, laterEvidence: left };
  await records.keep({ award: [fewer] }, [domainEvent(by, 'evidence.added-later', aboutOf(award))]);
  return done({ ...fewer, revision: fewer.revision + 1 });
}

const isSame = (one: LaterEvidence, other: Pick<LaterEvidence, 'name' | 'text' | 'url'>): boolean =>
  one.name === other.name && one.text === other.text && one.url === other.url;

const aboutOf = ({ id, badge, person }: Award) => ({ award: id, badge, person });
