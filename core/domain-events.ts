import type { WhichGrades } from './grades/which-grades.ts';
import type {
  ActivityId,
  ApplicationId,
  AwardId,
  BadgeId,
  ClaimCodeId,
  ClaimUseId,
  CommunityId,
  EndorsementId,
  FileId,
  ForeignBadgeId,
  GradeId,
  MailId,
  OrganiserId,
  PersonId,
  PlacementId,
  PlaylistId,
  RoomId,
  Subject,
  TaskId,
} from './ids.ts';
import type { Instant } from './instant.ts';
import type { Audience, IdentityKind } from './lists.ts';
import type { Actor } from './people/actor.ts';

interface ForWork {
  readonly person: PersonId;
  readonly activity: ActivityId;
  readonly task: TaskId;
  readonly evidenceVersion: number;
}
interface ForAward {
  readonly award: AwardId;
  readonly badge: BadgeId;
  readonly person: PersonId;
}
interface ForCode {
  readonly use: ClaimUseId;
  readonly code: ClaimCodeId;
  /** Null: it let them in. */
  readonly badge: BadgeId | null;
  readonly person: PersonId;
}
interface ForEndorsement {
  readonly endorsement: EndorsementId;
}
interface ForContent<Id> {
  readonly object: Id;
  readonly organiser: OrganiserId;
  readonly version: number;
}

