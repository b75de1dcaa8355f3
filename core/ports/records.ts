import type { Activity } from '../activities/activity.ts';
import type { Completion } from '../activities/completion.ts';
import type { Enrolment } from '../activities/enrolment.ts';
import type { Room } from '../activities/room.ts';
import type { Award } from '../badges/award.ts';
import type { Badge } from '../badges/badge.ts';
import type { ClaimCode, ClaimUse } from '../badges/claim-code.ts';
import type { Credential } from '../badges/credential.ts';
import type { ForeignBadge } from '../badges/foreign-badge.ts';
import type { IssuerKey } from '../badges/issuer-key.ts';
import type { StatusList, StatusPlace } from '../badges/status-list.ts';
import type { Entry } from '../catalogue/entry.ts';
import type { Query } from '../catalogue/query.ts';
import type { ClassCounts, ClassFilter, ClassTerms } from '../communities/class-terms.ts';
import type { Community } from '../communities/community.ts';
import type { Membership } from '../communities/membership.ts';
import type { Placement } from '../communities/placement.ts';
import type { DomainEvent } from '../domain-events.ts';
import type { Endorsement } from '../endorsements/endorsement.ts';
import type { Application } from '../endorsements/opportunity.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Review } from '../evidence/review.ts';
import type { Work } from '../evidence/work.ts';
import type { Grade, GradeState, GradeTrouble } from '../grades/grade.ts';
import type { ScoreRead } from '../grades/score-read.ts';
import type {
  ActivityId,
  ApplicationId,
  AwardId,
  BadgeId,
  ClaimCodeId,
  ClaimUseId,
  CommunityId,
  CredentialId,
  EndorsementId,
  EvidenceId,
  ForeignBadgeId,
  GradeId,
  GrantId,
  LocationId,
  MergeId,
  NoticeId,
  OrganiserId,
  PersonId,
  PlacementId,
  PlaylistId,
  RoomId,
  StaffId,
  Subject,
  TaskId,
  WorkId,
} from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { CommunityKind, IdentityKind } from '../lists.ts';
import type { Location } from '../locations/location.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Staff } from '../organisers/staff.ts';
import type { Grant } from '../people/grant.ts';
import type { Identity } from '../people/identity.ts';
import type { Merge } from '../people/merge.ts';
import type { Notice } from '../people/notice.ts';
import type { Person } from '../people/person.ts';
import type { SiteRole } from '../people/site-role.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Reflection } from '../reflections/reflection.ts';

/** `revision` is the one the record was read at; 0 was never kept. */
export interface Kept {
  readonly id: string;
  readonly revision: number;
}

export interface Entities {
  readonly location: Location;
  readonly organiser: Organiser;
  readonly staff: Staff;
  readonly person: Person;
  readonly identity: Identity;
  readonly notice: Notice;
  readonly grant: Grant;
  readonly community: Community;
  readonly membership: Membership;
  readonly placement: Placement;
  readonly activity: Activity;
  readonly playlist: Playlist;
  readonly enrolment: Enrolment;
  readonly work: Work;
  readonly evidence: Evidence;
  readonly review: Review;
  readonly completion: Completion;
  readonly badge: Badge;
  readonly award: Award;
  readonly credential: Credential;
  readonly issuerKey: IssuerKey;
  readonly statusList: StatusList;
  readonly claimCode: ClaimCode;
  readonly claimUse: ClaimUse;
  readonly foreignBadge: ForeignBadge;
  readonly grade: Grade;
  readonly score: ScoreRead;
  readonly merge: Merge;
  readonly room: Room;
  readonly endorsement: Endorsement;
  readonly application: Application;
  readonly siteRole: SiteRole;
  readonly reflection: Reflection;
}
export type EntityName = keyof Entities;
export type Changes = {
  readonly [Name in EntityName]?: readonly Entities[Name][];
} & {
  /** What the catalogue shows, written and taken out with the record it comes from. Keyed by the subject's id. */
  readonly catalogue?: readonly (Entry | { readonly remove: Subject })[];
};

export type Maybe<T> = Promise<T | null>;
export type Many<T> = Promise<readonly T[]>;
/** `next` marks the page after; null at the end. */
export type Paged<T> = Promise<{ readonly items: readonly T[]; readonly next: string | null }>;
/** `size` 1..200; `after` is a `next` that was given before. */
export interface Page {
  readonly size: number;
  readonly after: string | null;
}

/** One learner's line in the class view. */
export interface ClassRow {
  readonly membership: Membership;
  readonly alias: string;
  /** Of the activities looked at. */
  readonly completed: readonly ActivityId[];
  /** Of the activities looked at. */
  readonly work: readonly Work[];
}

