import type { Community } from '../communities/community.ts';
import type { Membership } from '../communities/membership.ts';
import type { Person } from './person.ts';

/**
 * Before consent is asked for, the strictest audience among the communities somebody learns in stands in for their age
 * (R27): `mixed` counts as under 18, and so does who learns nowhere and has not said "I am 18 or over".
 * A teacher is not of the audience that is taught.
 */
export function countsAsUnder18(
  person: Pick<Person, 'age'>,
  { memberships, communities }: { memberships: readonly Membership[]; communities: readonly Community[] },
): boolean {
  const learnsIn = communities.filter((community) =>
    memberships.some(
      (membership) =>
        membership.community === community.id &&
        membership.state === 'active' &&
        membership.seat !== 'teacher',
    ),
  );
  if (learnsIn.length > 0) return learnsIn.some(({ audience }) => audience !== 'adults');
  return person.age.band !== 'adult' || person.age.statedBy === null;
}