/** Facts that came about: past tense, ids only. A reaction reads what is true when it runs. */
export interface DomainEvents {
  'person.recognised': { readonly person: PersonId };
  /** Due on a Monday; of a later round it is void. */
  'weekly-note.due': { readonly person: PersonId; readonly round: number };
  'person.email-verified': { readonly person: PersonId };
  /** How they wish to be spoken to; which roles they take. */
  'person.settings-changed': { readonly person: PersonId };
  'identity.linked': { readonly person: PersonId };
  'identity.unlinked': {
    readonly person: PersonId;
    readonly kind: IdentityKind;
    readonly tenant: string;
    readonly subject: string;
  };
  'people.merged': { readonly kept: PersonId; readonly merged: PersonId };
  'people.merge-undone': { readonly kept: PersonId; readonly merged: PersonId };
  'person.erased': { readonly person: PersonId };
  'organiser.opened': { readonly organiser: OrganiserId };
  'organiser.verified': { readonly organiser: OrganiserId };
  /** Its name, address or e-mail. */
  'organiser.changed': { readonly organiser: OrganiserId };
  'staff.invited': { readonly organiser: OrganiserId; readonly person: PersonId };
  'staff.ended': { readonly organiser: OrganiserId; readonly person: PersonId };
  'grant.given': { readonly organiser: OrganiserId };
  'grant.ended': { readonly organiser: OrganiserId };
  'platform.invited': { readonly organiser: OrganiserId };
  'platform.switched': { readonly organiser: OrganiserId; readonly to: 'on' | 'off' };
  /** A school behind a connected platform opened us for the first time; nobody has let it in yet. */
  'school.waiting': { readonly organiser: OrganiserId };
  /** Another site opens us under a school that was let in: a copy of it, or itself after a move. */
  'school.cloned': { readonly organiser: OrganiserId };
  'school.moved': { readonly organiser: OrganiserId };
  'school.decided': { readonly organiser: OrganiserId; readonly decision: 'approved' | 'blocked' };
  'community.connected': { readonly organiser: OrganiserId | null; readonly audience: Audience };
  /** Once a day where badges bring roles: what no other event tells, such as a badge whose time is over. */
  /** Once a day: are we still there? */
  'community.look-due': { readonly community: CommunityId };
  'community.sweep-due': { readonly community: CommunityId };
  'community.set-up': { readonly community: CommunityId };
  'community.announced': { readonly community: CommunityId; readonly subject: Subject };
  /** Something waits there that a nameless notice may tell. */
  'community.notice-due': { readonly community: CommunityId; readonly of: 'reviews' | 'news' };
  'community.disconnected': { readonly community: CommunityId };
  'community.roster-due': { readonly community: CommunityId };
  'community.copied': { readonly from: readonly string[] };
  /** Known there as a learner who was not before; what they have done elsewhere counts there too. */
  'community.entered': { readonly person: PersonId };
  'placement.made': { readonly placement: PlacementId; readonly subject: Subject };
  /** A new, empty one in the LMS, where a teacher asked for it. */
  'grade-column.added': { readonly placement: PlacementId };
  'placement.removed': { readonly placement: PlacementId; readonly subject: Subject };
  'badge.drafted': ForContent<BadgeId>;
  /** Never published, and taken off the desk. */
  'badge.draft-removed': ForContent<BadgeId>;
  'badge.retired': ForContent<BadgeId>;
  /** Its rules hold from now on; `people`: how many met them already. */
  'rule.switched-on': ForContent<BadgeId> & { readonly people: number };
  /** Somebody met the rules of a badge before they were switched on. */
  'rule.met': { readonly badge: BadgeId; readonly person: PersonId };
  'activity.published': ForContent<ActivityId>;
  'playlist.published': ForContent<PlaylistId>;
  'badge.published': ForContent<BadgeId>;
  'activity.changed': ForContent<ActivityId>;
  'playlist.changed': ForContent<PlaylistId>;
  'badge.changed': ForContent<BadgeId>;
  /** For late work; no new version. */
  'activity.late-work-closed': { readonly activity: ActivityId };
  'activity.late-work-opened': { readonly activity: ActivityId };
  'activity.joined': { readonly person: PersonId; readonly activity: ActivityId };
  'activity.join-requested': { readonly person: PersonId; readonly activity: ActivityId };
  'activity.join-answered': { readonly person: PersonId; readonly activity: ActivityId };
  /** Before it begins, for those who wish to be reminded. */
  'activity.reminder-due': { readonly person: PersonId; readonly activity: ActivityId };
  'activity.left': { readonly person: PersonId; readonly activity: ActivityId };
  /** By hand; due when it can no longer be undone. */
  'activity.confirmed': { readonly person: PersonId; readonly activity: ActivityId };
  'activity.completed': { readonly person: PersonId; readonly activity: ActivityId };
  'activity.completion-voided': { readonly person: PersonId; readonly activity: ActivityId };
  'room.opened': { readonly room: RoomId; readonly activity: ActivityId };
  'room.attended': { readonly room: RoomId; readonly activity: ActivityId; readonly person: PersonId };
  'room.closed': { readonly room: RoomId; readonly activity: ActivityId };
  'room.confirmed': { readonly room: RoomId; readonly activity: ActivityId };
  'playlist.joined': { readonly person: PersonId; readonly playlist: PlaylistId };
  'playlist.step-opened': {
    readonly person: PersonId;
    readonly playlist: PlaylistId;
    readonly activity: ActivityId;
  };
  'playlist.completed': { readonly person: PersonId; readonly playlist: PlaylistId };
  'evidence.submitted': ForWork;
  'evidence.taken-back': ForWork;
  'review.asked': ForWork & { readonly of: 'peers' | 'organisers' };
  'review.given': ForWork;
  'work.finished': ForWork;
  'work.sent-back': ForWork;
  'work.rejected': ForWork;
  'work.reopened': ForWork;
  /** A peer asks organisers to look. */
  'message.reported': ForWork;
  'work.overruled': ForWork;
  /** Due when it should have been handed in. */
  'upload.kept': { readonly file: FileId; readonly person: PersonId };
  'award.earned': ForAward;
  'award.waiting': ForAward;
  'award.issued': ForAward;
  'award.provenance-added': ForAward;
  /** When the community of its earner opens. */
  'award.celebration-due': ForAward;
  'award.revoked': ForAward;
  'award.withdrawn': ForAward;
  'award.signed-again': ForAward;
  'award.shared': ForAward;
  /** By the first download: its documents answer from then on. */
  'award.downloaded': ForAward;
  'award.visibility-changed': ForAward;
  /** Issued to another recipient: an e-mail that its holder has verified. */
  'award.readdressed': ForAward;
  /** Added or taken away by its holder. */
  'evidence.added-later': ForAward;
  'issuer-key.rotated': { readonly organiser: OrganiserId };
  /** `after`: where to go on among what it signed; null: from the first. */
  'issuer-key.compromised': {
    readonly organiser: OrganiserId;
    readonly kid: string;
    readonly after: string | null;
  };
  /** `activity`: that they are host of. */
  'role.given': { readonly person: PersonId; readonly activity?: ActivityId };
  'role.ended': { readonly person: PersonId; readonly activity?: ActivityId };
  'endorsement.asked': ForEndorsement;
  /** Due a week after it was asked; nothing more is written after that. */
  'endorsement.reminder-due': ForEndorsement;
  'endorsement.declined': ForEndorsement;
  /** By somebody without an account: a coordinator looks at it first. */
  'endorsement.written': ForEndorsement;
  'endorsement.signed': ForEndorsement;
  'endorsement.refused': ForEndorsement;
  'endorsement.withdrawn': ForEndorsement;
  'endorsement.revoked': ForEndorsement;
  'opportunity.applied': ForEndorsement & { readonly application: ApplicationId };
  'opportunity.answered': ForEndorsement & { readonly application: ApplicationId };
  'grade.queued': {
    readonly grade: GradeId;
    readonly placement: PlacementId;
    readonly person: PersonId;
    /** Of the grade: a later queueing makes this one void. */
    readonly round: number;
  };
  /** `badge` null: codes that let people in. */
  'code.made': { readonly badge: BadgeId | null; readonly organiser: OrganiserId; readonly count: number };
  'code.used': ForCode;
  /** It waits for an organiser's word. */
  'code.requested': ForCode;
  /** A badge of another site, after it was verified. */
  'reflection.written': { readonly person: PersonId };
  'badge.brought': { readonly badge: ForeignBadgeId; readonly person: PersonId };
  /** Laid down in the key-value store; nothing of it is in here. */
  'mail.queued': { readonly mail: MailId };
  /** More than could be queued at once. */
  /** Another one than the last time. */
  'grade.read': { readonly placement: PlacementId; readonly person: PersonId; readonly activity: ActivityId };
  'grades.asked-again': { readonly community: CommunityId; readonly which: WhichGrades };
}
export type DomainEventName = keyof DomainEvents;

