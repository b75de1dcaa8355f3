import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { no } from '../explanation.ts';
import { BadgeId, newId } from '../ids.ts';
import { dayMs, type Instant, later } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { EmailAddress, plainly } from '../people/email.ts';
import type { Ports } from '../ports/ports.ts';
import { queueMail } from '../queue-mail.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { isOfTheirs } from '../read-theirs.ts';
import { retryStale } from '../retry-stale.ts';
import type { Badge } from './badge.ts';
import { type ClaimCode, codeDigest, recipientDigest, shownCode, typedCode } from './claim-code.ts';
import { give } from './give.ts';
import { judgeAward } from './judge-award.ts';
import { mayBeClaimed } from './make-claim-codes.ts';
import { byCode, codeRule } from './read-claim.ts';
import { readGiver } from './read-giver.ts';
import { type RecipientRow, recipientRows } from './recipient-rows.ts';

export const mostRows = 1000;

export const InviteByEmail = z.object({
  badge: BadgeId,
  /** A list as spreadsheets save it, or addresses line by line. */
  list: z.string().min(1).max(1_000_000),
});
export type InviteByEmail = z.infer<typeof InviteByEmail>;

export const rowResults = [
  'issued',
  'has-it',
  'prerequisites-unmet',
  'invited',
  'already-in',
  'bad-address',
  'needs-guardian',
] as const;
/**
 * `invited`: a personal code is on its way. `already-in`: it was, and waits for them, or they are you.
 * `prerequisites-unmet`: given, and kept until what is missing is there.
 */
export type RowResult = (typeof rowResults)[number];

export interface InvitedRow extends RecipientRow {
  readonly result: RowResult;
}

export type InviteByEmailRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'not-by-code' }
  | { readonly why: 'list-empty' }
  | { readonly why: 'list-too-long'; readonly most: number };

/** Where no row says otherwise: of digital consent, below which a guardian is asked first. */
const consentAge = 16;
const codeMs = 30 * dayMs;

type Needs = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues' | 'baseUrl' | 'badgeSigner'>;

/**
 * Gives a badge to a list of addresses, a result per row. Whom the organiser knows gets it at once; to all others a
 * personal code is mailed, whether their address is known here or not: no list tells who has an account.
 * The same list again invites nobody twice.
 * @param progress told after each row
 */
export async function inviteByEmail(
  ports: Needs,
  by: Actor,
  { badge: id, list }: InviteByEmail,
  progress: (reached: number, of: number) => void = () => {},
): Promise<Outcome<readonly InvitedRow[], InviteByEmailRefusal>> {
  const read = await readGiver(ports, by, id);
  if (read.refused) return read;
  const badge = read.done;
  const organiser = await ports.records.organisers.byId(badge.organiser);
  if (!organiser) return refused({ why: 'not-found' });
  if (organiser.verification !== 'verified') {
    return refused({ why: 'not-allowed', because: no({ is: 'organiser-unverified' }) });
  }
  if (!mayBeClaimed(badge)) return refused({ why: 'not-by-code' });
  const rows = recipientRows(list);
  if (rows.length === 0) return refused({ why: 'list-empty' });
  if (rows.length > mostRows) return refused({ why: 'list-too-long', most: mostRows });

  const invited: InvitedRow[] = [];
  for (const some of inBatches(rows)) {
    const results = await Promise.all(
      some.map((row) => retryStale(() => inviteOne(ports, by, { badge, organiser, row }))),
    );
    for (const [at, row] of some.entries()) {
      const result = results[at];
      if (result) invited.push({ ...row, result });
      progress(invited.length, rows.length);
    }
  }
  return done(invited);
}

const atOnce = 8;

/** A few at once, never the same address twice: the second finds what became of the first. */
function inBatches(rows: readonly RecipientRow[]): readonly (readonly RecipientRow[])[] {
  const batches: RecipientRow[][] = [];
  for (const row of rows) {
    const last = batches.at(-1);
    const isApart = last?.some((one) => plainly(one.email) === plainly(row.email));
    if (!last || last.length >= atOnce || isApart) batches.push([row]);
    else last.push(row);
  }
  return batches;
}

interface Inviting {
  readonly badge: Badge;
  readonly organiser: Organiser;
  readonly row: RecipientRow;
}

