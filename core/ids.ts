import { z } from 'zod';

/** Opaque, safe in any URL, cookie name or button; one brand per kind, so that ids are never mixed up. */
const idOf = <Brand extends string>() =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id: letters, digits, - and _')
    .brand<Brand>();

export const LocationId = idOf<'LocationId'>();
export type LocationId = z.infer<typeof LocationId>;
export const OrganiserId = idOf<'OrganiserId'>();
export type OrganiserId = z.infer<typeof OrganiserId>;
export const StaffId = idOf<'StaffId'>();
export type StaffId = z.infer<typeof StaffId>;
export const PersonId = idOf<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const IdentityId = idOf<'IdentityId'>();
export type IdentityId = z.infer<typeof IdentityId>;
export const GrantId = idOf<'GrantId'>();
export type GrantId = z.infer<typeof GrantId>;
export const CommunityId = idOf<'CommunityId'>();
export type CommunityId = z.infer<typeof CommunityId>;
export const MembershipId = idOf<'MembershipId'>();
export type MembershipId = z.infer<typeof MembershipId>;
export const PlacementId = idOf<'PlacementId'>();
export type PlacementId = z.infer<typeof PlacementId>;
export const ActivityId = idOf<'ActivityId'>();
export type ActivityId = z.infer<typeof ActivityId>;
export const TaskId = idOf<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;
export const PlaylistId = idOf<'PlaylistId'>();
export type PlaylistId = z.infer<typeof PlaylistId>;
export const EnrolmentId = idOf<'EnrolmentId'>();
export type EnrolmentId = z.infer<typeof EnrolmentId>;
export const WorkId = idOf<'WorkId'>();
export type WorkId = z.infer<typeof WorkId>;
export const EvidenceId = idOf<'EvidenceId'>();
export type EvidenceId = z.infer<typeof EvidenceId>;
export const ReviewId = idOf<'ReviewId'>();
export type ReviewId = z.infer<typeof ReviewId>;
export const CompletionId = idOf<'CompletionId'>();
export type CompletionId = z.infer<typeof CompletionId>;
export const BadgeId = idOf<'BadgeId'>();
export type BadgeId = z.infer<typeof BadgeId>;
export const AwardId = idOf<'AwardId'>();
export type AwardId = z.infer<typeof AwardId>;
/** The same text as the id of its award. */
export const CredentialId = idOf<'CredentialId'>();
export type CredentialId = z.infer<typeof CredentialId>;
export const IssuerKeyId = idOf<'IssuerKeyId'>();
export type IssuerKeyId = z.infer<typeof IssuerKeyId>;
export const StatusListId = idOf<'StatusListId'>();
export type StatusListId = z.infer<typeof StatusListId>;
export const EndorsementId = idOf<'EndorsementId'>();
export type EndorsementId = z.infer<typeof EndorsementId>;
export const ApplicationId = idOf<'ApplicationId'>();
export type ApplicationId = z.infer<typeof ApplicationId>;
export const SiteRoleId = idOf<'SiteRoleId'>();
export type SiteRoleId = z.infer<typeof SiteRoleId>;
export const ScoreId = idOf<'ScoreId'>();
export type ScoreId = z.infer<typeof ScoreId>;
export const GradeId = idOf<'GradeId'>();
export type GradeId = z.infer<typeof GradeId>;
export const NoticeId = idOf<'NoticeId'>();
export type NoticeId = z.infer<typeof NoticeId>;
export const ClaimCodeId = idOf<'ClaimCodeId'>();
export type ClaimCodeId = z.infer<typeof ClaimCodeId>;
export const ClaimUseId = idOf<'ClaimUseId'>();
export type ClaimUseId = z.infer<typeof ClaimUseId>;
export const ReflectionId = idOf<'ReflectionId'>();
export type ReflectionId = z.infer<typeof ReflectionId>;
export const ForeignBadgeId = idOf<'ForeignBadgeId'>();
export type ForeignBadgeId = z.infer<typeof ForeignBadgeId>;
export const MailId = idOf<'MailId'>();
export type MailId = z.infer<typeof MailId>;
export const MergeId = idOf<'MergeId'>();
export type MergeId = z.infer<typeof MergeId>;
export const RoomId = idOf<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;
export const FileId = idOf<'FileId'>();
export type FileId = z.infer<typeof FileId>;

/** What a person can join, be given as a link, or be graded for. */
export type Subject =
  | { readonly kind: 'activity'; readonly id: ActivityId }
  | { readonly kind: 'playlist'; readonly id: PlaylistId };

/** A fresh id of the kind that is expected: `id: newId(ids)`. */
// Brands exist for the compiler only; `next` writes what every id schema takes.
export const newId = <Id extends string>(ids: { next(): string }): Id => ids.next() as Id;
