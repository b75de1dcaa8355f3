import type { Community } from '../communities/community.ts';
import { type Explanation, no, yes } from '../explanation.ts';
import type { CommunityId, LocationId, OrganiserId } from '../ids.ts';
import type { OrganiserRole } from '../lists.ts';
import type { Actor } from './actor.ts';

/** An organiser, and the activity whose host may act as well. */
export interface Owned {
  readonly organiser: OrganiserId;
  readonly activity?: string;
}

/** A community, and whose it is. */
type Hosted = Pick<Community, 'id' | 'organiser'>;

/** Where a learner is met: the communities in which they are an active member. */
export interface Met {
  readonly in: readonly CommunityId[];
}

/**
 * Rights as sentences (`docs/domain.md` §5), the same on every surface. Each answers with its reasons.
 * An LMS teacher has them by a grant in force in that course only, for learners of that course.
 */
export const may = {
  publish: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  revoke: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  decideGrade: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  inviteStaff: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner']),
  makeHost: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  endGrant: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner']),
  seeOrganiser: (who: Actor, organiser: OrganiserId) =>
    byRole(who, organiser, ['owner', 'manager', 'reviewer', 'member']),
  seePlatforms: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  /** Its teachers may place, review and confirm from then on, so it is a grant. */
  connectPlatform: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner']),
  seeUndelivered: (who: Actor, organiser: OrganiserId) => byRole(who, organiser, ['owner', 'manager']),
  answerRequest: (who: Actor, owned: Owned) =>
    firstYes(byRole(who, owned.organiser, ['owner', 'manager']), byHost(who, owned)),
  closeLateWork: (who: Actor, owned: Owned) =>
    firstYes(byRole(who, owned.organiser, ['owner', 'manager']), byHost(who, owned)),
  awardByHand: (who: Actor, owned: Owned) =>
    firstYes(byRole(who, owned.organiser, ['owner', 'manager']), byHost(who, owned)),
  reviewAsOrganiser: (who: Actor, owned: Owned, learner: Met) =>
    firstYes(
      byRole(who, owned.organiser, ['owner', 'manager', 'reviewer']),
      byHost(who, owned),
      byTeaching(who, learner.in),
    ),
  overrule: (who: Actor, owned: Owned, learner: Met) =>
    firstYes(
      byRole(who, owned.organiser, ['owner', 'manager']),
      byHost(who, owned),
      byTeaching(who, learner.in),
    ),
  confirm: (who: Actor, owned: Owned, learner: Met) =>
    firstYes(
      byRole(who, owned.organiser, ['owner', 'manager']),
      byHost(who, owned),
      byTeaching(who, learner.in),
    ),
  place: (who: Actor, there: Hosted) => firstYes(byTeaching(who, [there.id]), byRunning(who, there)),
  seeClass: (who: Actor, there: Hosted) => firstYes(byTeaching(who, [there.id]), byRunning(who, there)),
  sendGradesAgain: (who: Actor, there: Hosted) =>
    firstYes(byTeaching(who, [there.id]), byRunning(who, there)),
  addGradeColumn: (who: Actor, there: Hosted) => firstYes(byTeaching(who, [there.id]), byRunning(who, there)),
  /** Of things of an organiser at home in this location; network-wide ones are the site's. */
  checkEndorsement: (who: Actor, home: LocationId | null): Explanation =>
    home !== null && who.roles.some(({ role, on }) => role === 'coordinator' && on === home)
      ? yes({ is: 'allowed' })
      : isSiteAdmin(who)
        ? yes({ is: 'allowed' })
        : no({ is: 'wrong-role', could: ['coordinator', 'site-admin'] }),
  giveSiteRole: (who: Actor) => bySiteAdmin(who),
  verifyOrganiser: (who: Actor) => bySiteAdmin(who),
  openAccount: (who: Actor) => bySiteAdmin(who),
  describeLocation: (who: Actor) => bySiteAdmin(who),
  /** What is about no single organiser: other people's data, deliveries of every community. */
  runSite: (who: Actor) => bySiteAdmin(who),
} as const;

const isSiteAdmin = (who: Actor): boolean => who.roles.some(({ role }) => role === 'site-admin');

const bySiteAdmin = (who: Actor): Explanation =>
  isSiteAdmin(who) ? yes({ is: 'allowed' }) : no({ is: 'wrong-role', could: ['site-admin'] });

/** The operator acts for every organiser. */
function byRole(who: Actor, organiser: OrganiserId, roles: readonly OrganiserRole[]): Explanation {
  const has = who.roles.some(({ role, on }) => on === organiser && roles.some((one) => one === role));
  return has || isSiteAdmin(who) ? yes({ is: 'allowed' }) : no({ is: 'wrong-role', could: roles });
}

function byHost(who: Actor, { activity }: Owned): Explanation {
  const isHost =
    activity !== undefined && who.roles.some(({ role, on }) => role === 'host' && on === activity);
  return isHost ? yes({ is: 'allowed' }) : no({ is: 'wrong-role', could: ['host'] });
}

/** A teacher's seat with a grant in force, in a community where the learner is met too. */
function byTeaching(who: Actor, communities: readonly CommunityId[]): Explanation {
  const { seat } = who;
  const isGranted =
    seat?.as === 'teacher' &&
    communities.includes(seat.community) &&
    who.grants.some(({ community, nativeRole }) => community === seat.community && nativeRole === 'teacher');
  return isGranted ? yes({ is: 'allowed' }) : no({ is: 'wrong-role', could: ['teacher'] });
}

/** A community that is nobody's yet has nobody who runs it. */
const byRunning = (who: Actor, { organiser }: Hosted): Explanation =>
  organiser === null ? no({ is: 'wrong-role', could: [] }) : byRole(who, organiser, ['owner', 'manager']);

/** Allowed in any one way; else every way that there would be. */
export function firstYes(...ways: readonly Explanation[]): Explanation {
  const allowed = ways.find(({ verdict }) => verdict === 'yes');
  if (allowed) return allowed;
  const could = ways.flatMap(({ reason }) => (reason.is === 'wrong-role' ? reason.could : []));
  return no({ is: 'wrong-role', could: [...new Set(could)] });
}
