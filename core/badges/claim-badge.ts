import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { ClaimCode, ClaimUse } from './claim-code.ts';
import { type Claim, type CodeRefused, readClaim } from './read-claim.ts';

export const ClaimBadge = z.object({ code: z.string().trim().min(4).max(40) });
export type ClaimBadge = z.infer<typeof ClaimBadge>;

type Needs = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>;

/** What a code leads to, before it is used; nothing is changed but the count of wrong tries. */
export async function seeClaim(
  ports: Omit<Needs, 'ids'>,
  by: Pick<Someone, 'person'>,
  { code }: ClaimBadge,
  address: string | null,
): Promise<Outcome<Claim, CodeRefused>> {
  return readClaim(ports, by, { typed: code, address });
}

/** Uses a code, once a person: the badge follows, or an organiser is asked. */
export async function claimBadge(
  ports: Needs,
  by: Pick<Someone, 'person' | 'seat'>,
  { code: typed }: ClaimBadge,
  address: string | null,
): Promise<Outcome<Claim & { readonly use: ClaimUse }, CodeRefused | NotFound>> {
  const person = await ports.records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const read = await readClaim(ports, by, { typed, address });
  if (read.refused) return read;
  const { code, badge, uses } = read.done;

  const use: ClaimUse = {
    id: newId(ports.ids),
    revision: 0,
    code: code.id,
    badge: badge.id,
    person: by.person,
    place: freePlace(code, uses, by.person),
    state: code.needsApproval ? 'requested' : 'used',
    at: ports.clock.now(),
  };
  const about = { use: use.id, code: code.id, badge: badge.id, person: by.person };
  await ports.records.keep({ claimUse: [use] }, [
    domainEvent(by, use.state === 'used' ? 'code.used' : 'code.requested', about),
  ]);
  return done({ ...read.done, use: { ...use, revision: 1 } });
}

/** Any that is free: many who come at once seldom want the same one. */
function freePlace({ maxUses }: ClaimCode, uses: readonly ClaimUse[], person: string): number | null {
  if (maxUses === null) return null;
  const taken = new Set(uses.map(({ place }) => place));
  const free = Array.from({ length: maxUses }, (_, at) => at + 1).filter((place) => !taken.has(place));
  const sum = [...person].reduce((total, sign) => (total * 31 + (sign.codePointAt(0) ?? 0)) % 65_521, 0);
  return free[sum % free.length] ?? 1;
}