/** What a use case hands to `keep`; the engine adds id and moment. */
export type DomainEvent = {
  readonly [Name in DomainEventName]: {
    readonly name: Name;
    readonly payload: DomainEvents[Name];
    /** Null: the operator, or a reaction. */
    readonly by: PersonId | null;
    readonly community: CommunityId | null;
    /** Told no earlier than this. */
    readonly due?: Instant;
  };
}[DomainEventName];

/** A domain event as kept: told to its reactions at least once. */
export type Told<Name extends DomainEventName = DomainEventName> = {
  readonly [N in Name]: Extract<DomainEvent, { readonly name: N }> & {
    readonly id: string;
    readonly at: Instant;
  };
}[Name];

/** @param who whose act it was; its seat says in which community */
export function domainEvent<Name extends DomainEventName>(
  who: Pick<Actor, 'person' | 'seat'>,
  name: Name,
  payload: DomainEvents[Name],
  due?: Instant,
): DomainEvent {
  // The compiler does not carry the pair (name, payload) through the mapped union.
  return {
    name,
    payload,
    by: who.person,
    community: who.seat?.community ?? null,
    ...(due ? { due } : {}),
  } as DomainEvent;
}

/** What follows from another domain event: nobody's act, in the same community. */
export const following = (event: Told): Pick<Actor, 'person' | 'seat'> => ({
  person: null,
  seat: event.community ? { community: event.community, as: 'visitor' } : null,
});
