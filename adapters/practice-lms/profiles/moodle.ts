import { createHash } from 'node:crypto';
import type { Column, Grade } from '../courses.ts';
import { isGraded, type Seat } from '../school.ts';
import { deploymentOf, scopes } from '../tools.ts';
import {
  byTheBook,
  gradeFrom,
  historyOf,
  institution,
  membership,
  nextPage,
  platformClaim,
  system,
} from './by-the-book.ts';
import type {
  Claims,
  LaunchFacts,
  PageOfList,
  Profile,
  Reply,
  Score,
  ScoreVerdict,
  ServiceCall,
  Trouble,
} from './profile.ts';

const ims = 'https://purl.imsglobal.org/spec/';
const lti = `${ims}lti/claim/`;
const services = '/mod/lti/services.php';

/** As Moodle 4.5.6 answered when it was recorded, the odd parts included. */
export const moodle: Profile = {
  ...byTheBook,
  name: 'moodle',
  title: 'Moodle-like',
  family: 'moodle',
  paths: {
    authorization: '/mod/lti/auth.php',
    token: '/mod/lti/token.php',
    keys: '/mod/lti/certs.php',
    configuration: '/mod/lti/openid-configuration.php',
    registration: '/mod/lti/openid-registration.php',
  },
  configuration: () => ({
    scopes_supported: [
      `${ims}lti-bo/scope/basicoutcome`,
      scopes.lineitemReadonly,
      scopes.resultReadonly,
      scopes.score,
      scopes.lineitem,
      scopes.memberships,
      `${ims}lti-ts/scope/toolsetting`,
      'openid',
    ],
    [platformClaim]: {
      product_family_code: 'moodle',
      version: '4.5.6 (Build: 20250811)',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables: moodleVariables,
    },
  }),
  routes: {
    lineItems: `${services}/:course/lineitems`,
    lineItem: `${services}/:course/lineitems/:column/lineitem`,
    scores: `${services}/:course/lineitems/:column/lineitem/scores`,
    results: `${services}/:course/lineitems/:column/lineitem/results`,
    memberships: `${services}/CourseSection/:course/bindings/:type/memberships`,
  },

  login: 'form',
  hasLaxCookie: true,
  hintWorksOnce: true,
  messageHint: ({ id, link }) =>
    JSON.stringify(link === null ? { launchid: id } : { cmid: cmidOf(link), launchid: id }),

  idTokenSeconds: 60,
  newLinkId: (school) => String(school.next('link')),
  roles,
  // The roster names roles in their short form, launches in full.
  rosterRoles: (seat) => (seat === 'learner' ? ['Learner'] : ['Instructor']),
  variables: (facts) => ({
    ...byTheBook.variables(facts),
    '$User.id': facts.person.ids.moodle,
    '$User.username': facts.person.key,
    '$Context.id': facts.course.ids.moodle,
    '$Context.id.history': historyOf(facts.course, 'moodle'),
    '$Context.label': facts.course.label,
    '$Context.sourcedId': '',
    '$Membership.role': roles(facts.launch.seat).join(','),
    '$Moodle.Person.userGroupIds': '',
    // Moodle has no dates of a link to give.
    '$ResourceLink.available.startDateTime': null,
    '$ResourceLink.available.endDateTime': null,
    '$ResourceLink.submission.endDateTime': null,
  }),
  custom,
  claims,
  deepLinkingSettings: ({ base, course, tool, launch }) => ({
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['frame', 'iframe', 'window'],
    accept_copy_advice: false,
    accept_multiple: true,
    accept_unsigned: false,
    auto_create: false,
    can_confirm: false,
    deep_link_return_url: `${base}/mod/lti/contentitem_return.php?course=${course.ids.moodle}&id=${deploymentOf(tool)}&sesskey=${launch.sesskey}`,
    title: tool.name,
    text: '',
  }),

  lineItemsUrl: (base, course, tool) =>
    `${base}${services}/${course.ids.moodle}/lineitems?type_id=${deploymentOf(tool)}`,
  lineItemUrl: (base, course, tool, column) =>
    `${base}${services}/${course.ids.moodle}/lineitems/${column.id}/lineitem?type_id=${deploymentOf(tool)}`,
  membershipsUrl: (base, course, tool) =>
    `${base}${services}/CourseSection/${course.ids.moodle}/bindings/${deploymentOf(tool)}/memberships`,
  lineItem: (column, id) => ({
    id,
    label: column.label,
    scoreMaximum: column.scoreMaximum,
    resourceId: column.resourceId ?? '',
    tag: column.tag ?? '',
    ...(column.link === null ? {} : { resourceLinkId: column.link, ltiLinkId: column.link }),
  }),
  result,
  linkHeader: (list, page) => (list === 'members' ? nextPage(page) : brokenLinks(page)),
  score,
  scoreReply: { status: 200, body: '' },
  refuse,
};

