import type { ActivityId, AwardId, BadgeId, EndorsementId, OrganiserId, TaskId } from '../ids.ts';

/** What a notice is about: ids and words of a reviewer. Pages, cards and mails find the sentences. */
export type Note =
  | {
      readonly kind: 'work-sent-back';
      readonly activity: ActivityId;
      readonly task: TaskId;
      readonly words: string;
    }
  | {
      readonly kind: 'work-rejected';
      readonly activity: ActivityId;
      readonly task: TaskId;
      readonly words: string;
    }
  | {
      readonly kind: 'work-reopened';
      readonly activity: ActivityId;
      readonly task: TaskId;
      readonly words: string;
    }
  | {
      readonly kind: 'join-answered';
      readonly activity: ActivityId;
      readonly joined: boolean;
      readonly words: string | null;
    }
  /** It begins soon. */
  | { readonly kind: 'activity-soon'; readonly activity: ActivityId }
  /** For an organiser's people: a peer reported it, and it is hidden from peers. */
  | {
      readonly kind: 'work-reported';
      readonly activity: ActivityId;
      readonly task: TaskId;
      readonly words: string;
    }
  /** For the managers of an organiser: asked for one, answered, applied to. */
  | {
      readonly kind: 'endorsement-asked' | 'endorsement-answered' | 'opportunity-applied';
      readonly organiser: OrganiserId;
    }
  /** For coordinators; for holders of a badge. */
  | { readonly kind: 'endorsement-waits' | 'opportunity-opened'; readonly endorsement: EndorsementId }
  | { readonly kind: 'application-answered'; readonly endorsement: EndorsementId; readonly isYes: boolean }
  /** For the owners of an organiser. */
  | { readonly kind: 'school-waits' | 'school-cloned'; readonly organiser: OrganiserId }
  | { readonly kind: 'award-issued'; readonly award: AwardId; readonly badge: BadgeId }
  /** The file that they hold is good no more. */
  | { readonly kind: 'award-signed-again'; readonly award: AwardId; readonly badge: BadgeId }
  | { readonly kind: 'award-waiting'; readonly award: AwardId; readonly badge: BadgeId }
  | {
      readonly kind: 'award-revoked';
      readonly award: AwardId;
      readonly badge: BadgeId;
      readonly words: string;
    };
