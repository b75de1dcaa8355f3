import { type Instant, instant } from '../../core/instant.ts';
import type { Seat } from '../../core/lists.ts';
import { Language } from '../../core/texts.ts';
import { familyOf } from './families/index.ts';
import type { Item } from './item.ts';
import { itemIn, linkIn } from './item.ts';
import { originOf, type Registration } from './registration.ts';
import {
  type Claims,
  Context,
  Custom,
  claim,
  DeepLinkingSettings,
  GradeEndpoint,
  LaunchPresentation,
  ResourceLink,
  Roles,
  RosterService,
  shortId,
  ToolPlatform,
} from './schema.ts';
import { isTestUser, seatOf } from './seats.ts';

/** A launch in our words; what the platform sent beyond it is forgotten. */
export interface Launch {
  readonly registration: Registration;
  readonly deploymentId: string;
  /** As the registration knows the person. */
  readonly subject: string;
  /** Null: the school shares none. */
  readonly name: string | null;
  readonly seat: Seat;
  readonly isTest: boolean;
  /** Null: the platform says none that we can read. */
  readonly language: Language | null;
  /** Null: opened outside of any course. */
  readonly course: Course | null;
  /** Null: from navigation, no particular link. */
  readonly link: { readonly id: string; readonly title: string | null } | null;
  /** What the link carries; null: nothing. */
  readonly item: Item | null;
  /** The link's own name, which it keeps when a course is copied; null: none was given. */
  readonly linkName: string | null;
  /** Canvas' id of the assignment that the link stands in; null: it stands in none, or is none of Canvas'. */
  readonly assignment: string | null;
  /** Of the link; null: none was told. */
  readonly deadline: Instant | null;
  readonly wantsCourseView: boolean;
  /** Null: no content is to be chosen. */
  readonly deepLinking: DeepLinkingSettings | null;
  readonly grades: GradeService;
  readonly membershipsUrl: string | null;
  /** Verified http(s) address in the course. */
  readonly returnUrl: string | null;
  readonly platform: { readonly guid: string | null; readonly name: string | null };
  /** Origins that this launch names and that may frame us from now on. */
  readonly origins: readonly string[];
}

export interface Course {
  readonly nativeId: string;
  readonly title: string;
  /** Native ids of the courses it was copied from, nearest first. */
  readonly copiedFrom: readonly string[];
}

/** Scopes that were granted, and where columns are; null: not told. */
export interface GradeService {
  readonly scopes: readonly string[];
  readonly lineitem: string | null;
  readonly lineitems: string | null;
}

/** Everything was checked by the guard; what is optional and malformed counts as absent. */
export function readLaunch(registration: Registration, deploymentId: string, claims: Claims): Launch {
  const family = familyOf(registration.family);
  const custom = optional(Custom, claims[claim.custom]) ?? {};
  const target = textIn(claims, claim.targetLinkUri);
  const query = target && URL.canParse(target) ? family.query(target) : new URLSearchParams();
  const context = optional(Context, claims[claim.context]);
  const link = optional(ResourceLink, claims[claim.resourceLink]);
  const linkId = link && family.link(link.id, context?.id ?? null);
  const presentation = optional(LaunchPresentation, claims[claim.launchPresentation]);
  const deepLinking = textIn(claims, claim.messageType) === 'LtiDeepLinkingRequest';
  const settings = deepLinking ? optional(DeepLinkingSettings, claims[claim.deepLinking]) : null;
  const roles = optional(Roles, claims[claim.roles]) ?? [];
  const returnUrl =
    presentation?.return_url && originOf(presentation.return_url)[0] ? presentation.return_url : null;
  const platform = optional(ToolPlatform, claims[claim.toolPlatform]);

  return {
    registration,
    deploymentId,
    subject: shortId.parse(claims['sub']),
    name: nameIn(claims),
    seat: seatOf(roles),
    isTest: isTestUser(roles),
    language: languageIn(presentation?.locale ?? custom['locale']),
    course: context && {
      nativeId: context.id,
      title: (context.title || context.label || context.id).slice(0, 200),
      copiedFrom: historyIn(custom),
    },
    link: link && linkId ? { id: linkId, title: link.title ?? null } : null,
    item: itemIn(family, custom, query),
    linkName: linkIn(family, custom, query),
    assignment: custom['canvas_assignment_id'] ?? null,
    deadline: momentIn(custom['due_at']),
    wantsCourseView: query.get('view') === 'course' || custom['view'] === 'course',
    deepLinking: settings,
    grades: gradesIn(claims),
    membershipsUrl: optional(RosterService, claims[claim.roster])?.context_memberships_url ?? null,
    returnUrl,
    platform: { guid: platform?.guid ?? null, name: platform?.name ?? null },
    origins: [
      ...originOf(returnUrl ?? ''),
      ...originOf(settings?.deep_link_return_url ?? ''),
      ...originOf(`https://${family.framingHost(custom) ?? ''}`),
    ],
  };
}

/** As platforms write it; null: none, or none that we can read. */
function momentIn(text: string | undefined): Instant | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : instant(ms);
}

interface Reads<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false };
}

function optional<Value>(schema: Reads<Value>, value: unknown): Value | null {
  const read = schema.safeParse(value);
  return read.success ? read.data : null;
}

const textIn = (claims: Claims, name: string): string | null => {
  const value = claims[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

function nameIn(claims: Claims): string | null {
  const parts = [textIn(claims, 'given_name'), textIn(claims, 'family_name')].filter((part) => part !== null);
  const name = textIn(claims, 'name') ?? (parts.join(' ') || null);
  return name === null ? null : name.slice(0, 120);
}

/** `en_US` and `EN-us` are `en-US` to us. */
function languageIn(locale: string | undefined): Language | null {
  const [primary = '', ...rest] = (locale ?? '').split(/[-_]/).filter(Boolean);
  const read = Language.safeParse([primary.toLowerCase(), ...rest].join('-'));
  return read.success ? read.data : (optional(Language, primary.toLowerCase()) ?? null);
}

/** Comma-separated, nearest first; of the up to 1000 ids that platforms send, as many as could matter. */
const historyIn = (custom: Readonly<Record<string, string>>): readonly string[] =>
  (custom['context_history'] ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .slice(0, 100);

function gradesIn(claims: Claims): GradeService {
  const endpoint = optional(GradeEndpoint, claims[claim.grades]);
  return {
    scopes: endpoint?.scope ?? [],
    lineitem: endpoint?.lineitem ?? null,
    lineitems: endpoint?.lineitems ?? null,
  };
}