export interface GradesOfAKind {
  /** Null: of every one. */
  readonly placement: PlacementId | null;
  readonly state: GradeState;
  /** Null: whatever it is. */
  readonly trouble: GradeTrouble | null;
}

/** A grade, and whose it is. */
export interface GradeRow {
  readonly grade: Grade;
  /** As the community shares it; null: it shares none. */
  readonly name: string | null;
  readonly alias: string;
}

export interface GradeTally {
  readonly placement: PlacementId;
  readonly state: GradeState;
  readonly trouble: GradeTrouble | null;
  readonly count: number;
}

/** Lists come in the order that is said, else by id, the order in which things were made. `byIds`: as asked for. */
export interface Records {
  readonly locations: {
    byId(id: LocationId): Maybe<Location>;
    bySlug(slug: string): Maybe<Location>;
    /** By slug. */
    all(): Many<Location>;
  };
  readonly organisers: {
    byId(id: OrganiserId): Maybe<Organiser>;
    bySlug(slug: string): Maybe<Organiser>;
    /** By slug. */
    all(): Many<Organiser>;
  };
  readonly staff: {
    byId(id: StaffId): Maybe<Staff>;
    /** Roles that were not ended. */
    of(person: PersonId): Many<Staff>;
    /** Ended ones too. */
    everOf(person: PersonId): Many<Staff>;
    /** Ended ones too, oldest first. */
    at(organiser: OrganiserId): Many<Staff>;
  };
  readonly people: {
    byId(id: PersonId): Maybe<Person>;
    byIds(ids: readonly PersonId[]): Many<Person>;
  };
  readonly identities: {
    /** Never by e-mail: an LMS can claim any address. */
    find(kind: IdentityKind, tenant: string, subject: string): Maybe<Identity>;
    of(person: PersonId): Many<Identity>;
    /** Everybody whom a server or workspace knows, 200 at most, by subject. */
    inTenant(kind: IdentityKind, tenant: string): Many<Identity>;
  };
  readonly notices: {
    byId(id: NoticeId): Maybe<Notice>;
    /** Not seen yet, newest first, 50 at most. */
    unseen(person: PersonId): Many<Notice>;
    /** Seen ones too, oldest first. */
    of(person: PersonId): Many<Notice>;
  };
  readonly communities: {
    byId(id: CommunityId): Maybe<Community>;
    byIds(ids: readonly CommunityId[]): Many<Community>;
    find(kind: CommunityKind, tenant: string, nativeId: string): Maybe<Community>;
    /** All of a tenant, by their own ids: an organisation's workspaces. */
    inTenant(kind: CommunityKind, tenant: string): Many<Community>;
    /** By title. */
    of(organiser: OrganiserId): Many<Community>;
  };
  readonly memberships: {
    one(community: CommunityId, person: PersonId): Maybe<Membership>;
    /** Active and inactive. */
    of(person: PersonId): Many<Membership>;
    /** By id: the order of first being met. */
    in(community: CommunityId, page: Page): Paged<Membership>;
  };
  readonly merges: {
    byId(id: MergeId): Maybe<Merge>;
    /** That somebody kept or was merged in, newest first. */
    of(person: PersonId): Many<Merge>;
  };
  readonly rooms: {
    byId(id: RoomId): Maybe<Room>;
    /** Of an activity, newest first. */
    of(activity: ActivityId): Many<Room>;
    /** That are open now, by id. */
    open(): Many<Room>;
  };
  readonly grants: {
    byId(id: GrantId): Maybe<Grant>;
    in(community: CommunityId): Many<Grant>;
  };
  readonly placements: {
    byId(id: PlacementId): Maybe<Placement>;
    /** That stand there. */
    of(subject: Subject): Many<Placement>;
    /** That stand there. */
    in(community: CommunityId): Many<Placement>;
    /** Removed ones too. */
    everIn(community: CommunityId): Many<Placement>;
    byLink(community: CommunityId, nativeLink: string): Maybe<Placement>;
  };
  readonly activities: {
    byId(id: ActivityId): Maybe<Activity>;
    /** In the order asked for; unknown ones are left out. */
    byIds(ids: readonly ActivityId[]): Many<Activity>;
    byOrigin(organiser: OrganiserId, key: string): Maybe<Activity>;
    /** By id. */
    of(organiser: OrganiserId): Many<Activity>;
  };
  readonly playlists: {
    byId(id: PlaylistId): Maybe<Playlist>;
    byOrigin(organiser: OrganiserId, key: string): Maybe<Playlist>;
    /** Whose steps hold it. */
    holding(activity: ActivityId): Many<Playlist>;
    /** By id. */
    of(organiser: OrganiserId): Many<Playlist>;
  };
  readonly enrolments: {
    one(person: PersonId, subject: Subject): Maybe<Enrolment>;
    of(person: PersonId): Many<Enrolment>;
    /** State `requested`, oldest first. */
    requested(organiser: OrganiserId, page: Page): Paged<Enrolment>;
    /** Who joined or completed anything of this organiser, each once, by id; test students too. */
    people(organiser: OrganiserId, page: Page): Paged<PersonId>;
    /** How many are joined or completed, test students left out; with a community, of its active members only. */
    count(subject: Subject, community: CommunityId | null): Promise<number>;
  };
  readonly work: {
    byId(id: WorkId): Maybe<Work>;
    one(person: PersonId, task: TaskId): Maybe<Work>;
    of(person: PersonId, activities: readonly ActivityId[]): Many<Work>;
    /** Longest waiting first; with a community, of its active members only. */
    inReview(activities: readonly ActivityId[], community: CommunityId | null, page: Page): Paged<Work>;
    /** Of these, in the same order, all but what only peers were asked about and has been waiting for less long. */
    forOrganisers(
      activities: readonly ActivityId[],
      community: CommunityId | null,
      offeredSince: Instant,
      page: Page,
    ): Paged<Work>;
  };
  readonly evidence: {
    byId(id: EvidenceId): Maybe<Evidence>;
    /** By version, oldest first. */
    history(work: WorkId): Many<Evidence>;
    of(person: PersonId): Many<Evidence>;
  };
  readonly reviews: {
    /** Oldest first. */
    of(work: WorkId): Many<Review>;
    /** That this person gave, oldest first. */
    by(reviewer: PersonId): Many<Review>;
  };
  readonly completions: {
    one(person: PersonId, activity: ActivityId): Maybe<Completion>;
    /** Those that count, not voided. */
    of(person: PersonId): Promise<ReadonlySet<ActivityId>>;
    /** Voided ones too. */
    everOf(person: PersonId): Many<Completion>;
    /** Who completed it, by id; test students too. */
    people(activity: ActivityId, page: Page): Paged<PersonId>;
  };
  readonly badges: {
    byId(id: BadgeId): Maybe<Badge>;
    byIds(ids: readonly BadgeId[]): Many<Badge>;
    byOrigin(organiser: OrganiserId, key: string): Maybe<Badge>;
    /** Active ones with a rule on it. */
    earnedBy(subject: Subject): Many<Badge>;
    /** Active ones whose prerequisites name this badge, or any badge of its organiser. */
    needing(badge: BadgeId, organiser: OrganiserId): Many<Badge>;
    /** By id. */
    of(organiser: OrganiserId): Many<Badge>;
  };
  readonly awards: {
    byId(id: AwardId): Maybe<Award>;
    byAddress(address: string): Maybe<Award>;
    /** The latest round. */
    latest(badge: BadgeId, person: PersonId): Maybe<Award>;
    /** Newest first. */
    heldBy(person: PersonId, page: Page): Paged<Award>;
    /** Of this organiser's badges, newest first. */
    of(organiser: OrganiserId, page: Page): Paged<Award>;
    /** That wait, of this organiser's badges; by id. */
    waiting(organiser: OrganiserId, page: Page): Paged<Award>;
    hasReleased(badge: BadgeId): Promise<boolean>;
    /** Who has this place in a status list. */
    atPlace(place: StatusPlace): Maybe<Award>;
    /** How many have a place in this list. */
    countIn(list: number): Promise<number>;
    /** Places in this list of those that were revoked or withdrawn; ascending. */
    goneIn(list: number): Many<number>;
    /** Revoked or withdrawn, with a place in a status list; by id. */
    gone(organiser: OrganiserId, page: Page): Paged<Award>;
    /** Issued before there were credentials, so without one; by id. */
    unsigned(page: Page): Paged<Award>;
    countUnsigned(): Promise<number>;
  };
  readonly credentials: {
    byId(id: CredentialId): Maybe<Credential>;
    /** Whose document, or signed assertion, this key signed; by id. */
    signedWith(key: Pick<IssuerKey, 'organiser' | 'kind' | 'kid'>, page: Page): Paged<Credential>;
  };
  readonly issuerKeys: {
    /** In the order in which they were made. */
    of(organiser: OrganiserId): Many<IssuerKey>;
  };
  readonly statusLists: {
    byNumber(number: number): Maybe<StatusList>;
    /** By number. */
    of(organiser: OrganiserId): Many<StatusList>;
    /** The highest number of all; 0: there is none. */
    last(): Promise<number>;
  };
  readonly claimCodes: {
    byId(id: ClaimCodeId): Maybe<ClaimCode>;
    byDigest(digest: string): Maybe<ClaimCode>;
    /** Those for whoever has them, by id. */
    of(badge: BadgeId): Many<ClaimCode>;
    personal(badge: BadgeId, recipient: string): Maybe<ClaimCode>;
    /** Those of an organiser that let people in, by id. */
    joining(organiser: OrganiserId): Many<ClaimCode>;
  };
  readonly claimUses: {
    byId(id: ClaimUseId): Maybe<ClaimUse>;
    one(code: ClaimCodeId, person: PersonId): Maybe<ClaimUse>;
    /** By id. */
    of(code: ClaimCodeId): Many<ClaimUse>;
    by(person: PersonId): Many<ClaimUse>;
    /** State `requested`, longest waiting first. */
    requested(badge: BadgeId): Many<ClaimUse>;
    /** How often each code of a badge was used, refused ones left out; unused codes are not in it. By code. */
    tally(badge: BadgeId): Many<{ readonly code: ClaimCodeId; readonly count: number }>;
  };
  readonly foreignBadges: {
    byId(id: ForeignBadgeId): Maybe<ForeignBadge>;
    one(person: PersonId, subject: string): Maybe<ForeignBadge>;
    /** By id: the order in which they came. */
    of(person: PersonId): Many<ForeignBadge>;
  };
  readonly grades: {
    byId(id: GradeId): Maybe<Grade>;
    one(placement: PlacementId, person: PersonId): Maybe<Grade>;
    /** By id. */
    of(placement: PlacementId, page: Page): Paged<Grade>;
    /** Of a community's, those of a kind, each with its learner; by trouble, none first, then by id. */
    in(community: CommunityId, which: GradesOfAKind, page: Page): Paged<GradeRow>;
    /** How many of each kind a community has; by placement, state, trouble. */
    tally(community: CommunityId): Many<GradeTally>;
  };
  readonly endorsements: {
    byId(id: EndorsementId): Maybe<Endorsement>;
    byAddress(address: string): Maybe<Endorsement>;
    /** Of any of these things, in every state; by id. */
    of(objects: readonly string[]): Many<Endorsement>;
    /** Of whatever is this organiser's; by id. */
    at(organiser: OrganiserId): Many<Endorsement>;
    /** That this organiser was asked for, or gave; by id. */
    by(organiser: OrganiserId): Many<Endorsement>;
    /** That wait for a coordinator; by id. */
    toCheck(): Many<Endorsement>;
    atPlace(place: StatusPlace): Maybe<Endorsement>;
    countIn(list: number): Promise<number>;
    /** Places in this list of those that were withdrawn or revoked; ascending. */
    goneIn(list: number): Many<number>;
  };
  readonly applications: {
    byId(id: ApplicationId): Maybe<Application>;
    one(endorsement: EndorsementId, person: PersonId): Maybe<Application>;
    /** Oldest first. */
    of(endorsement: EndorsementId): Many<Application>;
    by(person: PersonId): Many<Application>;
  };
  readonly siteRoles: {
    one(person: PersonId, role: SiteRole['role'], on: SiteRole['on']): Maybe<SiteRole>;
    /** That were not ended. */
    of(person: PersonId): Many<SiteRole>;
    /** Ended ones too. */
    everOf(person: PersonId): Many<SiteRole>;
    /** That were not ended. */
    on(on: SiteRole['on']): Many<SiteRole>;
  };
  readonly reflections: {
    /** By id: as they were written. */
    of(person: PersonId): Many<Reflection>;
  };
  readonly scores: {
    of(person: PersonId): Many<ScoreRead>;
    at(placement: PlacementId): Many<ScoreRead>;
    /** Who has a score in it, by id. */
    people(activity: ActivityId, page: Page): Paged<PersonId>;
  };
  readonly classes: {
    /**
     * Active learners of a community without test students, each with what stands in the activities looked at.
     * By `sortsAs`, then id.
     */
    rows(community: CommunityId, terms: ClassTerms, show: ClassFilter, page: Page): Paged<ClassRow>;
    counts(community: CommunityId, terms: ClassTerms): Promise<ClassCounts>;
  };
  readonly catalogue: {
    /**
     * Nearest first with `near`. Else best match first: all words in the name, the same with the last one as a
     * beginning, all words anywhere; where equal playlists before activities, then as they came into the catalogue.
     */
    search(query: Query, page: Page): Paged<Entry>;
    bySubject(subject: Subject): Maybe<Entry>;
    byKey(key: string): Maybe<Entry>;
  };

  /**
   * Writes every record and tells every domain event, or does neither.
   * A record is written only over the revision it was read at, which counts up by one.
   * A domain event with `due` is told no earlier.
   * @throws Stale a revision has moved on or a unique rule would break: run the use case again
   */
  keep(changes: Changes, events?: readonly DomainEvent[]): Promise<void>;
}
