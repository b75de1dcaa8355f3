import { ClaimBadge } from '../../core/badges/claim-badge.ts';
import { activityTypes, categories, visibilities } from '../../core/lists.ts';
import { BeginSaid } from './begin.ts';
import { type Command, type CommandFacts, forAnyone, forPeople, type Option } from './command.ts';
import { ConnectSaid, connect, DisconnectSaid, disconnect, SettingsSaid, settings } from './turns/account.ts';
import { doneOne, joinOne, leaveOne, OneActivity, viewActivity, whyOne } from './turns/activity.ts';
import { AskSaid, askFor } from './turns/ask.ts';
import { claim } from './turns/badges/claim.ts';
import { shareBadge } from './turns/badges/share.ts';
import { VerifySaid, verify } from './turns/badges/verify.ts';
import { OneBadge, viewBadge } from './turns/badges/view.ts';
import { VisibilitySaid, visibility } from './turns/badges/visibility.ts';
import { NoBadge, wallet } from './turns/badges/wallet.ts';
import { answerEndorsement, EndorseSaid } from './turns/endorse/answer.ts';
import { ShareSaid, shareOpportunity } from './turns/endorse/share.ts';
import { EvidenceSaid, sendEvidence } from './turns/evidence/send.ts';
import { TakeBackSaid, takeBack } from './turns/evidence/take-back.ts';
import { ExploreSaid, explore } from './turns/explore.ts';
import { HelpSaid, help } from './turns/help.ts';
import { AnnounceSaid, announceOne } from './turns/organise/announce.ts';
import { AttendanceSaid, attendance } from './turns/organise/attendance.ts';
import { AwardSaid, awardOne } from './turns/organise/award.ts';
import { CheckInSaid, checkInOne } from './turns/organise/check-in.ts';
import { GroupSaid, groupProgress } from './turns/organise/group.ts';
import {
  joinOnePlaylist,
  MaybePlaylist,
  NoPlaylist,
  OnePlaylist,
  showNext,
  showProgress,
  viewPlaylist,
} from './turns/playlist.ts';
import { decisions, ReviewSaid, review } from './turns/review/review.ts';
import {
  ChannelsSaid,
  NothingSaid,
  RolesSaid,
  setupChannels,
  setupCheck,
  setupConnect,
  setupRoles,
} from './turns/setup.ts';
import type { Verb } from './verbs.ts';

const everywhere = {
  answers: 'card',
  visibility: 'private',
  surfaces: ['discord', 'slack', 'console'],
} as const satisfies Partial<CommandFacts>;

const activity: Option = {
  name: 'activity',
  kind: 'suggest',
  suggest: 'activity',
  required: true,
  most: 120,
};
const playlist: Option = {
  name: 'playlist',
  kind: 'suggest',
  suggest: 'playlist',
  required: true,
  most: 120,
};
const badge: Option = { name: 'badge', kind: 'suggest', suggest: 'badge', required: true, most: 120 };
const aboutBadge = { options: [badge], item: 'badge', rest: 'badge' } as const;
const aboutActivity = { options: [activity], item: 'activity', rest: 'activity' } as const;
/** Of those that one takes part in. */
const ownActivity: Option = { ...activity, suggest: 'own-activity' };
const aboutOwnActivity = { ...aboutActivity, options: [ownActivity] } as const;

/** `<title> [: text]` */
function evidenceTyped(typed: string): Readonly<Record<string, string>> {
  const [, title = '', text = ''] = /^([^:]*?)(?:\s*:\s+([\s\S]*))?$/.exec(typed.trim()) ?? [null, typed];
  return { ...(title ? { activity: title } : {}), ...(text ? { text } : {}) };
}

