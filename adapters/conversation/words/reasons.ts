import type { Reason } from '../../../core/explanation.ts';
import type { Language } from '../../../core/texts.ts';
import { dayAndHour, dayOf } from './dates.ts';
import { type ChatLanguage, chatLanguageOf, listed, say, type WordsData, type WordsKey } from './say.ts';

/** What a sentence needs beyond the reason itself. */
export interface Telling {
  readonly language: Language;
  /** IANA; days and hours are told as they are there. */
  readonly zone: string;
  /** What an activity or a task is called; ids that are not known here get a general word. */
  readonly nameOf: (id: string) => string | null;
  /** The reader is told about somebody else. */
  readonly isOfOthers?: boolean;
}

type Sentence = readonly [key: WordsKey, data?: WordsData];
type Sentences = {
  readonly [Is in Reason['is']]: (reason: Extract<Reason, { readonly is: Is }>, telling: Telling) => Sentence;
};

/** A reason without a sentence does not compile. */
const sentences: Sentences = {
  open: () => ['reason.open'],
  'done-before': ({ at }, telling) =>
    at ? ['reason.done-before-on', { on: day(telling, at) }] : ['reason.done-before'],
  'locked-by': ({ steps }, telling) => [
    'reason.locked-by',
    {
      steps: listed(
        telling.language,
        steps.map((step) => called(telling, step)),
      ),
    },
  ],
  'not-started-yet': ({ startsAt }, telling) => ['reason.not-started-yet', { at: moment(telling, startsAt) }],
  'deadline-passed': ({ at }, telling) => ['reason.deadline-passed', { at: moment(telling, at) }],
  full: ({ capacity }) => ['reason.full', { capacity }],
  'approval-pending': () => ['reason.approval-pending'],
  'invitation-needed': () => ['reason.invitation-needed'],
  unpublished: () => ['reason.unpublished'],
  'nothing-handed-in': ({ task }, telling) => ['reason.nothing-handed-in', { task: called(telling, task) }],
  'waits-for': ({ task, peers, organisers }, telling) => [
    peers > 0
      ? organisers > 0
        ? 'reason.waits-for.both'
        : 'reason.waits-for.peers'
      : 'reason.waits-for.organisers',
    { task: called(telling, task), peers, organisers },
  ],
  'sent-back': ({ task, words }, telling) => ['reason.sent-back', { task: called(telling, task), words }],
  rejected: ({ task, words }, telling) => ['reason.rejected', { task: called(telling, task), words }],
  overruled: ({ task }, telling) => ['reason.overruled', { task: called(telling, task) }],
  finished: ({ task }, telling) => ['reason.finished', { task: called(telling, task) }],
  tasks: ({ reached, need }) => ['reason.tasks', { reached, need }],
  'declaration-missing': () => ['reason.declaration-missing'],
  'attendance-missing': ({ minMinutes }) => ['reason.attendance-missing', { minMinutes }],
  'organisers-word-missing': () => ['reason.organisers-word-missing'],
  'score-below': ({ atLeast, reached }) =>
    reached === null ? ['reason.score-below', { atLeast }] : ['reason.score-below-by', { atLeast, reached }],
  'score-reached': ({ atLeast, reached }) => ['reason.score-reached', { atLeast, reached }],
  completed: ({ activity }, telling) => ['reason.completed', { activity: called(telling, activity) }],
  'completion-missing': ({ activity }, telling) => [
    'reason.completion-missing',
    { activity: called(telling, activity) },
  ],
  steps: ({ reached, need }) => ['reason.steps', { reached, need }],
  'by-hand': () => ['reason.by-hand'],
  'not-by-hand': () => ['reason.not-by-hand'],
  'by-code': () => ['reason.by-code'],
  prerequisites: ({ reached, need }) => ['reason.prerequisites', { reached, need }],
  'issuer-address-missing': () => ['reason.issuer-address-missing'],
  'badge-retired': () => ['reason.badge-retired'],
  'consent-missing': ({ purpose }) => [`reason.consent-missing.${purpose}`],
  revoked: ({ words }) => ['reason.revoked', { words }],
  'has-it': ({ since }, telling) => ['reason.has-it', { since: day(telling, since) }],
  expired: ({ at }, telling) => ['reason.expired', { at: day(telling, at) }],
  withdrawn: () => ['reason.withdrawn'],
  due: () => ['reason.due'],
  allowed: () => ['reason.allowed'],
  'own-evidence': () => ['reason.own-evidence'],
  'not-joined': () => ['reason.not-joined'],
  'no-shared-community': () => ['reason.no-shared-community'],
  'already-reviewed': () => ['reason.already-reviewed'],
  'is-staff': () => ['reason.is-staff'],
  'nothing-waits': () => ['reason.nothing-waits'],
  'not-finished': () => ['refusal.not-finished'],
  'under-18-media': () => ['reason.under-18-media'],
  'wrong-role': ({ could }, { language }) => [
    'reason.wrong-role',
    {
      could: listed(
        language,
        could.map((role) => say(language, `role.${role}`)),
        'disjunction',
      ),
    },
  ],
  'not-visible': () => ['reason.not-visible'],
  'not-signed-in': () => ['reason.not-signed-in'],
  'badge-not-anyone': () => ['reason.badge-not-anyone'],
  'organiser-unverified': () => ['reason.organiser-unverified'],
  'under-18': () => ['reason.under-18'],
  'earns-nothing': ({ as }) => [`reason.earns-nothing.${as}`],
  'too-few-peers': ({ joined, need }) => ['reason.too-few-peers', { joined, need }],
  'unanswered-since': ({ at }, telling) => ['reason.unanswered-since', { at: day(telling, at) }],
  'reject-is-for-organisers': () => ['reason.reject-is-for-organisers'],
  confirmed: () => ['reason.confirmed'],
  'not-issued': () => ['reason.not-issued'],
  'code-unknown': () => ['reason.code-unknown'],
  'code-too-early': ({ at }, telling) => ['reason.code-too-early', { at: moment(telling, at) }],
  'code-over': ({ at }, telling) => ['reason.code-over', { at: moment(telling, at) }],
  'code-used-up': () => ['reason.code-used-up'],
  'code-used-by-you': ({ at, state }, telling) =>
    state === 'refused'
      ? ['reason.code-used-by-you.refused']
      : [`reason.code-used-by-you.${state}`, { at: day(telling, at) }],
  'code-not-yours': () => ['reason.code-not-yours'],
  'member-already': ({ since }, telling) => ['reason.member-already', { day: day(telling, since) }],
  'code-locked': () => ['reason.code-locked'],
};

