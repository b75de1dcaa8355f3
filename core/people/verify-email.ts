import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId, type PersonId } from '../ids.ts';
import { dayMs, type Instant, later, minuteMs } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { areSlotsTaken, takeSlot } from '../take-slot.ts';
import type { Someone } from './actor.ts';
import { EmailAddress, emailIdentity, mostEmails, plainly } from './email.ts';
import type { Person } from './person.ts';

export const AskEmailCode = z.object({ email: EmailAddress });
export type AskEmailCode = z.infer<typeof AskEmailCode>;

export const VerifyEmail = z.object({
  email: EmailAddress,
  code: z.string().trim().min(1).max(20),
});
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export type AskEmailCodeRefusal =
  | NotFound
  | { readonly why: 'too-many-emails'; readonly most: number }
  | { readonly why: 'too-many-mails' };
export type VerifyEmailRefusal = NotFound | { readonly why: 'code-wrong' } | { readonly why: 'code-locked' };

const codes = 'email-codes';
const codeMs = 15 * minuteMs;
const perMailbox = { of: 'email-code-to', most: 3, ms: codeMs };
const perPerson = { of: 'email-code-by', most: 10, ms: dayMs };
const wrongTries = { of: 'email-code-wrong', most: 5, ms: codeMs };

/** Mails a code to an address that somebody says is theirs. A new one takes the place of the one before. */
export async function askEmailCode(
  ports: Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'ids' | 'clock'>,
  by: Pick<Someone, 'person'>,
  { email }: AskEmailCode,
): Promise<Outcome<null, AskEmailCodeRefusal>> {
  const person = await ports.records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const to = plainly(email);
  const others = person.emails.filter(({ address }) => plainly(address) !== to);
  if (others.length >= mostEmails) return refused({ why: 'too-many-emails', most: mostEmails });
  const isFree = (await takeSlot(ports, perPerson, by.person)) && (await takeSlot(ports, perMailbox, to));
  if (!isFree) return refused({ why: 'too-many-mails' });

  const code = ports.ids.code(8);
  const until = later(ports.clock.now(), codeMs);
  const digest = ports.secrets.digest(code, codes);
  await ports.keyValues.put(codes, keyOf(ports, by.person, to), { digest }, { until });
  const note = { kind: 'email-code', code: `${code.slice(0, 4)}-${code.slice(4)}` } as const;
  const event = await queueMail(ports, { to, language: person.language, note }, until);
  await ports.records.keep({}, [event]);
  return done(null);
}

/**
 * The code proves that the mailbox is theirs: from now on it signs them in, unless it signs in somebody else already,
 * and their badges are issued to it.
 */
export async function verifyEmail(
  ports: Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'ids' | 'clock'>,
  by: Pick<Someone, 'person'>,
  { email, code }: VerifyEmail,
): Promise<Outcome<Person, VerifyEmailRefusal>> {
  const { records, keyValues, secrets, clock } = ports;
  const to = plainly(email);
  const who = `${by.person} ${to}`;
  if (await areSlotsTaken(ports, wrongTries, who)) return refused({ why: 'code-locked' });
  const key = keyOf(ports, by.person, to);
  const kept = await keyValues.read<{ readonly digest: string }>(codes, key);
  if (!kept || kept.digest !== secrets.digest(typed(code), codes)) {
    await takeSlot(ports, wrongTries, who);
    return refused({ why: 'code-wrong' });
  }
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });

  const verified = withVerified(person, to, clock.now());
  await records.keep({ person: [verified], identity: await newIdentity(ports, by.person, to) }, [
    domainEvent({ person: by.person, seat: null }, 'person.email-verified', { person: by.person }),
  ]);
  await keyValues.take(codes, key);
  return done({ ...verified, revision: verified.revision + 1 });
}

/** As people type codes: small letters, hyphens, and the letters that Crockford leaves out. */
const typed = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

const keyOf = ({ secrets }: Pick<Ports, 'secrets'>, person: PersonId, to: string): string =>
  secrets.digest(`${person} ${to}`, codes);

/** The latest is first: new badges are issued to it. */
const withVerified = (person: Person, address: string, at: Instant): Person => ({
  ...person,
  emails: [{ address, verifiedAt: at }, ...person.emails.filter((one) => plainly(one.address) !== address)],
});

async function newIdentity(
  { records, ids, clock }: Pick<Ports, 'records' | 'ids' | 'clock'>,
  person: PersonId,
  to: string,
) {
  const known = emailIdentity(to);
  if (await records.identities.find(known.kind, known.tenant, known.subject)) return [];
  return [{ id: newId<never>(ids), revision: 0, person, ...known, at: clock.now() }];
}
