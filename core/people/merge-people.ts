import { type DomainEvent, domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import { mostEmails } from './email.ts';
import type { Merge } from './merge.ts';
import { handedOver, type Moving, movedOf, whatMoves } from './moving.ts';
import type { Person } from './person.ts';
import { readOwn } from './read-own.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'ids'>;

/**
 * Two persons become one: what only the merged one has is the kept one's from now on; where both have something, the
 * kept one's stays and the other is left behind, for undoing. What was completed counts at once, everywhere.
 */
export async function mergePeople(
  ports: Wanted,
  { kept, merged }: { readonly kept: Person; readonly merged: Person },
): Promise<Merge> {
  const { records, clock, ids } = ports;
  const [ours, theirs] = await Promise.all([readOwn(ports, kept.id), readOwn(ports, merged.id)]);
  if (!ours || !theirs) throw new Error('A person is gone in the middle of a merge');
  const moving = whatMoves(ours, theirs);
  const emails = emailsThatMove(kept, merged);
  const merge: Merge = {
    id: newId(ids),
    revision: 0,
    kept: kept.id,
    merged: merged.id,
    at: clock.now(),
    undoneAt: null,
    moved: { ...movedOf(moving), emails: emails.map(({ address }) => address) },
  };
  const one: Person = { ...kept, emails: [...kept.emails, ...emails] };
  const by = { person: kept.id, seat: null };
  await records.keep(
    {
      ...handedOver(moving, merged.id, kept.id),
      person: [{ ...merged, state: 'merged' }, ...(emails.length > 0 ? [one] : [])],
      merge: [merge],
    },
    [
      domainEvent(by, 'people.merged', { kept: kept.id, merged: merged.id }),
      domainEvent(by, 'identity.linked', { person: kept.id }),
      ...(emails.length > 0 ? [domainEvent(by, 'person.email-verified', { person: kept.id })] : []),
      ...whatFollows(by, kept, moving),
    ],
  );
  return { ...merge, revision: 1 };
}

/** Verified ones that the kept one has not, as long as there is room. */
const emailsThatMove = (kept: Person, merged: Person): Person['emails'] =>
  merged.emails
    .filter(
      ({ address, verifiedAt }) => verifiedAt !== null && !kept.emails.some((one) => one.address === address),
    )
    .slice(0, Math.max(0, mostEmails - kept.emails.length));

/** What was done counts in the courses of either. */
const whatFollows = (
  by: Pick<Actor, 'person' | 'seat'>,
  { id: person }: Person,
  moving: Moving,
): readonly DomainEvent[] => [
  ...moving.completion
    .filter(({ voided }) => voided === null)
    .map(({ activity }) => domainEvent(by, 'activity.completed', { person, activity })),
  ...moving.membership.map(({ community, seat }) =>
    domainEvent({ ...by, seat: { community, as: seat } }, 'community.entered', { person }),
  ),
];
