import type { Column, Course, Grade, Link } from '../courses.ts';
import type { Launch } from '../launches.ts';
import type { Person, ProfileName } from '../people.ts';
import type { School, Seat } from '../school.ts';
import type { Tool } from '../tools.ts';

export type Claims = Record<string, unknown>;

/** Whose launch, of what, where: all that claims are made of. */
export interface LaunchFacts {
  /** Address of the LMS, without a slash at the end; also its issuer. */
  readonly base: string;
  readonly school: School;
  readonly launch: Launch;
  readonly tool: Tool;
  readonly course: Course;
  readonly person: Person;
  readonly link: Link | null;
  /** Where this LMS keeps small values for tools (Canvas); null: nowhere. */
  readonly storageTarget: string | null;
}

/** One call of a service, as it came in. */
export interface ServiceCall {
  readonly method: string;
  /** Path on the LMS, below its base, without the query. */
  readonly path: string;
  /** Path and query as the host sees them. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  readonly authorization: string;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** The words after the status number; Moodle says there what is wrong. */
  readonly reason?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** Why a service call is turned down. */
export type Trouble =
  | 'unauthorized'
  | 'forbidden'
  | 'no-handler'
  | 'no-user-agent'
  | 'not-found'
  | 'bad-body'
  | 'not-a-student'
  | 'older'
  | 'no-maximum'
  | 'unpublished'
  | 'attempts-used-up'
  | 'not-allowed'
  | 'bad-link';

/** An AGS score, already read. */
export interface Score {
  readonly userId: string;
  readonly scoreGiven: number | null;
  readonly scoreMaximum: number | null;
  readonly comment: string | null;
  readonly activityProgress: string;
  readonly gradingProgress: string;
  /** Milliseconds since 1970. */
  readonly asOf: number;
  /** Canvas' extension; true unless the tool says otherwise. */
  readonly isNewAttempt: boolean;
}

/** What becomes of a score: kept, taken without effect, or turned down. */
export type ScoreVerdict = { readonly keep: Grade } | 'no-effect' | Trouble;

export type ServiceName = 'lineItems' | 'lineItem' | 'scores' | 'results' | 'memberships';

/** One answer per question in which platforms differ; `by-the-book.ts` answers after the specification. */
export interface Profile {
  readonly name: ProfileName;
  readonly title: string;
  readonly family: 'generic' | 'moodle' | 'canvas';
  /** Below the base; `routes` with Express' parameters `:course` (its key) and `:column`. */
  readonly paths: Readonly<
    Record<'authorization' | 'token' | 'keys' | 'configuration' | 'registration', string>
  >;
  /** What it tells of itself beyond, or other than, the usual to tools that register themselves. */
  configuration(base: string): Readonly<Record<string, unknown>>;
  readonly routes: Readonly<Record<ServiceName, string>>;
  /** Exactly these media types, else nobody is at home. */
  readonly isStrictAboutTypes: boolean;
  readonly needsUserAgent: boolean;

  /** How a login begins: 302 with a query, or a form that posts itself. */
  readonly login: 'redirect' | 'form';
  /** Its own cookie is Lax, so the authorization page re-posts itself once from a foreign frame. */
  readonly hasLaxCookie: boolean;
  readonly hintWorksOnce: boolean;
  messageHint(launch: Launch): string;
  loginExtras(facts: LaunchFacts): Record<string, string>;

  readonly idTokenSeconds: number;
  newLinkId(school: School): string;
  roles(seat: Seat, person: Person): string[];
  rosterRoles(seat: Seat, person: Person): string[];
  /** Values of `$…` variables; what is not here stays as it stands. */
  variables(facts: LaunchFacts): Readonly<Record<string, string | null>>;
  custom(facts: LaunchFacts, resolved: Readonly<Record<string, string>>): Record<string, string>;
  /** Changes what claims by the book would be. */
  claims(facts: LaunchFacts, byTheBook: Claims): Claims;
  deepLinkingSettings(facts: LaunchFacts): Claims;

  lineItemsUrl(base: string, course: Course, tool: Tool): string;
  lineItemUrl(base: string, course: Course, tool: Tool, column: Column): string;
  membershipsUrl(base: string, course: Course, tool: Tool): string;
  /** `/scores` and `/results` extend the path, wherever the query stands. */
  lineItem(column: Column, id: string): Record<string, unknown>;
  result(grade: Grade, column: Column, item: string, userId: string): Record<string, unknown>;
  /** Which page of a list a call asks for. */
  pageAsked(query: URLSearchParams): PageAsked;
  /** Null where the LMS tells of no further page, or has none. */
  linkHeader(list: 'columns' | 'results' | 'members', page: PageOfList): string | null;
  score(score: Score, column: Column, before: Grade | null, isPublished: boolean): ScoreVerdict;
  readonly scoreReply: Reply;
  refuse(trouble: Trouble, call: ServiceCall, detail: string): Reply;
}

export interface PageAsked {
  readonly from: number;
  /** Null: all that there is. */
  readonly limit: number | null;
}

export interface PageOfList extends PageAsked {
  /** Of the call, with its query. */
  readonly url: URL;
  readonly total: number;
}