async function inviteOne(ports: Needs, by: Actor, inviting: Inviting): Promise<RowResult> {
  const { badge, row } = inviting;
  const email = EmailAddress.safeParse(row.email);
  if (!email.success) return 'bad-address';
  if (row.age !== null && row.age < consentAge) return 'needs-guardian';

  const known = await giveToKnown(ports, by, inviting, plainly(email.data));
  if (known) return known;
  const recipient = recipientDigest(ports.secrets, email.data);
  const earlier = await ports.records.claimCodes.personal(badge.id, recipient);
  const isWaiting = earlier && earlier.endedAt === null && (earlier.until ?? '') > ports.clock.now();
  if (isWaiting) {
    const uses = await ports.records.claimUses.of(earlier.id);
    return uses.length > 0 ? 'has-it' : 'already-in';
  }
  await mailCode(ports, by, inviting, { email: plainly(email.data), recipient, earlier });
  return 'invited';
}

/** Null: nobody that this organiser knows. */
async function giveToKnown(
  ports: Needs,
  by: Actor,
  { badge, organiser }: Inviting,
  email: string,
): Promise<RowResult | null> {
  const identity = await ports.records.identities.find('email', 'mail', email);
  const person = identity && (await ports.records.people.byId(identity.person));
  if (person?.state !== 'active') return null;
  const read = (await readAwardFacts(ports, person.id, [badge]))(badge);
  if (!(await isOfTheirs(ports, badge.organiser, person.id, read.held))) return null;
  if (by.person === person.id) return 'already-in';

  const facts = byCode(read);
  const explanation = judgeAward(badge, facts);
  const isWaiting = read.held.some((one) => one.badge === badge.id && one.state === 'waiting');
  if (isWaiting) return 'prerequisites-unmet';
  // Revoked and withdrawn ones too: a list does not give again what was taken back.
  if (explanation.verdict === 'no') return 'has-it';
  const provenance = {
    event: `by-list/${ports.ids.next()}`,
    rule: codeRule(badge),
    at: facts.now,
    community: null,
    reviewers: { peers: 0, organisers: 0 },
  } as const;
  const link = `${ports.baseUrl}/me/badges`;
  const note = { kind: 'badge-given', badge: badge.name, organiser: organiser.name, link } as const;
  const mail = { to: email, language: person.language, note };
  const along = explanation.verdict === 'yes' ? [await queueMail(ports, mail, later(facts.now, codeMs))] : [];
  const award = await give(ports, by, { badge, person, facts, explanation, provenance }, along);
  return award.state === 'issued' ? 'issued' : 'prerequisites-unmet';
}

async function mailCode(
  ports: Needs,
  by: Actor,
  { badge, organiser, row }: Inviting,
  to: { readonly email: string; readonly recipient: string; readonly earlier: ClaimCode | null },
): Promise<void> {
  const { records, ids, secrets, clock, baseUrl } = ports;
  const code = typedCode(ids.code(8));
  const until = later(clock.now(), codeMs);
  const mail = {
    to: to.email,
    language: row.language ?? organiser.languages[0] ?? 'en',
    note: {
      kind: 'claim',
      badge: badge.name,
      organiser: organiser.name,
      code: shownCode(code),
      link: `${baseUrl}/claim/${code}`,
    },
  } as const;
  const event = await queueMail(ports, mail, until);
  const made = personalCode(badge, by, { digest: codeDigest(secrets, code), recipient: to.recipient, until });
  const kept: ClaimCode = to.earlier
    ? { ...made, id: to.earlier.id, revision: to.earlier.revision, at: clock.now() }
    : { ...made, id: newId(ids), revision: 0, at: clock.now() };
  await records.keep({ claimCode: [kept] }, [
    domainEvent(by, 'code.made', { badge: badge.id, organiser: badge.organiser, count: 1 }),
    event,
  ]);
}

const personalCode = (
  badge: Badge,
  by: Actor,
  { digest, recipient, until }: { digest: string; recipient: string; until: Instant },
): Omit<ClaimCode, 'id' | 'revision' | 'at'> => ({
  organiser: badge.organiser,
  badge: badge.id,
  leadsTo: 'award',
  digest,
  sheet: null,
  recipient,
  title: null,
  place: null,
  from: null,
  until,
  maxUses: 1,
  needsApproval: false,
  madeBy: by.person,
  endedAt: null,
});
