import type { Community } from '../../core/communities/community.ts';
import type { Membership } from '../../core/communities/membership.ts';
import type { Placement } from '../../core/communities/placement.ts';
import type { CommunityId, MembershipId, PersonId, PlacementId, PlaylistId } from '../../core/ids.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';

/** An LMS course of minors, nobody's yet. */
export function aCommunity(more: Partial<Community> = {}): Community {
  const id = anId<CommunityId>();
  return {
    id,
    revision: 0,
    kind: 'lms-course',
    tenant: 'registration:deployment',
    nativeId: `course-${id}`,
    title: 'Class 2a',
    organiser: null,
    basis: 'organiser',
    audience: 'minors',
    since: monday,
    roster: null,
    ...more,
  };
}

/** An active learner. */
export const aMembership = (more: Partial<Membership> = {}): Membership => ({
  id: anId<MembershipId>(),
  revision: 0,
  community: anId<CommunityId>(),
  person: anId<PersonId>(),
  seat: 'learner',
  name: null,
  state: 'active',
  isTest: false,
  seenAt: monday,
  ...more,
});

/** A whole playlist with a grade column of 100. */
export function aPlacement(more: Partial<Placement> = {}): Placement {
  const id = anId<PlacementId>();
  return {
    id,
    revision: 0,
    community: anId<CommunityId>(),
    subject: { kind: 'playlist', id: anId<PlaylistId>() },
    mode: 'whole',
    within: null,
    nativeLink: `link-${id}`,
    gradeColumn: { max: 100 },
    deadline: null,
    by: anId<PersonId>(),
    at: monday,
    ...more,
  };
}
