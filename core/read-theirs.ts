import type { Award } from './badges/award.ts';
import { isTestStudent } from './communities/earns-here.ts';
import type { OrganiserId, PersonId } from './ids.ts';
import type { Ports } from './ports/ports.ts';
import { readSurroundings } from './read-standing.ts';

/**
 * Does an organiser know this person? Joined something of theirs, learns in a community of theirs, or has had a badge
 * of theirs. No test student is.
 * @param held all awards of the person
 */
export async function isOfTheirs(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  person: PersonId,
  held: readonly Award[],
): Promise<boolean> {
  if (held.some((award) => award.organiser === organiser)) return true;
  const [enrolments, { memberships, communities }] = await Promise.all([
    records.enrolments.of(person),
    readSurroundings({ records }, person),
  ]);
  const isTheirs = [...enrolments, ...communities].some((one) => one.organiser === organiser);
  return isTheirs && !isTestStudent(memberships);
}
