import type { DomainEventName } from './domain-events.ts';

/** One page: which reactions follow which domain event. Every domain event has its line. */
export const subscriptions = {
  'person.recognised': [],
  'person.email-verified': ['readdress-awards'],
  'person.erased': ['withdraw-awards'],
  'organiser.opened': [],
  'organiser.verified': [],
  'organiser.changed': ['issue-waiting'],
  'staff.invited': [],
  'staff.ended': [],
  'grant.given': [],
  'grant.ended': [],
  'platform.invited': [],
  'platform.switched': [],
  'school.waiting': ['tell-owners'],
  'school.cloned': ['tell-owners'],
  'school.moved': [],
  'school.decided': [],
  'community.connected': [],
  'community.roster-due': ['sync-roster'],
  'community.copied': ['rebind-placements'],
  'community.entered': ['pass-grade-back'],
  'placement.made': ['pass-grade-back'],
  'placement.removed': [],
  'grade-column.added': ['pass-grade-back', 'queue-grades-again'],
  'activity.published': [],
  'playlist.published': [],
  'badge.published': [],
  'badge.drafted': [],
  'badge.retired': [],
  'rule.switched-on': [],
  'rule.met': ['award-if-due'],
  'activity.changed': [],
  'playlist.changed': [],
  'badge.changed': [],
  'activity.joined': [],
  'activity.join-requested': [],
  'activity.join-answered': ['tell-learner'],
  'activity.left': [],
  'activity.confirmed': ['complete-activity'],
  'activity.completed': ['award-if-due', 'open-next-steps', 'complete-playlist', 'pass-grade-back'],
  'activity.completion-voided': ['pass-grade-back'],
  'playlist.joined': ['open-next-steps', 'complete-playlist'],
  'playlist.step-opened': [],
  'playlist.completed': ['award-if-due', 'pass-grade-back'],
  'evidence.submitted': ['ask-reviewers'],
  'evidence.taken-back': [],
  'review.asked': [],
  'review.given': [],
  'work.finished': ['complete-activity'],
  'work.sent-back': ['tell-learner'],
  'work.rejected': ['tell-learner'],
  'work.reopened': ['tell-learner'],
  'work.overruled': [],
  'upload.kept': ['remove-unused-upload'],
  'award.earned': [],
  'award.waiting': ['tell-earner'],
  'award.issued': ['tell-earner', 'award-dependants'],
  'award.provenance-added': [],
  'award.revoked': ['tell-earner', 'flag-playlist-awards', 'update-status-list'],
  'award.withdrawn': ['update-status-list'],
  'award.signed-again': ['tell-earner'],
  'award.shared': [],
  'award.downloaded': [],
  'award.visibility-changed': ['refresh-credential'],
  'award.readdressed': ['refresh-credential'],
  'evidence.added-later': ['refresh-credential'],
  'issuer-key.rotated': [],
  'issuer-key.compromised': ['replace-signatures'],
  'grade.queued': ['send-grade'],
  'grade.read': ['award-if-due', 'complete-activity'],
  'grades.asked-again': ['queue-grades-again'],
  'code.made': [],
  'code.used': ['award-by-code'],
  'code.requested': [],
  'mail.queued': ['send-mail'],
} as const satisfies { readonly [Name in DomainEventName]: readonly string[] };

export type ReactionName = (typeof subscriptions)[DomainEventName][number];

/** The domain events a reaction must be ready for. */
export type Heard<R extends ReactionName> = {
  [Name in DomainEventName]: R extends (typeof subscriptions)[Name][number] ? Name : never;
}[DomainEventName];

/** Where a reaction stands among those of its domain event, from 0; −1: it no longer follows. */
export const placeInLine = (delivery: { readonly name?: unknown; readonly reaction?: unknown }): number =>
  Object.entries(subscriptions)
    .filter(([name]) => name === delivery.name)
    .flatMap(([, reactions]): readonly string[] => reactions)
    .indexOf(String(delivery.reaction));
