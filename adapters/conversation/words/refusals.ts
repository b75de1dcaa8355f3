import type { AnswerRequestRefusal } from '../../../core/activities/answer-request.ts';
import type { CheckInRefusal } from '../../../core/activities/check-in.ts';
import type { ConfirmRoomRefusal } from '../../../core/activities/close-room.ts';
import type { ConfirmRefusal } from '../../../core/activities/confirm.ts';
import type { DeclareDoneRefusal } from '../../../core/activities/declare-done.ts';
import type { JoinActivityRefusal } from '../../../core/activities/join-activity.ts';
import type { LeaveActivityRefusal } from '../../../core/activities/leave-activity.ts';
import type { OpenRoomRefusal } from '../../../core/activities/open-room.ts';
import type { UndoConfirmationRefusal } from '../../../core/activities/undo-confirmation.ts';
import type { AnswerClaimRefusal } from '../../../core/badges/answer-claim.ts';
import type { AwardByHandRefusal } from '../../../core/badges/award-by-hand.ts';
import type { DraftBadgeRefusal } from '../../../core/badges/draft-badge.ts';
import type { ImportBadgeRefusal } from '../../../core/badges/import-badge.ts';
import type { InviteByEmailRefusal } from '../../../core/badges/invite-by-email.ts';
import type { AddLaterEvidenceRefusal } from '../../../core/badges/later-evidence.ts';
import type { MakeClaimCodesRefusal } from '../../../core/badges/make-claim-codes.ts';
import type { MakeJoinCodesRefusal } from '../../../core/badges/make-join-codes.ts';
import type { CodeRefused } from '../../../core/badges/read-claim.ts';
import type { RemoveDraftRefusal } from '../../../core/badges/remove-draft.ts';
import type { RetireBadgeRefusal } from '../../../core/badges/retire-badge.ts';
import type { RevokeAwardRefusal } from '../../../core/badges/revoke-award.ts';
import type { SetVisibilityRefusal } from '../../../core/badges/set-visibility.ts';
import type { ShareAwardRefusal } from '../../../core/badges/share-award.ts';
import type { SwitchOnBadgeRefusal } from '../../../core/badges/switch-on-badge.ts';
import type { ConnectRefusal } from '../../../core/communities/connect-community.ts';
import type { SyncRosterRefusal } from '../../../core/communities/sync-roster.ts';
import type { ApplyRefusal } from '../../../core/endorsements/apply.ts';
import type { AskEndorsementRefusal } from '../../../core/endorsements/ask-endorsement.ts';
import type { CheckEndorsementRefusal } from '../../../core/endorsements/check-endorsement.ts';
import type { EndEndorsementRefusal } from '../../../core/endorsements/end-endorsement.ts';
import type { WriteEndorsementRefusal } from '../../../core/endorsements/write-endorsement.ts';
import type { NoteOnWorkRefusal } from '../../../core/evidence/among-staff.ts';
import type { OverruleWorkRefusal } from '../../../core/evidence/overrule-work.ts';
import type { ReopenWorkRefusal } from '../../../core/evidence/reopen-work.ts';
import type { ReviewEvidenceRefusal } from '../../../core/evidence/review-evidence.ts';
import type { SubmitEvidenceRefusal } from '../../../core/evidence/submit-evidence.ts';
import type { TakeBackRefusal } from '../../../core/evidence/take-back-evidence.ts';
import type { UndoReviewRefusal } from '../../../core/evidence/undo-review.ts';
import type { AddGradeColumnRefusal } from '../../../core/grades/add-grade-column.ts';
import type { DecideGradeRefusal } from '../../../core/grades/decide-grade.ts';
import type { DescribeOrganiserRefusal } from '../../../core/organisers/describe-organiser.ts';
import type { EndStaffRefusal } from '../../../core/organisers/end-staff.ts';
import type { ChooseWeeklyNoteRefusal } from '../../../core/people/choose-weekly-note.ts';
import type { JoinByEmailRefusal } from '../../../core/people/join-by-email.ts';
import type { LinkRefusal } from '../../../core/people/link-identity.ts';
import type { RemoveEmailRefusal } from '../../../core/people/remove-email.ts';
import type { UndoMergeRefusal } from '../../../core/people/undo-merge.ts';
import type { UnlinkRefusal } from '../../../core/people/unlink-identity.ts';
import type { AskEmailCodeRefusal, VerifyEmailRefusal } from '../../../core/people/verify-email.ts';
import type { JoinPlaylistRefusal } from '../../../core/playlists/join-playlist.ts';
import type { FileRefusal } from '../../../core/ports/file-intake.ts';
import type { WriteReflectionRefusal } from '../../../core/reflections/write-reflection.ts';
import { sayReason, type Telling } from './reasons.ts';
import { sayRosterTrouble } from './roster-trouble.ts';
import { listed, say, type WordsData, type WordsKey } from './say.ts';

