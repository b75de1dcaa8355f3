import type { Membership } from '../../core/communities/membership.ts';
import { Declined } from '../../core/faults.ts';
import type { PlacementId } from '../../core/ids.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Gradebook } from '../../core/ports/gradebook.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { columnOf, ensureColumn } from './columns.ts';
import type { Facts } from './course-facts.ts';
import { registrationOfTenant } from './registration.ts';
import type { Registry } from './registry.ts';
import { resultsOf } from './results.ts';
import { requireScope } from './scopes.ts';
import { type PlacementAt, sendScore } from './scores.ts';
import type { ServiceClient } from './service-client.ts';
import { createTurns } from './turns.ts';

export interface GradebookParts {
  readonly ports: Pick<Ports, 'records' | 'keyValues' | 'leases' | 'clock' | 'log'>;
  readonly facts: Facts;
  readonly registry: Registry;
  readonly client: ServiceClient;
}

/** Grades by LTI's Assignment and Grade Services 2.0. */
export function createGradebook(parts: GradebookParts): Gradebook {
  const { ports, client } = parts;
  // A later score that overtook an earlier one would be overwritten by it.
  const inOrder = createTurns(ports.leases, 1);

  return {
    async write(id, learner, result) {
      const at = await placeOf(parts, id);
      // Its column is another's now.
      if (at.placement.removedAt !== null) return 'not-graded';
      const member = await memberAt(parts, at, learner);
      // Whoever is known as its teacher, and a platform's test student, has no grade there.
      if (member.seat !== 'learner' || member.isTest) return 'not-graded';
      requireScope(at.course.gradeScopes, 'score');
      return inOrder(`${id} ${learner.subject}`, () => sendScore(parts, at, learner, result));
    },
    async read(id) {
      const at = await placeOf(parts, id);
      const results = await resultsOf(client, at, await columnOf(parts, at, at.placement), null);
      return new Map(
        results.flatMap(({ userId, resultScore, resultMaximum = 1 }) =>
          resultScore === undefined ? [] : [[userId, wholePercent(resultScore, resultMaximum)]],
        ),
      );
    },
    async addColumn(id, label, pointsMaximum) {
      const at = await placeOf(parts, id);
      await inOrder(`column ${id}`, () => ensureColumn(parts, at, at.placement, label, pointsMaximum));
    },
    async tenantOf(id) {
      const placement = await ports.records.placements.byId(id);
      const community = placement && (await ports.records.communities.byId(placement.community));
      return community?.kind === 'lms-course' ? registrationOfTenant(community.tenant) : null;
    },
  };
}

/** Rounded down; what only binary fractions keep from being whole is whole: 57 of 100 given as 0.57 is 57. */
const wholePercent = (score: number, maximum: number): number =>
  Math.max(0, Math.floor((100 * score) / maximum + 1e-9));

async function placeOf({ ports, facts, registry }: GradebookParts, id: PlacementId): Promise<PlacementAt> {
  const placement = await ports.records.placements.byId(id);
  const course = placement && (await facts.course(placement.community));
  const registration = course && (await registry.byId(course.registration));
  if (!placement || !course || !registration) throw new Declined('column-missing', 'No course of an LMS');
  if (!registration.isActive) throw new Declined('platform-inactive', 'The platform is switched off');
  return { placement, course, registration };
}

/** Only who was met in that very course, by launch or roster, has grades there. */
async function memberAt({ ports }: GradebookParts, at: PlacementAt, learner: Identity): Promise<Membership> {
  const member = await ports.records.memberships.one(at.placement.community, learner.person);
  if (!member || learner.kind !== 'lti' || learner.tenant !== at.registration.id) {
    throw new Declined('not-known-there', 'The course does not know this learner');
  }
  if (member.state !== 'active') throw new Declined('not-a-learner', 'The learner has left the course');
  return member;
}