/** Names only; values of a few of them are in `variables`. */
const moodleVariables: readonly string[] = `
  basic-lti-launch-request ContentItemSelectionRequest ToolProxyRegistrationRequest Context.id Context.title
  Context.label Context.id.history Context.sourcedId Context.longDescription Context.timeFrame.begin
  CourseSection.title CourseSection.label CourseSection.sourcedId CourseSection.longDescription CourseSection.timeFrame.begin
  CourseSection.timeFrame.end ResourceLink.id ResourceLink.title ResourceLink.description User.id
  User.username Person.name.full Person.name.given Person.name.family Person.email.primary
  Person.sourcedId Person.name.middle Person.address.street1 Person.address.locality Person.address.country
  Person.address.timezone Person.phone.primary Person.phone.mobile Person.webaddress Membership.role
  Result.sourcedId Result.autocreate BasicOutcome.sourcedId BasicOutcome.url Moodle.Person.userGroupIds`
  .trim()
  .split(/\s+/);

/** A course module has a number of its own; it only looks like the link's. */
const cmidOf = (link: string): number => Number(link) + 1;

function roles(seat: Seat): string[] {
  if (seat === 'teacher') return [membership('Instructor')];
  if (seat === 'learner') return [membership('Learner')];
  return seat === 'admin'
    ? [membership('Instructor'), system('Administrator'), institution('Administrator')]
    : [];
}

/** Keys become lower case, other signs than letters and digits an underscore; service addresses come along. */
function custom({ base, course, tool }: LaunchFacts, resolved: Readonly<Record<string, string>>) {
  const mapped = Object.entries(resolved).map(([key, value]) => [
    key.toLowerCase().replace(/[^a-z0-9]/g, '_'),
    value.replace(/[\r\n]+/g, ' '),
  ]);
  const type = deploymentOf(tool);
  const here = `${base}${services}`;
  return {
    ...Object.fromEntries(mapped),
    context_memberships_url: `${here}/CourseSection/${course.ids.moodle}/bindings/${type}/memberships`,
    system_setting_url: `${here}/tool/${type}/custom`,
    context_setting_url: `${here}/CourseSection/${course.ids.moodle}/bindings/tool/${type}/custom`,
    link_setting_url: `${here}/links/{link_id}/custom`,
  };
}

function claims(facts: LaunchFacts, byBook: Claims): Claims {
  const { base, launch, tool, person, link, course } = facts;
  const { [`${lti}custom`]: custom, [nrps]: roster, locale: _untold, ...rest } = byBook;
  const always = {
    ...rest,
    [`${lti}lis`]: { person_sourcedid: '', course_section_sourcedid: '' },
    [`${lti}context`]: {
      id: course.ids.moodle,
      label: course.label,
      title: course.title,
      type: ['CourseSection'],
    },
    ...(tool.shares === 'nothing' ? {} : { [`${lti}ext`]: { user_username: person.key, lms: 'moodle-2' } }),
    [`${lti}tool_platform`]: {
      product_family_code: 'moodle',
      version: '2024100706',
      guid: guidOf(base),
      name: 'practice',
      description: 'Practice LMS',
    },
    [`${lti}launch_presentation`]: { locale: person.locale },
  };
  if (!link) return always;
  return {
    ...always,
    [`${lti}custom`]: custom,
    ...(roster === undefined ? {} : { [nrps]: { ...Object(roster), service_versions: ['1.0', '2.0'] } }),
    [`${lti}launch_presentation`]: {
      locale: person.locale,
      document_target: launch.container === 'frame' ? 'iframe' : 'window',
      return_url: `${base}/mod/lti/return.php?course=${course.ids.moodle}&launch_container=${launch.container === 'frame' ? 3 : 4}&instanceid=${link.id}&sesskey=${launch.sesskey}`,
    },
    ...(isGraded(course, person) || launch.seat === 'teacher' ? outcome(facts, link.id) : {}),
  };
}

