import type { Room } from '../activities/room.ts';
import type { Review } from '../evidence/review.ts';
import type { PersonId } from '../ids.ts';
import type { Entities } from '../ports/records.ts';
import type { Moved } from './merge.ts';
import type { DoneByKind } from './own-kind-names.ts';
import type { OfOwnKinds, OwnKind } from './own-kinds.ts';
import type { OwnRecords } from './read-own.ts';

/** What goes from one person to another. Every kind has its line: one that is forgotten does not compile. */
export type Moving = OfOwnKinds & { readonly [Kind in DoneByKind]: readonly Entities[Kind][] };

/** What of theirs the kept one has nothing like; where both have something, the kept one's stays. */
export function whatMoves(ours: OwnRecords, theirs: OwnRecords): Moving {
  const work = others(theirs.work, ours.work, ({ task }) => task);
  return {
    identity: theirs.identities,
    membership: others(theirs.memberships, ours.memberships, ({ community }) => community),
    staff: others(theirs.staff, ours.staff, ({ organiser }) => organiser),
    siteRole: others(theirs.siteRoles, ours.siteRoles, ({ role, on }) => `${role} ${on}`),
    enrolment: others(theirs.enrolments, ours.enrolments, ({ subject }) => subject.id),
    work,
    evidence: theirs.evidence.filter((one) => work.some(({ id }) => id === one.work)),
    completion: others(theirs.completions, ours.completions, ({ activity }) => activity),
    award: others(theirs.awards, ours.awards, ({ badge }) => badge),
    claimUse: others(theirs.claims, ours.claims, ({ code }) => code),
    foreignBadge: others(theirs.foreignBadges, ours.foreignBadges, ({ subject }) => subject),
    grade: others(theirs.grades, ours.grades, ({ placement }) => placement),
    score: others(theirs.scores, ours.scores, ({ placement }) => placement),
    application: others(theirs.applications, ours.applications, ({ endorsement }) => endorsement),
    notice: theirs.notices.filter(({ seenAt }) => seenAt === null),
    reflection: theirs.reflections,
    review: others(theirs.reviewsGiven, ours.reviewsGiven, (one) => `${one.work} ${one.evidenceVersion}`),
    room: theirs.rooms.filter((room) => isUndecided(room) && !ours.rooms.some(({ id }) => id === room.id)),
  };
}

const others = <One>(theirs: readonly One[], ours: readonly One[], key: (one: One) => string) => {
  const known = new Set(ours.map(key));
  return theirs.filter((one) => !known.has(key(one)));
};

/** Who was there is settled once it was confirmed. */
const isUndecided = ({ state }: Room): boolean => state === 'open' || state === 'closed';

/** What was moved then and is still the kept one's. */
export function whatGoesBack(own: OwnRecords, moved: Moved): Moving {
  const of = <One extends { readonly id: string }>(all: readonly One[], ids: readonly string[] = []) =>
    all.filter(({ id }) => ids.includes(id));
  return {
    identity: of(own.identities, moved.identities),
    membership: of(own.memberships, moved.memberships),
    staff: of(own.staff, moved.staff),
    siteRole: of(own.siteRoles, moved.siteRoles),
    enrolment: of(own.enrolments, moved.enrolments),
    work: of(own.work, moved.work),
    evidence: of(own.evidence, moved.evidence),
    completion: own.completions.filter(({ activity }) => moved.completions?.includes(activity)),
    award: of(own.awards, moved.awards),
    claimUse: of(own.claims, moved.claims),
    foreignBadge: of(own.foreignBadges, moved.foreignBadges),
    grade: of(own.grades, moved.grades),
    score: of(own.scores, moved.scores),
    application: of(own.applications, moved.applications),
    notice: of(own.notices, moved.notices),
    reflection: of(own.reflections, moved.reflections),
    review: of(own.reviewsGiven, moved.reviews),
    room: of(own.rooms, moved.rooms).filter(isUndecided),
  };
}

/** As a merge remembers it. */
export const movedOf = (moving: Moving): Required<Omit<Moved, 'emails'>> => ({
  identities: idsOf(moving.identity),
  memberships: idsOf(moving.membership),
  staff: idsOf(moving.staff),
  siteRoles: idsOf(moving.siteRole),
  enrolments: idsOf(moving.enrolment),
  work: idsOf(moving.work),
  evidence: idsOf(moving.evidence),
  completions: moving.completion.map(({ activity }) => activity),
  awards: idsOf(moving.award),
  claims: idsOf(moving.claimUse),
  foreignBadges: idsOf(moving.foreignBadge),
  grades: idsOf(moving.grade),
  scores: idsOf(moving.score),
  applications: idsOf(moving.application),
  notices: idsOf(moving.notice),
  reflections: idsOf(moving.reflection),
  reviews: idsOf(moving.review),
  rooms: idsOf(moving.room),
});

const idsOf = (records: readonly { readonly id: string }[]): readonly string[] => records.map(({ id }) => id);

/** The same records, somebody else's. */
export function handedOver(moving: Moving, from: PersonId, to: PersonId): Moving {
  const theirs = <One extends Entities[OwnKind]>(records: readonly One[]): readonly One[] =>
    records.map((one) => ({ ...one, person: to }));
  return {
    identity: theirs(moving.identity),
    membership: theirs(moving.membership),
    staff: theirs(moving.staff),
    siteRole: theirs(moving.siteRole),
    enrolment: theirs(moving.enrolment),
    work: theirs(moving.work),
    evidence: theirs(moving.evidence),
    completion: theirs(moving.completion),
    award: theirs(moving.award),
    claimUse: theirs(moving.claimUse),
    foreignBadge: theirs(moving.foreignBadge),
    grade: theirs(moving.grade),
    score: theirs(moving.score),
    application: theirs(moving.application),
    notice: theirs(moving.notice),
    reflection: theirs(moving.reflection),
    review: moving.review.map((one): Review => ({ ...one, reviewer: to })),
    room: moving.room.map((room) => roomOf(room, from, to)),
  };
}

const roomOf = (room: Room, from: PersonId, to: PersonId): Room => ({
  ...room,
  leader: room.leader === from ? to : room.leader,
  attendances: room.attendances.map((one) => (one.person === from ? { ...one, person: to } : one)),
});
