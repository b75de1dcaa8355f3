import { z } from 'zod';
import { asked, enrolled } from '../activities/enrol.ts';
import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { StepFacts } from '../playlists/judge-step.ts';
import type { Ports } from '../ports/ports.ts';
import type { Changes } from '../ports/records.ts';
import type { ClaimCode, ClaimUse } from './claim-code.ts';
import { type Claim, type CodeRefused, type LeadsTo, readClaim } from './read-claim.ts';
import { asMember } from './read-joining.ts';

export const ClaimBadge = z.object({ code: z.string().trim().min(4).max(40) });
export type ClaimBadge = z.infer<typeof ClaimBadge>;

type Needs = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>;

/** What a code leads to, before it is used; nothing is changed but the count of wrong tries. */
export async function seeClaim(
  ports: Omit<Needs, 'ids'>,
  by: Pick<Someone, 'person' | 'seat'>,
  { code }: ClaimBadge,
  address: string | null,
): Promise<Outcome<Claim, CodeRefused>> {
  return readClaim(ports, by, { typed: code, address });
}

/** Uses a code, once a person: the badge follows, they are let in, or an organiser is asked. */
export async function claimBadge(
  ports: Needs,
  by: Someone,
  { code: typed }: ClaimBadge,
  address: string | null,
): Promise<Outcome<Claim & { readonly use: ClaimUse }, CodeRefused | NotFound>> {
  const person = await ports.records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const read = await readClaim(ports, by, { typed, address });
  if (read.refused) return read;
  const { code, to, uses } = read.done;

  const use: ClaimUse = {
    id: newId(ports.ids),
    revision: 0,
    code: code.id,
    badge: code.badge,
    person: by.person,
    place: freePlace(code, uses, by.person),
    state: code.needsApproval ? 'requested' : 'used',
    at: ports.clock.now(),
  };
  const about = { use: use.id, code: code.id, badge: code.badge, person: by.person };
  const { changes, events } = lettingIn(ports, by, code, to);
  await ports.records.keep({ ...changes, claimUse: [use] }, [
    domainEvent(by, use.state === 'used' ? 'code.used' : 'code.requested', about),
    ...events,
  ]);
  return done({ ...read.done, use: { ...use, revision: 1 } });
}

/** Who is let in is in at once, or stands among those who asked. */
function lettingIn(
  { ids, clock }: Pick<Needs, 'ids' | 'clock'>,
  by: Someone,
  code: ClaimCode,
  to: LeadsTo,
): { readonly changes: Changes; readonly events: readonly DomainEvent[] } {
  if (to.is === 'activity') return code.needsApproval ? asked(by, to.facts, ids) : joining(by, to.facts, ids);
  if (to.is === 'badge' || code.needsApproval) return { changes: {}, events: [] };
  const staff = asMember(to.known, code, by.person, { id: newId(ids), at: clock.now() });
  const about = { organiser: code.organiser, person: by.person };
  return { changes: { staff }, events: [domainEvent(by, 'staff.invited', about)] };
}

function joining(by: Someone, facts: StepFacts, ids: Needs['ids']) {
  const { enrolment, activity, events } = enrolled(by, facts, ids, false);
  return { changes: { enrolment, activity }, events };
}

/** Any that is free: many who come at once seldom want the same one. */
function freePlace({ maxUses }: ClaimCode, uses: readonly ClaimUse[], person: string): number | null {
  if (maxUses === null) return null;
  const taken = new Set(uses.map(({ place }) => place));
  const free = Array.from({ length: maxUses }, (_, at) => at + 1).filter((place) => !taken.has(place));
  const sum = [...person].reduce((total, sign) => (total * 31 + (sign.codePointAt(0) ?? 0)) % 65_521, 0);
  return free[sum % free.length] ?? 1;
}
