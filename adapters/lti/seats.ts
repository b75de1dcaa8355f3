import type { Seat } from '../../core/lists.ts';

const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2/';
const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';

/** Membership roles that teach, with the roles below them (`membership/Instructor#TeachingAssistant`). */
const teaching = ['Instructor', 'ContentDeveloper', 'Administrator'];

/**
 * The highest seat that these roles give, from full addresses or short names. Who has none that we know only reads.
 * Administrators of a whole platform count as teachers of the course they open, and of no other.
 */
export function seatOf(roles: readonly string[]): Seat {
  if (roles.some(teaches)) return 'teacher';
  return roles.some((role) => isMembership(role, 'Learner')) ? 'learner' : 'visitor';
}

/** A platform's own stand-in for a learner. */
export const isTestUser = (roles: readonly string[]): boolean => roles.includes(testUser);

const teaches = (role: string): boolean =>
  teaching.some((name) => isMembership(role, name)) ||
  role === `${vocabulary}institution/person#Administrator` ||
  role === `${vocabulary}system/person#Administrator` ||
  role === `${vocabulary}system/person#SysAdmin`;

const isMembership = (role: string, name: string): boolean =>
  role === name ||
  role === `${vocabulary}membership#${name}` ||
  role.startsWith(`${vocabulary}membership/${name}#`);