const nrps = `${ims}lti-nrps/claim/namesroleservice`;

/** The older service of LTI 1.1, still told of in every launch. */
function outcome({ base, tool, person, launch }: LaunchFacts, instance: string): Claims {
  const data = {
    instanceid: instance,
    userid: person.ids.moodle,
    typeid: deploymentOf(tool),
    launchid: launch.startedAt,
  };
  return {
    'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome': {
      lis_result_sourcedid: JSON.stringify({ data, hash: guidOf(JSON.stringify(data)) }),
      lis_outcome_service_url: `${base}/mod/lti/service.php`,
    },
  };
}

const guidOf = (text: string): string => createHash('md5').update(text).digest('hex');

function result(grade: Grade, column: Column, item: string, userId: string) {
  const [path, query] = item.split('?');
  return {
    id: `${path}/results?${query}&user_id=${userId}`,
    userId,
    ...(grade.points === null
      ? {}
      : {
          resultScore: grade.points,
          resultMaximum: column.scoreMaximum,
          ...(grade.comment === null ? {} : { comment: grade.comment }),
          scoreOf: item,
          timestamp: new Date(grade.asOf).toISOString().replace(/\.\d+Z$/, '+00:00'),
        }),
  };
}

/** As it is: typographic quotes around the relation, `&amp;` between parameters. Nobody can follow these. */
function brokenLinks({ url, limit, from, total }: PageOfList): string | null {
  if (limit === null) return null;
  const query = new URLSearchParams(url.search);
  for (const name of ['type_id', 'limit', 'from']) query.delete(name);
  const before = query.size > 0 ? `${query}&amp;` : '';
  const type = url.searchParams.get('type_id') ?? '';
  const link = (relation: string, at: number) =>
    `<${url.origin}${url.pathname}?${before}type_id=${type}&amp;limit=${limit}&amp;from=${at}>; rel=“${relation}”`;
  const links = [link('first', 0), link('canonical', from)];
  if (from > 0) links.push(link('prev', Math.max(0, from - limit)));
  if (from + limit < total) links.push(link('next', from + limit));
  return [...links, link('last', Math.floor(total / limit) * limit)].join(', ');
}

/** Whole seconds; the stored one must be earlier. Whatever is not fully graded takes the grade away. */
function score(score: Score, column: Column, before: Grade | null): ScoreVerdict {
  const asOf = Math.floor(score.asOf / 1000) * 1000;
  if (before && before.asOf >= asOf) return 'older';
  const grade = gradeFrom({ ...score, asOf }, column, before, null);
  return {
    keep: { ...grade, points: grade.points === null ? null : Math.min(grade.points, column.scoreMaximum) },
  };
}

/** Moodle says what is wrong in the status line, and nearly nothing in the body. */
function refuse(trouble: Trouble, call: ServiceCall, detail: string): Reply {
  if (trouble === 'unauthorized') return inDetail(call, 401, 'Unauthorized');
  if (trouble === 'no-handler') {
    const below = call.path.slice(services.length);
    return inDetail(
      call,
      400,
      `No handler found for ${below} ${call.method === 'GET' ? call.accept : ''} ${call.contentType}`,
    );
  }
  if (trouble === 'not-a-student' || trouble === 'no-maximum')
    return { status: 400, reason: `Incorrect score received${call.body}`, body: '[]' };
  if (trouble === 'older')
    return { status: 409, reason: `Refusing score with an earlier timestamp for ${detail}`, body: '[]' };
  if (trouble === 'not-found') return inDetail(call, 404, `Not Found: ${detail}`);
  return inDetail(call, trouble === 'forbidden' ? 403 : 400, detail);
}

function inDetail({ method, url, accept, contentType }: ServiceCall, status: number, reason: string): Reply {
  const request = { method, url, accept, ...(contentType ? { contentType } : {}) };
  return {
    status,
    reason,
    type: 'application/json; charset=utf-8',
    body: JSON.stringify({ status, reason, request }, null, 2),
  };
}
