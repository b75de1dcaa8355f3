import { z } from 'zod';
import { no } from '../explanation.ts';
import { BadgeId, PersonId } from '../ids.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { EmailAddress, emailIdentity, plainly } from '../people/email.ts';
import { may } from '../people/may.ts';
import { retryStale } from '../retry-stale.ts';
import type { Award } from './award.ts';
import { type AwardByHandRefusal, awardByHand } from './award-by-hand.ts';
import { judgeGiver } from './judge-giving.ts';
import type { Issuing } from './sign-award.ts';

export const IssueMany = z.object({
  badge: BadgeId,
  /** An e-mail address, or the id of a person. */
  rows: z.array(z.string().trim().max(320)).min(1).max(5000),
});
export type IssueMany = z.infer<typeof IssueMany>;

export type IssueManyRefusal = AwardByHandRefusal;

/** What came of a row. */
export interface IssuedRow {
  /** Counts from 1. */
  readonly row: number;
  readonly given: string;
  /**
   * `unknown`: nobody here has verified this address, or it is nobody of this organiser's. `bad-address`: it is none.
   * `repeated`: it stood further up. `not-due`: it cannot be given to them, as when it was for oneself.
   */
  readonly came: 'issued' | 'waiting' | 'has-it' | 'unknown' | 'bad-address' | 'repeated' | 'not-due';
  /** Null: none was issued, and they have none. */
  readonly award: Award | null;
}

/**
 * An organiser gives a badge to many at once. Each row stands by itself: a bad one holds up no other, and one that was
 * done before says so.
 * @param tell after each row, for whoever shows how far it is
 */
export async function issueMany(
  ports: Issuing,
  by: Actor,
  { badge: id, rows }: IssueMany,
  tell: (row: IssuedRow, of: number) => void = () => {},
): Promise<Outcome<readonly IssuedRow[], IssueManyRefusal>> {
  const badge = await ports.records.badges.byId(id);
  if (!badge) return refused({ why: 'not-found' });
  const because = judgeGiver(by, badge);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, badge.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  if (badge.state !== 'active') return refused({ why: 'not-due', because: no({ is: 'badge-retired' }) });
  if (!badge.earnedBy.some((rule) => rule.by === 'hand'))
    return refused({ why: 'not-due', because: no({ is: 'not-by-hand' }) });

  const results: IssuedRow[] = [];
  const seen = new Set<string>();
  for (const [at, given] of rows.entries()) {
    const same = plainly(given);
    const came = seen.has(same) ? nothing('repeated') : await issueOne(ports, by, id, given);
    seen.add(same);
    results.push({ row: at + 1, given, ...came });
    tell({ row: at + 1, given, ...came }, rows.length);
  }
  return done(results);
}

type Came = Pick<IssuedRow, 'came' | 'award'>;
const nothing = (came: IssuedRow['came']): Came => ({ came, award: null });

async function issueOne(ports: Issuing, by: Actor, badge: BadgeId, given: string): Promise<Came> {
  const person = await findPerson(ports, given);
  if (typeof person === 'object') return person;
  const answer = await retryStale(() => awardByHand(ports, by, { badge, person }));
  if (answer.done) return { came: answer.done.state === 'issued' ? 'issued' : 'waiting', award: answer.done };
  if (answer.refused.why === 'not-found') return nothing('unknown');
  if (answer.refused.why === 'not-allowed') return nothing('not-due');
  const { is } = answer.refused.because.reason;
  const held = await ports.records.awards.latest(badge, person);
  if (is === 'has-it') return { came: 'has-it', award: held };
  return held?.state === 'waiting' ? { came: 'waiting', award: held } : nothing('not-due');
}

/** By a verified address only: an LMS can claim any. */
async function findPerson({ records }: Pick<Issuing, 'records'>, given: string): Promise<PersonId | Came> {
  if (!given.includes('@')) {
    const person = PersonId.safeParse(given);
    return person.success ? person.data : nothing('bad-address');
  }
  const email = EmailAddress.safeParse(given);
  if (!email.success) return nothing('bad-address');
  const { kind, tenant, subject } = emailIdentity(email.data);
  return (await records.identities.find(kind, tenant, subject))?.person ?? nothing('unknown');
}
