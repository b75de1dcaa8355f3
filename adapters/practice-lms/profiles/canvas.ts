import { randomUUID } from 'node:crypto';
import type { Column, Grade } from '../courses.ts';
import { type Person, uuidOf } from '../people.ts';
import type { Seat } from '../school.ts';
import { columnsOfLink } from '../school.ts';
import { scopes } from '../tools.ts';
import {
  byTheBook,
  gradeFrom,
  historyOf,
  institution,
  membership,
  platformClaim,
  system,
  testUser,
  wholeNumber,
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

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';

/** What each place of Canvas takes in answer. */
export const canvasPlacements: Readonly<
  Record<string, { readonly many: boolean; readonly create: boolean; readonly columns: boolean }>
> = {
  assignment_selection: { many: false, create: false, columns: true },
  link_selection: { many: true, create: false, columns: true },
  module_index_menu_modal: { many: true, create: true, columns: true },
  module_menu_modal: { many: true, create: true, columns: true },
  course_assignments_menu: { many: true, create: false, columns: true },
  editor_button: { many: true, create: false, columns: false },
};

/** Where a tool may open without anything being chosen. */
const openingPlacements =
  `account_navigation assignment_edit assignment_view collaboration course_home_sub_navigation
  course_navigation course_settings_sub_navigation global_navigation homework_submission link_selection
  assignment_selection tool_configuration user_navigation wiki_page_menu`.split(/\s+/);

/** How often a learner may be graded with a new attempt each time. */
export const mostAttempts = 100;

/** As Canvas is documented to behave. */
export const canvas: Profile = {
  ...byTheBook,
  name: 'canvas',
  title: 'Canvas-like',
  family: 'canvas',
  paths: {
    authorization: '/api/lti/authorize_redirect',
    token: '/login/oauth2/token',
    keys: '/api/lti/security/jwks',
    configuration: '/api/lti/security/openid-configuration',
    registration: '/api/lti/registrations',
  },
  configuration: (base) => ({
    // A bare host, where an address is expected.
    authorization_server: new URL(base).host,
    scopes_supported: [
      ...Object.values(scopes),
      'https://canvas.instructure.com/lti/public_jwk/scope/update',
      'https://canvas.instructure.com/lti/account_lookup/scope/show',
      'https://canvas.instructure.com/lti-ags/progress/scope/show',
    ],
    claims_supported: ['sub', 'picture', 'email', 'name', 'given_name', 'family_name', 'locale'],
    subject_types_supported: ['public'],
    [platformClaim]: {
      product_family_code: 'canvas',
      version: 'vCloud',
      messages_supported: [
        { type: 'LtiResourceLinkRequest', placements: openingPlacements },
        { type: 'LtiDeepLinkingRequest', placements: Object.keys(canvasPlacements) },
      ],
      variables: [
        'Canvas.course.id',
        'Canvas.api.domain',
        'Canvas.assignment.id',
        'Context.id.history',
        'Message.locale',
      ],
      'https://canvas.instructure.com/lti/account_name': 'Practice school',
      'https://canvas.instructure.com/lti/account_lti_guid': `${uuidOf(base)}:practice`,
    },
  }),
  routes: {
    lineItems: '/api/lti/courses/:course/line_items',
    lineItem: '/api/lti/courses/:course/line_items/:column',
    scores: '/api/lti/courses/:course/line_items/:column/scores',
    results: '/api/lti/courses/:course/line_items/:column/results',
    memberships: '/api/lti/courses/:course/names_and_roles',
  },
  isStrictAboutTypes: false,
  needsUserAgent: true,

  login: 'form',
  messageHint: (launch) => `canvas.${Buffer.from(launch.id).toString('base64url')}`,
  loginExtras: ({ launch, tool, storageTarget }) => ({
    deployment_id: tool.deployments[0] ?? '',
    canvas_environment: 'prod',
    canvas_region: 'practice',
    // A window of its own has no Canvas around it that could keep anything.
    ...(launch.container === 'frame' && storageTarget ? { lti_storage_target: storageTarget } : {}),
  }),

  idTokenSeconds: 3600,
  newLinkId: () => randomUUID(),
  roles,
  rosterRoles: (seat, person) => roles(seat, person).filter((role) => role.includes('/membership#')),
  variables: (facts) => ({
    ...byTheBook.variables(facts),
    '$User.id': facts.person.ids.canvas,
    '$Context.id': facts.course.ids.canvas,
    '$Context.id.history': historyOf(facts.course, 'canvas'),
    '$Canvas.course.id': facts.course.key,
    '$Canvas.api.domain': new URL(facts.base).host,
    '$Canvas.user.id': facts.person.ids.moodle,
    '$Canvas.account.id': '1',
    '$Canvas.assignment.id': assignmentOf(facts),
    '$Message.locale': facts.person.locale,
    '$com.instructure.PostMessageToken': uuidOf(facts.launch.id),
  }),
  claims,
  deepLinkingSettings: ({ base, launch, course }) => {
    const place = canvasPlacements[launch.placement];
    return {
      deep_link_return_url: `${base}/courses/${course.key}/deep_linking_response?modal=true&placement=${launch.placement}&launch=${launch.id}`,
      accept_types:
        launch.placement === 'editor_button'
          ? ['link', 'file', 'html', 'ltiResourceLink', 'image']
          : ['ltiResourceLink'],
      accept_media_types: 'application/vnd.ims.lti.v1.ltilink',
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_multiple: place?.many ?? false,
      auto_create: place?.create ?? false,
      data: `canvas:${launch.id}`,
    };
  },

  lineItemsUrl: (base, course) => `${base}/api/lti/courses/${course.key}/line_items`,
  lineItemUrl: (base, course, tool, column) => `${canvas.lineItemsUrl(base, course, tool)}/${column.id}`,
  membershipsUrl: (base, course) => `${base}/api/lti/courses/${course.key}/names_and_roles`,
  pageAsked: (query) => {
    const limit = Math.min(wholeNumber(query, 'limit') ?? wholeNumber(query, 'per_page') ?? 50, 50);
    return { limit, from: ((wholeNumber(query, 'page') ?? 1) - 1) * limit };
  },
  linkHeader: (_list, page) => numberedPages(page),
  score,
  scoreReply: { status: 200 },
  refuse,
};

/** Pages are numbered; the `limit` of a call becomes `per_page` in the addresses, and all four stand in one header. */
function numberedPages({ url, from, limit, total }: PageOfList): string {
  const size = limit ?? total;
  const link = (relation: string, page: number) => {
    const at = new URL(url);
    for (const name of ['limit', 'per_page', 'page']) at.searchParams.delete(name);
    at.searchParams.set('page', String(page));
    at.searchParams.set('per_page', String(size));
    return `<${at.href}>; rel="${relation}"`;
  };
  const page = Math.floor(from / size) + 1;
  const last = Math.max(1, Math.ceil(total / size));
  return [
    link('current', page),
    ...(page < last ? [link('next', page + 1)] : []),
    ...(page > 1 ? [link('prev', page - 1)] : []),
    link('first', 1),
    link('last', last),
  ].join(',');
}

function roles(seat: Seat, person: Person): string[] {
  const user = system('User');
  if (person.kind === 'test-student') return [institution('Student'), membership('Learner'), user, testUser];
  if (seat === 'teacher') return [institution('Instructor'), membership('Instructor'), user];
  if (seat === 'learner') return [institution('Student'), membership('Learner'), user];
  return seat === 'admin' ? [institution('Administrator'), user] : [];
}

/** Only a link with a column is an assignment; elsewhere the variable comes back as it went. */
function assignmentOf({ school, link }: LaunchFacts): string | null {
  return link ? (columnsOfLink(school, link).find((column) => column.isOfLink)?.id ?? null) : null;
}

function claims(facts: LaunchFacts, byBook: Claims): Claims {
  const { base, launch, person, course, storageTarget } = facts;
  const here = {
    ...byBook,
    [`${lti}context`]: {
      id: course.ids.canvas,
      label: course.label,
      title: course.title,
      type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
    },
    [`${lti}tool_platform`]: {
      guid: `${uuidOf(base)}:practice`,
      name: 'Practice LMS',
      version: 'cloud',
      product_family_code: 'canvas',
    },
    [`${lti}launch_presentation`]: {
      document_target: launch.container === 'frame' ? 'iframe' : 'window',
      locale: person.locale,
      width: null,
      height: 800,
      return_url: `${base}/courses/${course.key}/external_content/success/external_tool_redirect`,
    },
    [`${lti}lti11_legacy_user_id`]: uuidOf(`legacy ${person.key}`),
    'https://www.instructure.com/placement': launch.kind === 'navigation' ? 'course_navigation' : null,
    ...(launch.container === 'frame' && storageTarget
      ? { 'https://www.instructure.com/lti_storage_target': storageTarget }
      : {}),
  };
  if (launch.kind !== 'navigation') return here;
  // Nothing of a specific link: the course stands in for it.
  return { ...here, [`${lti}resource_link`]: { id: course.ids.canvas, title: course.title } };
}

/** A score that is not fully graded is taken and left aside; every other one is a new attempt unless it says no. */
function score(score: Score, column: Column, before: Grade | null, isPublished: boolean): ScoreVerdict {
  if (!isPublished) return 'unpublished';
  if (score.scoreGiven !== null && score.scoreMaximum === null) return 'no-maximum';
  if (before && before.asOf > score.asOf) return 'older';
  if (score.isNewAttempt && (before?.attempts ?? 0) >= mostAttempts) return 'attempts-used-up';
  if (score.scoreGiven !== null && !['FullyGraded', 'PendingManual'].includes(score.gradingProgress))
    return 'no-effect';
  return { keep: gradeFrom(score, column, before, before?.points ?? null) };
}

const answers: Partial<Record<Trouble, { status: number; type: string; message: string }>> = {
  'not-a-student': {
    status: 422,
    type: 'unprocessable_entity',
    message: 'User not found in course or is not a student',
  },
  'no-maximum': { status: 422, type: 'unprocessable_entity', message: 'ScoreMaximum must be greater than 0' },
  unpublished: { status: 422, type: 'unprocessable_entity', message: 'This assignment is still unpublished' },
  'attempts-used-up': {
    status: 422,
    type: 'unprocessable_entity',
    message: 'The maximum number of allowed attempts has been reached for this submission',
  },
  older: {
    status: 400,
    type: 'bad_request',
    message: 'Provided timestamp is earlier than the updated_at of the result',
  },
  'bad-link': { status: 404, type: 'not_found', message: 'The specified resource does not exist.' },
  'not-allowed': { status: 401, type: 'unauthorized', message: 'This line item belongs to a link' },
  'not-found': { status: 404, type: 'not_found', message: 'The specified resource does not exist.' },
  'bad-body': { status: 400, type: 'bad_request', message: 'The request could not be read' },
};

function refuse(trouble: Trouble, call: ServiceCall, detail: string): Reply {
  if (trouble === 'no-user-agent')
    return { status: 403, type: 'text/html', body: '<html><body>403 Forbidden</body></html>' };
  const answer = answers[trouble];
  if (!answer) return byTheBook.refuse(trouble, call, detail);
  const { status, type, message } = answer;
  const told = trouble === 'bad-body' ? detail : message;
  return { status, type: 'application/json', body: { errors: { type, message: told } } };
}
