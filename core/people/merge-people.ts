import { domainEvent } from '../domain-events.ts';
import { newId, type PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Changes } from '../ports/records.ts';
import type { Merge } from './merge.ts';
import type { Person } from './person.ts';
import { type OwnRecords, readOwn } from './read-own.ts';

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
  const moving = await whatMoves(ports, ours, theirs);
  const merge: Merge = {
    id: newId(ids),
    revision: 0,
    kept: kept.id,
    merged: merged.id,
    at: clock.now(),
    undoneAt: null,
    moved: movedOf(moving),
  };
  const by = { person: kept.id, seat: null };
  await records.keep(
    { ...handedTo(kept.id, moving), person: [{ ...merged, state: 'merged' }], merge: [merge] },
    [
      domainEvent(by, 'people.merged', { kept: kept.id, merged: merged.id }),
      domainEvent(by, 'identity.linked', { person: kept.id }),
      ...moving.completion.map(({ activity }) =>
        domainEvent(by, 'activity.completed', { person: kept.id, activity }),
      ),
    ],
  );
  return { ...merge, revision: 1 };
}

type Moving = Required<
  Pick<
    Changes,
    | 'identity'
    | 'membership'
    | 'enrolment'
    | 'work'
    | 'evidence'
    | 'completion'
    | 'award'
    | 'staff'
    | 'notice'
    | 'foreignBadge'
  >
>;

/** What of theirs the kept one has nothing like. */
async function whatMoves({ records }: Wanted, ours: OwnRecords, theirs: OwnRecords): Promise<Moving> {
  const completed = await Promise.all(
    theirs.completions
      .filter((activity) => !ours.completions.includes(activity))
      .map(async (activity) => {
        const [own, other] = await Promise.all([
          records.completions.one(ours.person.id, activity),
          records.completions.one(theirs.person.id, activity),
        ]);
        // One that was voided holds the place.
        return own ? null : other;
      }),
  );
  const work = theirs.work.filter(({ task }) => !ours.work.some((one) => one.task === task));
  return {
    identity: theirs.identities,
    membership: theirs.memberships.filter(
      ({ community }) => !ours.memberships.some((one) => one.community === community),
    ),
    enrolment: theirs.enrolments.filter(
      ({ subject }) => !ours.enrolments.some((one) => one.subject.id === subject.id),
    ),
    work,
    evidence: theirs.evidence.filter((one) => work.some(({ id }) => id === one.work)),
    completion: completed.filter((one) => one !== null),
    award: theirs.awards.filter(({ badge }) => !ours.awards.some((one) => one.badge === badge)),
    staff: theirs.staff.filter(({ organiser }) => !ours.staff.some((one) => one.organiser === organiser)),
    notice: theirs.notices.filter(({ seenAt }) => seenAt === null),
    foreignBadge: theirs.foreignBadges.filter(
      ({ subject }) => !ours.foreignBadges.some((one) => one.subject === subject),
    ),
  };
}

const movedOf = (moving: Moving): Merge['moved'] => ({
  identities: moving.identity.map(({ id }) => id),
  memberships: moving.membership.map(({ id }) => id),
  enrolments: moving.enrolment.map(({ id }) => id),
  work: moving.work.map(({ id }) => id),
  evidence: moving.evidence.map(({ id }) => id),
  completions: moving.completion.map(({ activity }) => activity),
  awards: moving.award.map(({ id }) => id),
  staff: moving.staff.map(({ id }) => id),
  notices: moving.notice.map(({ id }) => id),
  foreignBadges: moving.foreignBadge.map(({ id }) => id),
});

/** The same records, somebody else's. */
export const handedTo = (person: PersonId, moving: Moving): Moving => ({
  identity: moving.identity.map((one) => ({ ...one, person })),
  membership: moving.membership.map((one) => ({ ...one, person })),
  enrolment: moving.enrolment.map((one) => ({ ...one, person })),
  work: moving.work.map((one) => ({ ...one, person })),
  evidence: moving.evidence.map((one) => ({ ...one, person })),
  completion: moving.completion.map((one) => ({ ...one, person })),
  award: moving.award.map((one) => ({ ...one, person })),
  staff: moving.staff.map((one) => ({ ...one, person })),
  notice: moving.notice.map((one) => ({ ...one, person })),
  foreignBadge: moving.foreignBadge.map((one) => ({ ...one, person })),
});
