import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { AwardId } from '../ids.ts';
import { visibilities } from '../lists.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { countsAsUnder18 } from '../people/counts-as-under-18.ts';
import type { Ports } from '../ports/ports.ts';
import { readSurroundings } from '../read-standing.ts';
import type { Award } from './award.ts';
import { judgeVisibility } from './judge-visibility.ts';

export const SetVisibility = z.object({
  award: AwardId,
  badge: z.enum(visibilities),
  evidence: z.enum(visibilities),
});
export type SetVisibility = z.infer<typeof SetVisibility>;

export type SetVisibilityRefusal =
  | NotFound
  | { readonly why: 'not-shareable'; readonly because: Explanation };

/** Who sees a badge, and apart from it what it was given for. The badge to anyone is sharing it: its documents answer from then on. */
export async function setVisibility(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  { award: id, badge, evidence }: SetVisibility,
): Promise<Outcome<Award, SetVisibilityRefusal>> {
  const [award, person, around] = await Promise.all([
    records.awards.byId(id),
    records.people.byId(by.person),
    readSurroundings({ records }, by.person),
  ]);
  const isTheirs = award !== null && award.person === by.person && award.state !== 'withdrawn';
  const organiser = isTheirs ? await records.organisers.byId(award.organiser) : null;
  if (!isTheirs || !person || !organiser) return refused({ why: 'not-found' });
  if (award.badgeVisibility === badge && award.evidenceVisibility === evidence) return done(award);

  const facts = { isUnder18: countsAsUnder18(person, around), organiser, now: clock.now() };
  const judged = [
    ...(badge === award.badgeVisibility ? [] : [judgeVisibility(award, 'badge', badge, facts)]),
    ...(evidence === award.evidenceVisibility ? [] : [judgeVisibility(award, 'evidence', evidence, facts)]),
  ];
  const because = judged.find(({ verdict }) => verdict !== 'yes');
  if (because) return refused({ why: 'not-shareable', because });

  const isShared = badge === 'anyone' && award.badgeVisibility !== 'anyone';
  const set: Award = {
    ...award,
    badgeVisibility: badge,
    evidenceVisibility: evidence,
    releasedAt: award.releasedAt ?? (badge === 'anyone' ? facts.now : null),
  };
  const about = { award: award.id, badge: award.badge, person: award.person };
  await records.keep({ award: [set] }, [
    ...(isShared ? [domainEvent(by, 'award.shared', about)] : []),
    domainEvent(by, 'award.visibility-changed', about),
  ]);
  return done({ ...set, revision: set.revision + 1 });
}
