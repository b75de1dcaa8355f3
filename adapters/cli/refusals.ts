import type { InviteByEmailRefusal } from '../../core/badges/invite-by-email.ts';
import type { IssueManyRefusal } from '../../core/badges/issue-many.ts';
import type { RevokeAwardRefusal } from '../../core/badges/revoke-award.ts';
import type { RotateIssuerKeyRefusal } from '../../core/badges/rotate-issuer-key.ts';
import type { DescribeOrganiserRefusal } from '../../core/organisers/describe-organiser.ts';
import type { InviteStaffRefusal } from '../../core/organisers/invite-staff.ts';
import type { UndeliveredRefusal } from '../../core/organisers/list-undelivered.ts';
import type { OpenAccountRefusal } from '../../core/organisers/open-account.ts';
import type { VerifyOrganiserRefusal } from '../../core/organisers/verify-organiser.ts';
import type { GiveSiteRoleRefusal } from '../../core/people/give-site-role.ts';
import type { AddPlatformRefusal, LoadBundleRefusal, RegistrationRefusal, ReportLine } from '../assemble.ts';
import type { CopyRefusal } from '../store.ts';
import type { MissingPart } from './line.ts';

/** What the command line itself refuses, before or after a use case. */
export type OwnRefusal =
  /** An unknown command, an option that is missing or not known. */
  | { readonly why: 'usage'; readonly says: string; readonly missing?: readonly MissingPart[] }
  /** Options whose values are not right, all at once. */
  | { readonly why: 'bad-input'; readonly errors: readonly { path: string; message: string }[] }
  | { readonly why: 'config-wrong'; readonly errors: readonly string[] }
  | { readonly why: 'file-unreadable'; readonly file: string }
  | { readonly why: 'file-unwritable'; readonly file: string; readonly trouble: string }
  /** What was asked for by its name, and what that names. */
  | { readonly why: 'not-found'; readonly kind: string; readonly named: string }
  | { readonly why: 'no-store'; readonly at: string }
  | { readonly why: 'store-served'; readonly at: string }
  | { readonly why: 'copied-already'; readonly at: string }
  | { readonly why: 'store-unsound'; readonly troubles: readonly string[] }
  | { readonly why: 'some-unsigned'; readonly left: readonly { award: string; trouble: string }[] }
  /** The rest was loaded. */
  | { readonly why: 'partly-refused'; readonly lines: readonly ReportLine[] };

export type Refusal =
  | OwnRefusal
  | OpenAccountRefusal
  | DescribeOrganiserRefusal
  | InviteStaffRefusal
  | VerifyOrganiserRefusal
  | UndeliveredRefusal
  | InviteByEmailRefusal
  | IssueManyRefusal
  | RevokeAwardRefusal
  | RotateIssuerKeyRefusal
  | AddPlatformRefusal
  | RegistrationRefusal
  | LoadBundleRefusal
  | GiveSiteRoleRefusal
  | CopyRefusal;

/** For the operator: what is the case and, where it helps, what to do. */
const sentences: { readonly [Why in Refusal['why']]: (refusal: Extract<Refusal, { why: Why }>) => string } = {
  usage: ({ says }) => says,
  'bad-input': ({ errors }) => errors.map(({ path, message }) => `${path}: ${message}`).join('\n'),
  'config-wrong': ({ errors }) => ['The configuration is not right.', ...errors].join('\n'),
  'file-unreadable': ({ file }) => `The file ${file} is not there or cannot be read.`,
  'file-unwritable': ({ file, trouble }) => `The file ${file} cannot be written: ${trouble}.`,
  'no-store': ({ at }) => `There is no store at ${at}.`,
  'copied-already': ({ at }) =>
    `Another process copies into ${at}. Wait for it, or end it and say the same again a minute later.`,
  'store-served': ({ at }) => `A server uses ${at}. Stop it first, so that nothing changes meanwhile.`,
  'store-unsound': ({ troubles }) => troubles.join('\n'),
  'source-unfinished': () =>
    'A copy into the store to copy from is not finished, so it does not hold all. Finish that one first.',
  'target-not-empty': () => 'The target holds something already. Copy into an empty one.',
  'other-copy': ({ from }) =>
    `A copy from ${from} into it was begun. Finish that one, or take an empty target.`,
  'copies-differ': ({ kinds }) =>
    `The two are not the same in: ${kinds.join(', ')}. Was something written meanwhile? See: store check`,
  'partly-refused': ({ lines }) => lines.map(lineFor).join('\n'),
  'not-found': (refusal) =>
    'kind' in refusal
      ? `There is no ${refusal.kind} "${refusal.named}" here.`
      : 'There is no such thing here.',
  'not-allowed': ({ because }) =>
    because.reason.is === 'organiser-unverified'
      ? 'Nobody has verified this organiser, so it writes to nobody. Vouch for it: organiser verify'
      : 'That is not allowed.',
  'not-by-code': () => 'This badge is given neither by hand nor by a code. Add that rule to it first.',
  'list-empty': () => 'There is no address in the file.',
  'list-too-long': ({ most }) => `A file takes ${most} people at most. Part it into several.`,
  'slug-taken': ({ slug }) => `There is an organiser "${slug}" already.`,
  'location-unknown': ({ slug }) => `There is no location "${slug}" here.`,
  'location-needed': () => 'Say of which location: --on <slug>',
  'organiser-unknown': ({ organiser }) =>
    `There is no organiser "${organiser}" here. Open one: organiser add`,
  'organiser-unverified': ({ organiser }) =>
    `"${organiser}" is not verified, so it may publish to its own people only. Vouch for it: organiser verify ${organiser}`,
  'issuer-address-needed': ({ missing }) =>
    `--${missing}: badges stand on it; it can be changed, not left empty`,
  'other-organiser': () => 'This platform is registered for another organiser.',
  'registration-unknown': ({ registration }) =>
    `There is no registration "${registration}". See: lti platforms`,
  'reason-needed': ({ least }) => `A reason is needed, ${least} characters or more.`,
  'revoked-already': ({ at }) => `It was revoked already, on ${at}.`,
  'not-due': ({ because }) =>
    because.reason.is === 'badge-retired'
      ? 'This badge is retired.'
      : 'This badge is not given by hand. Add that rule to it first.',
  'key-unknown': ({ kid, known }) =>
    `There is no key "${kid}". ${known.length > 0 ? `There are: ${known.join(', ')}` : 'There is none yet.'}`,
  'some-unsigned': ({ left }) =>
    ['Not all could be signed.', ...left.map(({ award, trouble }) => `${award}: ${trouble}`)].join('\n'),
  withdrawn: () => 'Its holder was erased: it is withdrawn.',
  'bundle-wrong': ({ troubles }) =>
    [
      'The bundle is not right; nothing was loaded.',
      ...troubles.map(({ path, says }) => (path ? `${path}: ${says}` : says)),
    ].join('\n'),
};

/** Names what was asked for, where there is no such thing. */
export const naming = (refusal: Refusal, kind: string, named: string): Refusal =>
  refusal.why === 'not-found' ? { why: 'not-found', kind, named } : refusal;

// The sentence of a `why` takes the refusal with that `why`; the compiler sees but the union.
export const sentenceFor = (refusal: Refusal): string =>
  (sentences[refusal.why] as (refusal: Refusal) => string)(refusal);

/** `new         activity mladi-zmaji/podcast` */
export const lineFor = ({ kind, key, result, note }: ReportLine): string =>
  `${result.padEnd(11)} ${kind} ${key}${note ? `: ${note}` : ''}`;
