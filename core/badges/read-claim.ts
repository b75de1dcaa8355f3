import { type Explanation, no, yes } from '../explanation.ts';
import { minuteMs } from '../instant.ts';
import { type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { areSlotsTaken, takeSlot } from '../take-slot.ts';
import type { Badge } from './badge.ts';
import { type ClaimCode, type ClaimUse, codeDigest, recipientDigest } from './claim-code.ts';
import { type AwardFacts, judgeAward } from './judge-award.ts';
import { judgeClaim } from './judge-claim.ts';
import { type Joining, readJoining } from './read-joining.ts';

/** `because`: `code-unknown`, `-too-early`, `-over`, `-used-up`, `-used-by-you`, `-not-yours`, `-locked`; `has-it` and the like. */
export type CodeRefused = { readonly why: 'code-refused'; readonly because: Explanation };

/** What a code leads to: a badge, or a way in. */
export type LeadsTo = { readonly is: 'badge'; readonly badge: Badge } | Joining;

export interface Claim {
  readonly code: ClaimCode;
  readonly to: LeadsTo;
  readonly uses: readonly ClaimUse[];
  /** Yes: issued at once; waiting: it will wait for its reasons. */
  readonly explanation: Explanation;
}

const tryMs = 15 * minuteMs;
/** A class types behind one address. */
const perAddress = { of: 'claim-address', most: 30, ms: tryMs };
const perPerson = { of: 'claim-person', most: 5, ms: tryMs };

type Needs = Pick<Ports, 'records' | 'clock' | 'secrets' | 'keyValues'>;

/**
 * Finds what a typed code leads to, and judges it. A wrong one counts; after five the right one is not looked at
 * for 15 minutes either.
 * @param address of the network it was typed from; null: none, as in a chat
 */
export async function readClaim(
  ports: Needs,
  by: Pick<Someone, 'person' | 'seat'>,
  { typed, address }: { readonly typed: string; readonly address: string | null },
): Promise<Outcome<Claim, CodeRefused>> {
  const { person } = by;
  const isLocked =
    (await areSlotsTaken(ports, perPerson, person)) ||
    (address !== null && (await areSlotsTaken(ports, perAddress, address)));
  if (isLocked) return codeRefused(no({ is: 'code-locked' }));

  const code = await ports.records.claimCodes.byDigest(codeDigest(ports.secrets, typed));
  const read = code && (await readWhither(ports, by, code));
  if (!code || !read) {
    await takeSlot(ports, perPerson, person);
    if (address !== null) await takeSlot(ports, perAddress, address);
    return codeRefused(no({ is: 'code-unknown' }));
  }
  return judged(ports, person, code, read);
}

/** Where a code leads, and whether it leads this person there. */
interface Whither {
  readonly to: LeadsTo;
  readonly explanation: Explanation;
}

async function readWhither(
  ports: Needs,
  by: Pick<Someone, 'person' | 'seat'>,
  code: ClaimCode,
): Promise<Whither | null> {
  if (code.badge === null) {
    const read = await readJoining(ports, by, code);
    return read && { to: read.joining, explanation: read.explanation };
  }
  const badge = await ports.records.badges.byId(code.badge);
  if (!badge) return null;
  const to = { is: 'badge', badge } as const;
  if (code.leadsTo === 'badge-page') return { to, explanation: yes({ is: 'allowed' }) };
  const factsOf = await readAwardFacts(ports, by.person, [badge]);
  return { to, explanation: judgeAward(badge, byCode(factsOf(badge))) };
}

async function judged(
  { records, clock, secrets }: Needs,
  person: Someone['person'],
  code: ClaimCode,
  { to, explanation }: Whither,
): Promise<Outcome<Claim, CodeRefused>> {
  const [own, all, holder] = await Promise.all([
    records.claimUses.one(code.id, person),
    code.maxUses === null ? [] : records.claimUses.of(code.id),
    records.people.byId(person),
  ]);
  const uses = all.filter(({ state }) => state !== 'refused');
  const addresses = (holder?.emails ?? [])
    .filter(({ verifiedAt }) => verifiedAt !== null)
    .map((one) => recipientDigest(secrets, one.address));
  const may = judgeClaim(code, { own, uses: uses.length, addresses, now: clock.now() });
  if (may.verdict !== 'yes') return codeRefused(may);
  if (explanation.verdict === 'no') return codeRefused(explanation);
  return { done: { code, to, uses, explanation } };
}

/** With a code in hand. Unlike an organiser's word it does not give again what was taken back. */
export const byCode = (facts: AwardFacts): AwardFacts => ({ ...facts, earnedAt: facts.now, byCode: true });

/** As provenance says it: the rule that it is got by a code, or the word of whoever made the code. */
export const codeRule = ({ earnedBy }: Badge) =>
  ({ by: earnedBy.some(({ by }) => by === 'code') ? 'code' : 'hand' }) as const;

const codeRefused = (because: Explanation) => refused({ why: 'code-refused', because });
