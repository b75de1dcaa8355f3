import type { PlatformFamily as FamilyName } from '../../../core/ports/platforms.ts';
import type { WordsKey } from '../../web/index.ts';

export { platformFamilies as familyNames } from '../../../core/ports/platforms.ts';
export type { FamilyName };

/** What a platform's answer to a score means. */
export type ScoreVerdict =
  | 'taken'
  /** Our access token is over. */
  | 'token'
  /** A scope or the User-Agent: an administrator must act. */
  | 'forbidden'
  | 'column-gone'
  /** It holds a result that it counts as later. */
  | 'older'
  | 'not-a-learner'
  | 'concluded'
  | 'unpublished'
  | 'attempts-used-up'
  /** For a reason that we do not know; it says why. */
  | 'not-taken'
  /** We sent something wrong. */
  | 'our-fault'
  | 'later';

/**
 * Where learning platforms differ. Each method answers one question; the generic family answers by the book,
 * others override single answers and say why.
 */
export interface PlatformFamily {
  readonly name: FamilyName;
  /** Where a launch says which item it is for, the most trusted first. */
  readonly itemFrom: readonly ('custom' | 'url')[];
  /** The query of a launch's target. */
  query(target: string): URLSearchParams;
  /** Null: the launch came from no particular link. */
  link(resourceLinkId: string, contextId: string | null): string | null;
  /** A host that frames us too, from a link's own fields; null: none. Only where no teacher can write them. */
  framingHost(custom: Readonly<Record<string, string>>): string | null;
  /** What a score carries beside the book's fields. */
  scoreExtras(): Readonly<Record<string, unknown>>;
  /** Whether a new column may name the link it belongs to. */
  readonly columnsNameTheirLink: boolean;
  /** @param body as far as it was read */
  readScoreAnswer(status: number, body: string): ScoreVerdict;
  /** The launches that a registration asks for. @param offered those that the platform knows */
  messages(offered: readonly Offered[], tool: Tool): readonly object[];
  /** How many members to ask for at a time; null: as many as it likes to send. */
  readonly rosterPageSize: number | null;
  /** What an administrator still has to do there once we are registered, in order. */
  readonly afterRegistration: readonly WordsKey[];
  /** What else stands in a registration's tool configuration. */
  readonly toolExtras: Readonly<Record<string, unknown>>;
}

export interface Offered {
  readonly type: string;
  readonly placements?: readonly string[] | undefined;
}

export interface Tool {
  readonly name: string;
  readonly baseUrl: string;
  readonly launchUrl: string;
}

/** By the book: LTI 1.3, AGS 2.0, Deep Linking 2.0. */
export const generic: PlatformFamily = {
  name: 'generic',
  itemFrom: ['custom', 'url'],
  query: (target) => new URL(target).searchParams,
  link: (resourceLinkId) => resourceLinkId,
  framingHost: () => null,
  scoreExtras: () => ({}),
  columnsNameTheirLink: true,
  readScoreAnswer(status, body) {
    if (status >= 200 && status < 300) return 'taken';
    if (status === 401) return 'token';
    if (status === 403) return 'forbidden';
    if (status === 404) return 'column-gone';
    if (status === 409) return 'older';
    if (status === 408 || status === 429 || status >= 500) return 'later';
    if (/not a (student|learner)|user not found|not enrolled/i.test(body)) return 'not-a-learner';
    return status === 422 ? 'not-taken' : 'our-fault';
  },
  messages: (_offered, { launchUrl, name }) => [
    { type: 'LtiResourceLinkRequest' },
    { type: 'LtiDeepLinkingRequest', target_link_uri: launchUrl, label: name },
  ],
  rosterPageSize: null,
  afterRegistration: ['lti.register.left.use', 'lti.register.left.approve'],
  toolExtras: {},
};