/** Every refusal that a surface tells a person; a use case joins by adding its type. */
export type Refusal =
  | AddGradeColumnRefusal
  | AnswerRequestRefusal
  | CheckInRefusal
  | ConfirmRoomRefusal
  | ConnectRefusal
  | LinkRefusal
  | OpenRoomRefusal
  | UndoMergeRefusal
  | UnlinkRefusal
  | ApplyRefusal
  | AskEndorsementRefusal
  | CheckEndorsementRefusal
  | EndEndorsementRefusal
  | WriteEndorsementRefusal
  | WriteReflectionRefusal
  | AwardByHandRefusal
  | ConfirmRefusal
  | DecideGradeRefusal
  | DeclareDoneRefusal
  | DescribeOrganiserRefusal
  | DraftBadgeRefusal
  | EndStaffRefusal
  | FileRefusal
  | JoinActivityRefusal
  | JoinPlaylistRefusal
  | LeaveActivityRefusal
  | OverruleWorkRefusal
  | ReopenWorkRefusal
  | NoteOnWorkRefusal
  | ReviewEvidenceRefusal
  | RemoveDraftRefusal
  | RetireBadgeRefusal
  | RevokeAwardRefusal
  | ShareAwardRefusal
  | AddLaterEvidenceRefusal
  | AnswerClaimRefusal
  | ChooseWeeklyNoteRefusal
  | CodeRefused
  | ImportBadgeRefusal
  | InviteByEmailRefusal
  | MakeClaimCodesRefusal
  | MakeJoinCodesRefusal
  | AskEmailCodeRefusal
  | JoinByEmailRefusal
  | RemoveEmailRefusal
  | SetVisibilityRefusal
  | VerifyEmailRefusal
  | SubmitEvidenceRefusal
  | SwitchOnBadgeRefusal
  | SyncRosterRefusal
  | TakeBackRefusal
  | UndoConfirmationRefusal
  | UndoReviewRefusal;

type Sentence = readonly [key: WordsKey, data?: WordsData];
type Sentences = {
  readonly [Why in Refusal['why']]: (
    refusal: Extract<Refusal, { readonly why: Why }>,
    telling: Telling,
  ) => Sentence;
};

const megabyte = 1024 * 1024;

