import { randomUUID } from 'node:crypto';
import type { Column, Course, Grade } from '../courses.ts';
import { courseIds, type Person, type ProfileName } from '../people.ts';
import type { Seat } from '../school.ts';
import type { PageOfList, Profile, Reply, Score, ScoreVerdict, ServiceCall, Trouble } from './profile.ts';

export const platformClaim = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

const lis = 'http://purl.imsglobal.org/vocab/lis/v2/';

export const membership = (role: string): string => `${lis}membership#${role}`;
export const institution = (role: string): string => `${lis}institution/person#${role}`;
export const system = (role: string): string => `${lis}system/person#${role}`;
export const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';

/** As the specifications of 1EdTech say, nothing added. */
export const byTheBook: Profile = {
  name: 'by-the-book',
  title: 'By the book',
  family: 'generic',
  paths: {
    authorization: '/oidc/authorize',
    token: '/oidc/token',
    keys: '/oidc/keys',
    configuration: '/oidc/configuration',
    registration: '/oidc/registration',
  },
  configuration: (base) => ({
    authorization_server: base,
    [platformClaim]: {
      product_family_code: 'practice-lms',
      version: '1.0',
      messages_supported: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
      variables: [
        'User.id',
        'Person.name.full',
        'Context.id',
        'Context.title',
        'Context.id.history',
        'ResourceLink.id',
        'ResourceLink.title',
      ],
    },
  }),
  routes: {
    lineItems: '/services/courses/:course/line-items',
    lineItem: '/services/courses/:course/line-items/:column',
    scores: '/services/courses/:course/line-items/:column/scores',
    results: '/services/courses/:course/line-items/:column/results',
    memberships: '/services/courses/:course/memberships',
  },
  isStrictAboutTypes: true,
  needsUserAgent: false,

  login: 'redirect',
  hasLaxCookie: false,
  hintWorksOnce: false,
  messageHint: (launch) => launch.id,
  loginExtras: () => ({}),

  idTokenSeconds: 300,
  newLinkId: () => randomUUID(),
  roles,
  rosterRoles: roles,
  variables: ({ course, person, link, tool }) => ({
    '$User.id': person.ids['by-the-book'],
    '$Person.name.full': tool.shares === 'nothing' ? null : `${person.given} ${person.family}`,
    '$Context.id': course.ids['by-the-book'],
    '$Context.title': course.title,
    '$Context.id.history': historyOf(course, 'by-the-book'),
    '$ResourceLink.id': link?.id ?? null,
    '$ResourceLink.title': link?.title ?? null,
    '$ResourceLink.available.startDateTime': link?.availableFrom ?? null,
    '$ResourceLink.available.endDateTime': link?.availableUntil ?? null,
    '$ResourceLink.submission.endDateTime': link?.dueAt ?? null,
  }),
  custom: (_facts, resolved) => ({ ...resolved }),
  claims: (_facts, claims) => claims,
  deepLinkingSettings: ({ base, launch }) => ({
    deep_link_return_url: `${base}/deep-linking/${launch.id}`,
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['iframe', 'window'],
    accept_multiple: true,
    accept_lineitem: true,
    auto_create: false,
    data: `launch:${launch.id}`,
  }),

  lineItemsUrl: (base, course) => `${base}/services/courses/${course.key}/line-items`,
  lineItemUrl: (base, course, tool, column) => `${byTheBook.lineItemsUrl(base, course, tool)}/${column.id}`,
  membershipsUrl: (base, course) => `${base}/services/courses/${course.key}/memberships`,
  lineItem: (column, id) => ({
    id,
    label: column.label,
    scoreMaximum: column.scoreMaximum,
    ...(column.resourceId === null ? {} : { resourceId: column.resourceId }),
    ...(column.tag === null ? {} : { tag: column.tag }),
    ...(column.link === null ? {} : { resourceLinkId: column.link }),
    ...(column.startsAt === null ? {} : { startDateTime: column.startsAt }),
    ...(column.endsAt === null ? {} : { endDateTime: column.endsAt }),
  }),
  result: (grade, column, item, userId) => ({
    id: `${item}/results/${encodeURIComponent(userId)}`,
    scoreOf: item,
    userId,
    ...(grade.points === null ? {} : { resultScore: grade.points, resultMaximum: column.scoreMaximum }),
    ...(grade.comment === null ? {} : { comment: grade.comment }),
  }),
  pageAsked: (query) => {
    const limit = wholeNumber(query, 'limit');
    return { from: wholeNumber(query, 'from') ?? 0, limit: limit && Math.min(limit, 1000) };
  },
  linkHeader: (_list, page) => nextPage(page),
  score,
  scoreReply: { status: 204 },
  refuse,
};

