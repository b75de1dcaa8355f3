import type { ClassTerms } from '../../core/communities/class-terms.ts';
import type { Community } from '../../core/communities/community.ts';
import type { Membership } from '../../core/communities/membership.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { sortsAs } from '../../core/communities/sorts-as.ts';
import type { CommunityId, MembershipId, PersonId, PlacementId, PlaylistId } from '../../core/ids.ts';
import { instant } from '../../core/instant.ts';
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
    copiedFrom: null,
    roster: null,
    ...more,
  };
}

/** An active learner. */
export function aMembership(more: Partial<Membership> = {}): Membership {
  const id = anId<MembershipId>();
  return {
    id,
    revision: 0,
    community: anId<CommunityId>(),
    person: anId<PersonId>(),
    seat: 'learner',
    name: null,
    // Without a name in the order of making.
    sortsAs: sortsAs(more.name ?? id),
    state: 'active',
    isTest: false,
    seenAt: monday,
    ...more,
  };
}

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
    removedAt: null,
    ...more,
  };
}

/** Nothing is stuck or waits, and nothing is needed, unless a test says so. */
export const someTerms = ({
  waiting,
  ...more
}: Partial<Omit<ClassTerms, 'waiting'>> & { waiting?: Partial<ClassTerms['waiting']> } = {}): ClassTerms => ({
  activities: [],
  needed: [],
  stuckSince: instant(0),
  ...more,
  waiting: {
    reader: anId<PersonId>(),
    tasks: [],
    peersTasks: [],
    offeredSince: instant(0),
    ...waiting,
  },
});
