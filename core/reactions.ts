import { completeActivity } from './activities/complete-activity.ts';
import { planReminder } from './activities/plan-reminder.ts';
import { awardByCode } from './badges/award-by-code.ts';
import { awardDependants } from './badges/award-dependants.ts';
import { awardIfDue } from './badges/award-if-due.ts';
import { flagPlaylistAwards } from './badges/flag-playlist-awards.ts';
import { issueWaitingOf } from './badges/issue-waiting.ts';
import { readdressAwards } from './badges/readdress-awards.ts';
import { refreshCredential } from './badges/refresh-credential.ts';
import { replaceSignatures } from './badges/replace-signatures.ts';
import { signEndorsement } from './badges/sign-endorsement.ts';
import { updateStatusList } from './badges/update-status-list.ts';
import { withdrawAwards } from './badges/withdraw-awards.ts';
import { celebrate } from './communities/celebrate.ts';
import { leaveIfGone } from './communities/leave-if-gone.ts';
import { postWaiting } from './communities/post-waiting.ts';
import { rebindPlacements } from './communities/rebind-placements.ts';
import { reconcileRoles } from './communities/reconcile-roles.ts';
import { remind } from './communities/remind.ts';
import { rosterOnFirstTeacher } from './communities/sync-roster.ts';
import { tellEarner } from './communities/tell-earner.ts';
import { tellLearner } from './communities/tell-learner.ts';
import { tellOwners } from './communities/tell-owners.ts';
import { tellReviewers } from './communities/tell-reviewers.ts';
import { tellStaff } from './communities/tell-staff.ts';
import type { Told } from './domain-events.ts';
import { showOpportunities, tellHolders } from './endorsements/tell-holders.ts';
import { tellOfEndorsement } from './endorsements/tell-of-endorsement.ts';
import { writeToEndorser } from './endorsements/write-to-endorser.ts';
import { askReviewers } from './evidence/ask-reviewers.ts';
import { removeUnusedUpload } from './evidence/remove-unused-upload.ts';
import { sendWeeklyNote } from './evidence/send-weekly-note.ts';
import { passGradeBack } from './grades/pass-grade-back.ts';
import { queueGradesAgain } from './grades/queue-grades-again.ts';
import { sendGrade } from './grades/send-grade.ts';

import { sendMail } from './mail/send-mail.ts';
import { completePlaylist } from './playlists/complete-playlist.ts';
import { openNextSteps } from './playlists/open-next-steps.ts';
import type { Ports } from './ports/ports.ts';
import type { Heard, ReactionName } from './subscriptions.ts';

/**
 * `key` is the same on every try of a delivery: what must not happen twice is remembered under it.
 * `tries`: earlier ones.
 */
export type Reactions = {
  readonly [R in ReactionName]: (
    ports: Ports,
    event: Told<Heard<R>>,
    key: string,
    tries: number,
  ) => Promise<void>;
};

/** The names in `subscriptions.ts`, and what they do. */
export const reactions: Reactions = {
  'ask-reviewers': askReviewers,
  'award-by-code': awardByCode,
  'award-dependants': awardDependants,
  'award-if-due': awardIfDue,
  celebrate,
  'complete-activity': completeActivity,
  'complete-playlist': completePlaylist,
  'flag-playlist-awards': flagPlaylistAwards,
  'issue-waiting': issueWaitingOf,
  'leave-if-gone': leaveIfGone,
  'open-next-steps': openNextSteps,
  'pass-grade-back': passGradeBack,
  'plan-reminder': planReminder,
  'post-waiting': postWaiting,
  'queue-grades-again': queueGradesAgain,
  'readdress-awards': readdressAwards,
  'rebind-placements': rebindPlacements,
  'refresh-credential': refreshCredential,
  'reconcile-roles': reconcileRoles,
  remind,
  'remove-unused-upload': removeUnusedUpload,
  'replace-signatures': replaceSignatures,
  'send-grade': sendGrade,
  'show-opportunities': showOpportunities,
  'sign-endorsement': signEndorsement,
  'send-mail': sendMail,
  'send-weekly-note': sendWeeklyNote,
  'sync-roster': rosterOnFirstTeacher,
  'tell-earner': tellEarner,
  'tell-holders': tellHolders,
  'tell-of-endorsement': tellOfEndorsement,
  'tell-learner': tellLearner,
  'tell-owners': tellOwners,
  'update-status-list': updateStatusList,
  'tell-reviewers': tellReviewers,
  'tell-staff': tellStaff,
  'withdraw-awards': withdrawAwards,
  'write-to-endorser': writeToEndorser,
};