/** A refusal without a sentence does not compile. */
const sentences: Sentences = {
  'not-found': () => ['refusal.not-found'],
  'not-allowed': ({ because }, telling) => [
    'refusal.not-allowed',
    { because: sayReason(telling, because.reason) },
  ],
  'own-object': () => ['refusal.own-object'],
  'asked-already': () => ['refusal.asked-already'],
  'endorser-unverified': () => ['refusal.endorser-unverified'],
  'in-the-past': () => ['refusal.in-the-past'],
  'not-open': ({ because: { reason } }) =>
    reason.is === 'full'
      ? ['refusal.not-open.full', { places: reason.capacity }]
      : reason.is === 'not-issued'
        ? ['refusal.not-open.not-holder']
        : ['refusal.not-open.over'],
  foreign: () => ['refusal.foreign'],
  'picture-unfit': ({ trouble }) => [`maker.picture.${trouble}`],
  'badge-retired': () => ['refusal.badge-retired'],
  'draft-removed': () => ['refusal.draft-removed'],
  'published-once': () => ['refusal.published-once'],
  'never-published': () => ['refusal.never-published'],
  'nothing-to-publish': () => ['refusal.nothing-to-publish'],
  'preview-changed': ({ earn, wait }) => ['refusal.preview-changed', { earn, wait }],
  'step-locked': ({ because }, telling) => [
    'refusal.step-locked',
    { because: sayReason(telling, because.reason) },
  ],
  'link-code-unknown': () => ['refusal.link-code-unknown'],
  'link-code-locked': ({ minutes }) => ['refusal.link-code-locked', { minutes }],
  'linked-already': () => ['refusal.linked-already'],
  'merge-stands': () => ['refusal.merge-stands'],
  'last-identity': () => ['refusal.last-identity'],
  'connected-already': () => ['refusal.connected-already'],
  'room-open': () => ['refusal.room-open'],
  'room-code-over': () => ['refusal.room-code-over'],
  'room-code-unknown': () => ['refusal.room-code-unknown'],
  'no-roster': () => ['class.roster.none'],
  'roster-trouble': ({ code }, { language }) => [
    'refusal.roster-trouble',
    { because: sayRosterTrouble(language, code) },
  ],
  'no-column-made': ({ trouble }, { language }) => [
    'refusal.no-column-made',
    { advice: say(language, `grades.advice.${trouble}`) },
  ],
  'not-shareable': ({ because }, telling) => [
    'refusal.not-shareable',
    { because: sayReason(telling, because.reason) },
  ],
  'evidence-empty': () => ['refusal.evidence-empty'],
  'reflections-full': ({ most }) => ['refusal.reflections-full', { most }],
  'evidence-full': ({ most }) => ['refusal.evidence-full', { most }],
  'too-many-emails': ({ most }) => ['refusal.too-many-emails', { most }],
  'too-many-mails': () => ['refusal.too-many-mails'],
  'code-wrong': () => ['refusal.code-wrong'],
  'code-locked': () => ['refusal.code-locked'],
  'last-way-in': () => ['refusal.last-way-in'],
  'code-refused': ({ because }, telling) => [
    'refusal.code-refused',
    { because: sayReason(telling, because.reason) },
  ],
  'badge-not-valid': ({ verdict }, { language }) => [
    'refusal.badge-not-valid',
    { verdict: say(language, `verify.${verdict}`) },
  ],
  'badge-of-ours': () => ['refusal.badge-of-ours'],
  'too-many-badges': ({ most }) => ['refusal.too-many-badges', { most }],
  'too-many-checks': () => ['refusal.too-many-checks'],
  'email-stale': () => ['refusal.email-stale'],
  'email-needed': () => ['refusal.email-needed'],
  'not-by-code': () => ['refusal.not-by-code'],
  'word-taken': () => ['refusal.word-taken'],
  'made-already': () => ['refusal.made-already'],
  'list-empty': () => ['refusal.list-empty'],
  'list-too-long': ({ most }) => ['refusal.list-too-long', { most }],
  'not-due': ({ because }, telling) => ['refusal.not-due', { because: sayReason(telling, because.reason) }],
  'issuer-address-needed': ({ missing }) => [`refusal.issuer-address-needed.${missing}`],
  'other-way': ({ way }) => [`refusal.other-way.${way}`],
  'not-joined': () => ['refusal.not-joined'],
  'reason-needed': ({ least }) => ['refusal.reason-needed', { least }],
  'words-needed': ({ least }) => ['refusal.words-needed', { least }],
  'notes-full': ({ most }) => ['refusal.notes-full', { most }],
  'answered-already': () => ['refusal.answered-already'],
  'last-owner': () => ['refusal.last-owner'],
  'too-many-points': ({ most }) => ['refusal.too-many-points', { most }],
  'revoked-already': () => ['refusal.revoked-already'],
  withdrawn: () => ['refusal.withdrawn'],
  'moved-on': () => ['refusal.moved-on'],
  'too-late': () => ['refusal.too-late'],
  'not-undoable': () => ['refusal.not-undoable'],
  'nothing-handed-in': () => ['refusal.nothing-handed-in'],
  'not-waiting': () => ['refusal.not-waiting'],
  'not-finished': () => ['refusal.not-finished'],
  'waits-already': () => ['refusal.waits-already'],
  'late-work-closed': ({ organiser }) => ['refusal.late-work-closed', { organiser }],
  'finished-already': () => ['refusal.finished-already'],
  'kind-not-accepted': ({ accepts }, { language }) => [
    'refusal.kind-not-accepted',
    {
      accepts: listed(
        language,
        accepts.map((kind) => say(language, `evidence-kind.${kind}`)),
      ),
    },
  ],
  'file-gone': () => ['refusal.file-gone'],
  unpublished: () => ['reason.unpublished'],
  'file-too-large': ({ mostBytes }) => ['refusal.file-too-large', { most: Math.floor(mostBytes / megabyte) }],
  'file-empty': () => ['refusal.file-empty'],
  'file-type': ({ advice }) => [`refusal.file-type.${advice ?? 'none'}`],
  'file-broken': () => ['refusal.file-broken'],
};

/** Why not, as a sentence that says what to do. */
export function sayRefusal(telling: Telling, refusal: Refusal): string {
  // The table pairs each `why` with its own refusal; the compiler does not carry the pair through the look-up.
  const sentence = sentences[refusal.why] as (refusal: Refusal, telling: Telling) => Sentence;
  const [key, data] = sentence(refusal, telling);
  return say(telling.language, key, data);
}