/** `@member <badge>` */
function awardTyped(typed: string): Readonly<Record<string, string>> {
  const [, member = '', badge = ''] = /^(<@[^>]+>|\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? [];
  return { ...(member ? { member } : {}), ...(badge ? { badge } : {}) };
}

/** A title; with `playlist:` before it that of a playlist. */
function announceTyped(typed: string): Readonly<Record<string, string>> {
  const [, title = ''] = /^playlist:\s*(.+)$/i.exec(typed.trim()) ?? [];
  const named = typed.trim();
  return title ? { playlist: title } : named ? { activity: named } : {};
}

/** `[<item> approve | improve | reject | report | assign | note [: words]]` */
function reviewTyped(typed: string): Readonly<Record<string, string>> {
  const found = /^(.*?)\s*\b(approve|improve|reject|report|assign|note)\b(?:\s*:\s*([\s\S]*))?$/i.exec(
    typed.trim(),
  );
  const [, item = '', decision = '', reason = ''] = found ?? [null, typed.trim()];
  return {
    ...(item ? { item } : {}),
    ...(decision ? { decision: decision.toLowerCase() } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** `<thing> [: text]` */
function endorseTyped(typed: string): Readonly<Record<string, string>> {
  const [, request = '', text = ''] = /^([^:]*?)(?:\s*:\s+([\s\S]*))?$/.exec(typed.trim()) ?? [null, typed];
  return { ...(request ? { request } : {}), ...(text ? { text } : {}) };
}

/**
 * The one table of commands. Manifests, help, typing and `docs/commands.md` are made from it.
 * Words: `command.<verb>` says what it does, `typed.<verb>` how to call it where one types.
 */
export const commands: readonly Command[] = [
  forAnyone({
    ...everywhere,
    verb: 'help',
    discord: ['help'],
    options: [],
    audience: 'anyone',
    Said: HelpSaid,
    turn: help,
  }),
  forAnyone({
    ...everywhere,
    verb: 'explore',
    discord: ['explore'],
    options: [
      { name: 'about', kind: 'text', required: false, most: 100 },
      {
        name: 'interest',
        kind: 'choice',
        required: false,
        choices: categories.map((value) => ({ value, word: `category.${value}` })),
      },
      {
        name: 'type',
        kind: 'choice',
        required: false,
        choices: activityTypes.map((value) => ({ value, word: `activity-type.${value}` })),
      },
      { name: 'near', kind: 'text', required: false, most: 100 },
      {
        name: 'when',
        kind: 'choice',
        required: false,
        choices: (['week', 'month', 'any'] as const).map((value) => ({ value, word: `chat.when.${value}` })),
      },
    ],
    rest: 'about',
    audience: 'anyone',
    Said: ExploreSaid,
    turn: explore,
  }),
  forAnyone({
    ...everywhere,
    ...aboutActivity,
    verb: 'activity.view',
    discord: ['activity view'],
    audience: 'anyone',
    Said: OneActivity,
    turn: viewActivity,
  }),
  forPeople({
    ...everywhere,
    ...aboutActivity,
    verb: 'activity.join',
    discord: ['activity join'],
    audience: 'person',
    Said: OneActivity,
    turn: joinOne,
  }),
  forPeople({
    ...everywhere,
    ...aboutOwnActivity,
    verb: 'activity.leave',
    discord: ['activity leave'],
    audience: 'person',
    Said: OneActivity,
    turn: leaveOne,
  }),
  forPeople({
    ...everywhere,
    ...aboutOwnActivity,
    verb: 'activity.done',
    discord: ['activity done'],
    audience: 'person',
    Said: OneActivity,
    turn: doneOne,
  }),
  forPeople({
    ...everywhere,
    ...aboutOwnActivity,
    verb: 'activity.why',
    discord: ['activity why'],
    audience: 'person',
    Said: OneActivity,
    turn: whyOne,
  }),
  forPeople({
    ...everywhere,
    verb: 'activity.evidence',
    discord: ['activity evidence'],
    options: [
      ownActivity,
      { name: 'text', kind: 'text', required: false, most: 4000 },
      { name: 'link', kind: 'link', required: false, most: 500 },
      { name: 'file', kind: 'file', required: false },
    ],
    item: 'activity',
    reads: evidenceTyped,
    answers: 'form',
    audience: 'person',
    Said: EvidenceSaid,
    turn: sendEvidence,
  }),
  forPeople({
    ...everywhere,
    ...aboutOwnActivity,
    verb: 'activity.takeback',
    discord: ['activity takeback'],
    audience: 'person',
    Said: TakeBackSaid,
    turn: takeBack,
  }),
  forPeople({
    ...everywhere,
    verb: 'review',
    discord: ['activity review', 'organise review'],
    options: [
      { name: 'item', kind: 'suggest', suggest: 'work', required: false, most: 120 },
      {
        name: 'decision',
        kind: 'choice',
        required: false,
        choices: decisions.map((value) => ({
          value,
          word: `chat.decision.${value}`,
        })),
      },
      { name: 'reason', kind: 'text', required: false, most: 2000 },
    ],
    item: 'item',
    reads: reviewTyped,
    answers: 'form',
    audience: 'person',
    Said: ReviewSaid,
    turn: review,
  }),
  forAnyone({
    ...everywhere,
    verb: 'playlist.view',
    discord: ['playlist view'],
    options: [playlist],
    item: 'playlist',
    rest: 'playlist',
    audience: 'anyone',
    Said: OnePlaylist,
    turn: viewPlaylist,
  }),
  forPeople({
    ...everywhere,
    verb: 'playlist.join',
    discord: ['playlist join'],
    options: [playlist],
    item: 'playlist',
    rest: 'playlist',
    audience: 'person',
    Said: OnePlaylist,
    turn: joinOnePlaylist,
  }),
  forPeople({
    ...everywhere,
    verb: 'playlist.progress',
    discord: ['playlist progress'],
    options: [{ ...playlist, required: false }],
    item: 'playlist',
    rest: 'playlist',
    audience: 'person',
    Said: MaybePlaylist,
    turn: showProgress,
  }),
  forPeople({
    ...everywhere,
    verb: 'playlist.next',
    discord: ['playlist next'],
    options: [],
    audience: 'person',
    Said: NoPlaylist,
    turn: showNext,
  }),
  forPeople({
    ...everywhere,
    verb: 'activity.checkin',
    discord: ['activity checkin'],
    options: [{ name: 'code', kind: 'text', required: true, least: 4, most: 12 }],
    rest: 'code',
    audience: 'person',
    Said: CheckInSaid,
    turn: checkInOne,
  }),
  forPeople({
    ...everywhere,
    verb: 'badges.wallet',
    discord: ['badges wallet'],
    options: [],
    audience: 'person',
    Said: NoBadge,
    turn: wallet,
  }),
  forPeople({
    ...everywhere,
    ...aboutBadge,
    verb: 'badges.view',
    discord: ['badges view'],
    audience: 'person',
    Said: OneBadge,
    turn: viewBadge,
  }),
  forPeople({
    ...everywhere,
    verb: 'badges.claim',
    discord: ['badges claim'],
    options: [{ name: 'code', kind: 'text', required: true, least: 4, most: 40 }],
    rest: 'code',
    audience: 'person',
    Said: ClaimBadge,
    turn: claim,
  }),
  forPeople({
    ...everywhere,
    ...aboutBadge,
    verb: 'badges.ask',
    discord: ['badges ask'],
    answers: 'form',
    audience: 'person',
    Said: AskSaid,
    turn: askFor,
  }),
  forPeople({
    ...everywhere,
    ...aboutBadge,
    verb: 'badges.share',
    discord: ['badges share'],
    visibility: 'public-after-preview',
    audience: 'person',
    Said: OneBadge,
    turn: shareBadge,
  }),
  forPeople({
    ...everywhere,
    ...aboutBadge,
    verb: 'badges.visibility',
    discord: ['badges visibility'],
    options: [
      badge,
      ...(['shown', 'evidence'] as const).map(
        (name): Option => ({
          name,
          kind: 'choice',
          required: false,
          choices: visibilities.map((value) => ({ value, word: `visibility.${value}` })),
        }),
      ),
    ],
    answers: 'form',
    audience: 'person',
    Said: VisibilitySaid,
    turn: visibility,
  }),
  forAnyone({
    ...everywhere,
    verb: 'badges.verify',
    discord: ['badges verify'],
    options: [{ name: 'link', kind: 'link', required: true, most: 500 }],
    rest: 'link',
    audience: 'anyone',
    Said: VerifySaid,
    turn: verify,
  }),
  forAnyone({
    ...everywhere,
    verb: 'account.connect',
    discord: ['account connect'],
    options: [{ name: 'code', kind: 'text', required: false, least: 8, most: 12 }],
    rest: 'code',
    answers: 'form',
    audience: 'anyone',
    Said: ConnectSaid,
    turn: connect,
  }),
  forPeople({
    ...everywhere,
    verb: 'account.settings',
    discord: ['account settings'],
    options: [],
    answers: 'form',
    audience: 'person',
    Said: SettingsSaid,
    turn: settings,
  }),
  forPeople({
    ...everywhere,
    verb: 'account.disconnect',
    discord: ['account disconnect'],
    options: [],
    audience: 'person',
    Said: DisconnectSaid,
    turn: disconnect,
  }),
  forPeople({
    ...everywhere,
    verb: 'endorse.answer',
    discord: [],
    options: [{ name: 'request', kind: 'text', required: false, most: 120 }],
    item: 'request',
    reads: endorseTyped,
    answers: 'form',
    audience: 'staff',
    surfaces: ['slack', 'console'],
    Said: EndorseSaid,
    turn: answerEndorsement,
  }),
  forPeople({
    ...everywhere,
    verb: 'share',
    discord: [],
    options: [{ name: 'opportunity', kind: 'text', required: false, most: 120 }],
    item: 'opportunity',
    rest: 'opportunity',
    visibility: 'public-after-preview',
    audience: 'staff',
    surfaces: ['slack', 'console'],
    Said: ShareSaid,
    turn: shareOpportunity,
  }),
  forPeople({
    ...everywhere,
    verb: 'organise.award',
    discord: ['organise award'],
    options: [
      { name: 'member', kind: 'person', required: true },
      { name: 'badge', kind: 'suggest', suggest: 'given-badge', required: true, most: 120 },
    ],
    item: 'badge',
    reads: awardTyped,
    audience: 'staff',
    Said: AwardSaid,
    turn: awardOne,
  }),
  forPeople({
    ...everywhere,
    verb: 'organise.attendance',
    discord: ['organise attendance'],
    options: [
      { name: 'activity', kind: 'suggest', suggest: 'led-activity', required: true, most: 120 },
      { name: 'minutes', kind: 'number', required: false, least: 5, most: 480 },
    ],
    item: 'activity',
    rest: 'activity',
    answers: 'form',
    audience: 'staff',
    Said: AttendanceSaid,
    turn: attendance,
  }),
  forPeople({
    ...everywhere,
    verb: 'organise.announce',
    discord: ['organise announce'],
    options: [
      { name: 'activity', kind: 'suggest', suggest: 'led-activity', required: false, most: 120 },
      { name: 'playlist', kind: 'suggest', suggest: 'led-playlist', required: false, most: 120 },
    ],
    reads: announceTyped,
    visibility: 'public-after-preview',
    audience: 'staff',
    Said: AnnounceSaid,
    turn: announceOne,
  }),
  forPeople({
    ...everywhere,
    verb: 'organise.progress',
    discord: ['organise progress'],
    options: [{ name: 'playlist', kind: 'suggest', suggest: 'led-playlist', required: true, most: 120 }],
    item: 'playlist',
    rest: 'playlist',
    audience: 'staff',
    Said: GroupSaid,
    turn: groupProgress,
  }),
  forAnyone({
    ...everywhere,
    verb: 'setup.connect',
    discord: ['setup connect'],
    options: [],
    audience: 'admin',
    Said: NothingSaid,
    turn: setupConnect,
  }),
  forPeople({
    ...everywhere,
    verb: 'setup.check',
    discord: ['setup check'],
    options: [],
    audience: 'admin',
    Said: NothingSaid,
    turn: setupCheck,
  }),
  forPeople({
    ...everywhere,
    verb: 'setup.channels',
    discord: ['setup channels'],
    options: [],
    answers: 'form',
    audience: 'admin',
    Said: ChannelsSaid,
    turn: setupChannels,
  }),
  forPeople({
    ...everywhere,
    verb: 'setup.roles',
    discord: ['setup roles'],
    options: [],
    answers: 'form',
    audience: 'admin',
    Said: RolesSaid,
    turn: setupRoles,
  }),
  // The answer to the one question before a first act; nobody types it. `converse.ts` runs it.
  forAnyone({
    ...everywhere,
    verb: 'account.begin',
    discord: [],
    options: [],
    audience: 'anyone',
    Said: BeginSaid,
    turn: help,
  }),
];

const byVerb = new Map(commands.map((command) => [command.verb, command]));

/** @throws Error a verb without a row, which a test rules out */
export function commandFor(verb: Verb): Command {
  const command = byVerb.get(verb);
  if (!command) throw new Error(`No row for ${verb}`);
  return command;
}