/** A reason as a sentence for its reader. */
export function sayReason(telling: Telling, reason: Reason): string {
  // The table pairs each `is` with its own reason; the compiler does not carry the pair through the look-up.
  const sentence = sentences[reason.is] as (reason: Reason, telling: Telling) => Sentence;
  const [key, data] = sentence(reason, telling);
  return say(telling.language, (telling.isOfOthers && ofOthers[key]) || key, data);
}

/** Sentences that say "you" to the learner, for whoever looks at a learner. */
const ofOthers: Partial<Record<WordsKey, WordsKey>> = {
  'reason.approval-pending': 'reason.approval-pending.other',
  'reason.attendance-missing': 'reason.attendance-missing.other',
  'reason.by-code': 'reason.by-code.other',
  'reason.consent-missing.issue-badges': 'reason.consent-missing.issue-badges.other',
  'reason.declaration-missing': 'reason.declaration-missing.other',
  'reason.has-it': 'reason.has-it.other',
  'reason.invitation-needed': 'reason.invitation-needed.other',
  'reason.not-joined': 'reason.not-joined.other',
  'reason.own-evidence': 'reason.own-evidence.other',
  'reason.sent-back': 'reason.sent-back.other',
};

const day = ({ language, zone }: Telling, at: Parameters<typeof dayOf>[1]): string =>
  dayOf(language, at, zone);
const moment = ({ language, zone }: Telling, at: Parameters<typeof dayOf>[1]): string =>
  dayAndHour(language, at, zone);

function called({ language, nameOf }: Telling, id: string): string {
  const name = nameOf(id);
  if (name === null) return say(language, 'reason.unnamed');
  return quoted(language, name);
}

/** A name between the language's own marks. */
function quoted(language: Language, name: string): string {
  const [before, after] = marks[chatLanguageOf([language])];
  return `${before}${name}${after}`;
}

const marks: Readonly<Record<ChatLanguage, readonly [string, string]>> = {
  en: ['“', '”'],
  sl: ['»', '«'],
  nl: ['‘', '’'],
  it: ['«', '»'],
  lt: ['„', '“'],
  de: ['„', '“'],
};
