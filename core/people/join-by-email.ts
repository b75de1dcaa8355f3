import { z } from 'zod';
import { hourMs, later } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import { EmailAddress, plainly } from './email.ts';
import type { Merge } from './merge.ts';
import { mergePeople } from './merge-people.ts';
import type { Person } from './person.ts';
import { findByEmail } from './sign-in-by-email.ts';

export const JoinByEmail = z.object({ email: EmailAddress });
export type JoinByEmail = z.infer<typeof JoinByEmail>;

/** `email-stale`: that the mailbox is theirs was proved too long ago. */
export type JoinByEmailRefusal = NotFound | { readonly why: 'email-stale' };

/** How long a mailed code proves that a mailbox is theirs now. */
const proofMs = hourMs;

/** Whom a verified address of theirs signs in, where that is another account: for the confirm screen. */
export async function othersByEmail(
  { records }: Pick<Ports, 'records'>,
  person: Person,
): Promise<readonly { readonly email: string; readonly other: Person }[]> {
  const found = await Promise.all(
    person.emails
      .filter(({ verifiedAt }) => verifiedAt !== null)
      .map(async ({ address }) => ({ email: address, other: await findByEmail({ records }, address) })),
  );
  return found.flatMap(({ email, other }) =>
    other?.state === 'active' && other.id !== person.id ? [{ email, other }] : [],
  );
}

/**
 * Two accounts of one mailbox become one, after a code proved it and somebody confirmed (R24). Undoable as any merge.
 */
export async function joinByEmail(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  { email }: JoinByEmail,
): Promise<Outcome<Merge, JoinByEmailRefusal>> {
  const person = await ports.records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const address = plainly(email);
  const others = await othersByEmail(ports, person);
  const other = others.find((one) => plainly(one.email) === address)?.other;
  if (!other) return refused({ why: 'not-found' });
  const proved = person.emails.find((one) => plainly(one.address) === address)?.verifiedAt ?? null;
  if (proved === null || later(proved, proofMs) <= ports.clock.now()) return refused({ why: 'email-stale' });
  return done(await mergePeople(ports, { kept: person, merged: other }));
}