/** The context ids it descends from, the nearest first. */
export const historyOf = (course: Course, profile: ProfileName): string =>
  course.copiedFrom.map((key) => encodeURIComponent(courseIds(key)[profile])).join(',');

function roles(seat: Seat, person: Person): string[] {
  const test = person.kind === 'test-student' ? [testUser] : [];
  if (seat === 'teacher') return [institution('Instructor'), membership('Instructor')];
  if (seat === 'learner') return [institution('Student'), membership('Learner'), ...test];
  return seat === 'admin' ? [institution('Administrator'), system('Administrator')] : [];
}

/** Null: not said, or no number from 1. */
export function wholeNumber(query: URLSearchParams, name: string): number | null {
  const said = Number(query.get(name));
  return Number.isInteger(said) && said > 0 ? said : null;
}

/** RFC 8288: the rest of the list from where this page ends. */
export function nextPage({ url, from, limit, total }: PageOfList): string | null {
  if (limit === null || from + limit >= total) return null;
  const next = new URL(url);
  next.searchParams.set('limit', String(limit));
  next.searchParams.set('from', String(from + limit));
  return `<${next.href}>; rel="next"`;
}

/** A score counts when it is fully graded; without points it clears. */
function score(score: Score, column: Column, before: Grade | null): ScoreVerdict {
  if (before && before.asOf > score.asOf) return 'older';
  if (score.scoreGiven !== null && score.scoreMaximum === null) return 'no-maximum';
  return { keep: gradeFrom(score, column, before, before?.points ?? null) };
}

/** @param otherwise the points that stay where the score is not fully graded */
export function gradeFrom(
  score: Score,
  column: Column,
  before: Grade | null,
  otherwise: number | null,
): Grade {
  const isGraded = score.gradingProgress === 'FullyGraded';
  return {
    column: column.id,
    person: before?.person ?? '',
    points: isGraded ? scaled(score, column) : otherwise,
    comment: score.comment,
    asOf: score.asOf,
    attempts: (before?.attempts ?? 0) + (score.isNewAttempt ? 1 : 0),
    activityProgress: score.activityProgress,
    gradingProgress: score.gradingProgress,
  };
}

/** On the scale of the column; five places are what gradebooks keep. */
function scaled({ scoreGiven, scoreMaximum }: Score, column: Column): number | null {
  if (scoreGiven === null) return null;
  return Math.round(((scoreGiven * column.scoreMaximum) / (scoreMaximum ?? 1)) * 100_000) / 100_000;
}

const statuses: Record<Trouble, number> = {
  unauthorized: 401,
  forbidden: 403,
  'no-handler': 415,
  'no-user-agent': 403,
  'not-found': 404,
  'bad-body': 400,
  'not-a-student': 404,
  older: 409,
  'no-maximum': 400,
  unpublished: 403,
  'attempts-used-up': 403,
  'not-allowed': 405,
  'bad-link': 404,
};

function refuse(trouble: Trouble, call: ServiceCall, detail: string): Reply {
  const status = trouble === 'no-handler' && call.method === 'GET' ? 406 : statuses[trouble];
  const headers: Record<string, string> = trouble === 'unauthorized' ? { 'www-authenticate': 'Bearer' } : {};
  return { status, type: 'application/json', headers, body: { error: trouble, detail } };
}
