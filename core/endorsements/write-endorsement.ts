import { z } from 'zod';
import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { EndorsementId } from '../ids.ts';
import { Instant, later, minuteMs } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import { type Actor, nobody } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { areSlotsTaken, takeSlot } from '../take-slot.ts';
import { Language } from '../texts.ts';
import type { Endorsement } from './endorsement.ts';
import { linkOf, readByLink } from './link.ts';
import { mailboxOf } from './mailbox.ts';
import { opportunityKinds } from './opportunity.ts';
import { readObject } from './read-object.ts';

export const Written = z.object({
  text: z.string().trim().min(10).max(2000),
  language: Language,
  opportunity: z
    .object({
      kind: z.enum(opportunityKinds),
      what: z.string().trim().min(1).max(500),
      places: z.number().int().min(1).max(10_000).nullable(),
      until: Instant.nullable(),
    })
    .nullable(),
  until: Instant.nullable(),
});
export type Written = z.infer<typeof Written>;

/** `name`: as the signature says it. `code`: the one that was mailed. */
export const SignByLink = Written.extend({
  token: z.string().max(140),
  name: z.string().trim().min(1).max(120),
  code: z.string().trim().min(1).max(20),
});
export type SignByLink = z.infer<typeof SignByLink>;

export const SignAsOrganiser = Written.extend({ endorsement: EndorsementId });
export type SignAsOrganiser = z.infer<typeof SignAsOrganiser>;

export type WriteEndorsementRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'answered-already' }
  | { readonly why: 'endorser-unverified' }
  | { readonly why: 'code-wrong' }
  | { readonly why: 'code-locked' }
  | { readonly why: 'too-many-mails' }
  | { readonly why: 'in-the-past' };

const codes = 'endorse-codes';
const codeMs = 15 * minuteMs;
const mails = { of: 'endorse-code-mails', most: 3, ms: codeMs };
const wrongTries = { of: 'endorse-code-wrong', most: 5, ms: codeMs };

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues' | 'baseUrl'>;

/** Mails a code to the mailbox that was asked: who signs can read what is written to it. */
export async function askSigningCode(
  ports: Wanted,
  { token }: { readonly token: string },
): Promise<Outcome<null, WriteEndorsementRefusal>> {
  const read = await readByLink(ports, token);
  if (read?.use !== 'answer') return refused({ why: 'not-found' });
  const { endorsement } = read;
  if (endorsement.state !== 'asked') return refused({ why: 'answered-already' });
  const to = mailboxOf(ports, endorsement.endorser);
  const object = await readObject(ports, endorsement.object);
  if (to === null || !object) return refused({ why: 'not-found' });
  if (!(await takeSlot(ports, mails, endorsement.id))) return refused({ why: 'too-many-mails' });

  const code = ports.ids.code(8);
  const until = later(ports.clock.now(), codeMs);
  await ports.keyValues.put(codes, endorsement.id, { digest: ports.secrets.digest(code, codes) }, { until });
  const note = {
    kind: 'endorsement-code',
    code: `${code.slice(0, 4)}-${code.slice(4)}`,
    what: object.name,
  } as const;
  const mail = await queueMail(ports, { to, language: endorsement.language, note }, until);
  await ports.records.keep({}, [mail]);
  return done(null);
}

/** Somebody without an account signs with the mailed code; a coordinator checks it before it is shown. */
export async function signByLink(
  ports: Wanted,
  { token, name, code, ...written }: SignByLink,
): Promise<Outcome<Endorsement, WriteEndorsementRefusal>> {
  const read = await readByLink(ports, token);
  if (read?.use !== 'answer') return refused({ why: 'not-found' });
  const { endorsement } = read;
  if (endorsement.state !== 'asked') return refused({ why: 'answered-already' });
  if (await areSlotsTaken(ports, wrongTries, endorsement.id)) return refused({ why: 'code-locked' });
  const kept = await ports.keyValues.read<{ readonly digest: string }>(codes, endorsement.id);
  if (!kept || kept.digest !== ports.secrets.digest(typed(code), codes)) {
    await takeSlot(ports, wrongTries, endorsement.id);
    return refused({ why: 'code-wrong' });
  }
  if ('organiser' in endorsement.endorser) return refused({ why: 'not-found' });
  const signed = await afterWriting(ports, endorsement, written, 'pending-check');
  if (signed.refused) return signed;
  const own: Endorsement = { ...signed.done, endorser: { ...endorsement.endorser, name } };
  await ports.records.keep({ endorsement: [own] }, [
    domainEvent(nobody, 'endorsement.written', { endorsement: own.id }),
    ...(await keepLink(ports, own)),
  ]);
  await ports.keyValues.take(codes, endorsement.id);
  return done({ ...own, revision: own.revision + 1 });
}

/** Staff of the organiser that was asked signs for it; it is verified, so nobody checks it again. */
export async function signAsOrganiser(
  ports: Wanted,
  by: Actor,
  { endorsement: id, ...written }: SignAsOrganiser,
): Promise<Outcome<Endorsement, WriteEndorsementRefusal>> {
  const endorsement = await ports.records.endorsements.byId(id);
  if (!endorsement || !('organiser' in endorsement.endorser)) return refused({ why: 'not-found' });
  const { organiser: endorser } = endorsement.endorser;
  if (may.seeOrganiser(by, endorser).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.publish(by, endorser);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  if (endorsement.state !== 'asked') return refused({ why: 'answered-already' });
  const organiser = await ports.records.organisers.byId(endorser);
  if (organiser?.verification !== 'verified') return refused({ why: 'endorser-unverified' });
  const signed = await afterWriting(ports, endorsement, written, 'signed');
  if (signed.refused) return signed;

  await ports.records.keep({ endorsement: [signed.done] }, [
    domainEvent(by, 'endorsement.signed', { endorsement: id }),
  ]);
  return done({ ...signed.done, revision: signed.done.revision + 1 });
}

/** It covers the version that is there now. */
async function afterWriting(
  ports: Pick<Ports, 'records' | 'clock'>,
  endorsement: Endorsement,
  { text, language, opportunity, until }: Written,
  state: 'pending-check' | 'signed',
): Promise<Outcome<Endorsement, WriteEndorsementRefusal>> {
  const object = await readObject(ports, endorsement.object);
  if (!object) return refused({ why: 'not-found' });
  const now = ports.clock.now();
  if ([until, opportunity?.until ?? null].some((end) => end !== null && end <= now)) {
    return refused({ why: 'in-the-past' });
  }
  return done({
    ...endorsement,
    state,
    text: { original: language, in: { [language]: text } },
    coversVersion: object.version,
    opportunity,
    until,
    signedAt: now,
  });
}

/** What an endorser comes back by: to withdraw, and to answer those who apply. */
async function keepLink(ports: Wanted, endorsement: Endorsement): Promise<readonly DomainEvent[]> {
  const to = mailboxOf(ports, endorsement.endorser);
  const object = await readObject(ports, endorsement.object);
  if (to === null || !object) return [];
  const note = {
    kind: 'endorsement-kept',
    what: object.name,
    organiser: object.organiserName,
    link: linkOf(ports, endorsement.id, 'keep'),
  } as const;
  const until = later(ports.clock.now(), 30 * 24 * 60 * minuteMs);
  return [await queueMail(ports, { to, language: endorsement.language, note }, until)];
}

/** As people type codes: small letters, hyphens, and the letters that Crockford leaves out. */
const typed = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
