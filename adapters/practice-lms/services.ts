import express, { type Request, type Response } from 'express';
import type { Course } from './courses.ts';
import { mishap, record } from './faults.ts';
import { changeColumn, createColumn, listColumns, readColumn, removeColumn } from './gradebook.ts';
import type { Platform } from './platform.ts';
import type { Profile, Reply, ServiceCall, ServiceName } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import { answerConfiguration, answerRegistration } from './registration.ts';
import { listMembers } from './roster.ts';
import { listResults, takeScore } from './scores.ts';
import { answerTokenRequest } from './tokens.ts';
import { scopes, type Tool } from './tools.ts';

/** A service call whose token was good, with what its address names. */
export interface Asked {
  readonly platform: Platform;
  readonly profile: Profile;
  readonly tool: Tool;
  readonly course: Course;
  /** Id of the column; empty where the address names none. */
  readonly column: string;
  readonly call: ServiceCall;
}

const lis = 'application/vnd.ims.lis.';

export const mediaTypes = {
  lineItem: `${lis}v2.lineitem+json`,
  lineItems: `${lis}v2.lineitemcontainer+json`,
  score: `${lis}v1.score+json`,
  results: `${lis}v2.resultcontainer+json`,
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
} as const;

interface Service {
  readonly at: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Any one of them opens the door. */
  readonly scopes: readonly string[];
  /** Of the answer to a GET, else of the body sent. */
  readonly type: string | null;
  readonly answer: (asked: Asked) => Reply;
}

const reading = [scopes.lineitem, scopes.lineitemReadonly];

const table: readonly Service[] = [
  { at: 'lineItems', method: 'GET', scopes: reading, type: mediaTypes.lineItems, answer: listColumns },
  {
    at: 'lineItems',
    method: 'POST',
    scopes: [scopes.lineitem],
    type: mediaTypes.lineItem,
    answer: createColumn,
  },
  { at: 'lineItem', method: 'GET', scopes: reading, type: mediaTypes.lineItem, answer: readColumn },
  {
    at: 'lineItem',
    method: 'PUT',
    scopes: [scopes.lineitem],
    type: mediaTypes.lineItem,
    answer: changeColumn,
  },
  { at: 'lineItem', method: 'DELETE', scopes: [scopes.lineitem], type: null, answer: removeColumn },
  { at: 'scores', method: 'POST', scopes: [scopes.score], type: mediaTypes.score, answer: takeScore },
  {
    at: 'results',
    method: 'GET',
    scopes: [scopes.resultReadonly],
    type: mediaTypes.results,
    answer: listResults,
  },
  {
    at: 'memberships',
    method: 'GET',
    scopes: [scopes.memberships],
    type: mediaTypes.members,
    answer: listMembers,
  },
];

/** Keys, tokens, grades and rosters of all profiles: what tools call without a browser. */
export function serviceRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const text = express.text({ type: () => true, limit: '1mb' });
  let services = 0;

  const serve = (path: string, answer: (call: ServiceCall, req: Request) => Reply | Promise<Reply>) => {
    router.all(path, text, async (req, res) => {
      const call = callOf(req);
      const ended = record(platform.faults, recordable(call, req));
      services += 1;
      const trouble = await mishap(platform.faults, services);
      const reply = trouble ?? (await answer(call, req));
      ended(reply.status);
      send(res, reply);
    });
  };

  for (const profile of Object.values(profiles)) {
    serve(profile.paths.keys, () => ({
      status: 200,
      type: 'application/json',
      body: platform.keys.jwks(),
    }));
    serve(profile.paths.token, (call) =>
      profile.needsUserAgent && call.userAgent === ''
        ? profile.refuse('no-user-agent', call, '')
        : answerTokenRequest(platform, Object.fromEntries(new URLSearchParams(call.body))),
    );
    serve(profile.paths.configuration, (call) => answerConfiguration(platform, profile.name, call));
    serve(profile.paths.registration, (call) => answerRegistration(platform, profile.name, call));
    for (const name of new Set(table.map(({ at }) => at))) {
      serve(profile.routes[name], (call, req) => answerService(platform, profile, name, call, req));
    }
  }
  return router;
}

function answerService(
  platform: Platform,
  profile: Profile,
  at: ServiceName,
  call: ServiceCall,
  req: Request,
): Reply {
  if (profile.needsUserAgent && call.userAgent === '') return profile.refuse('no-user-agent', call, '');
  const service = table.find((one) => one.at === at && one.method === call.method);
  if (!service) return { status: 405, body: 'Method not allowed' };
  if (profile.isStrictAboutTypes && !isSpoken(service, call)) return profile.refuse('no-handler', call, '');

  const grant = platform.tokens.one(call.authorization);
  const tool = grant && platform.school.tools.one(grant.clientId);
  if (!grant || !tool || tool.profile !== profile.name || tool.state !== 'active')
    return profile.refuse('unauthorized', call, 'no token, or none that is in force');
  // A scope switched off since is off for tokens given before, too.
  const isGranted = service.scopes.some((one) => grant.scopes.includes(one) && tool.scopes.includes(one));
  if (!isGranted)
    return profile.refuse(profile.name === 'moodle' ? 'unauthorized' : 'forbidden', call, 'scope missing');
  const type = call.query.get('type_id') ?? req.params['type'] ?? null;
  if (profile.name === 'moodle' && type !== null && !tool.deployments.includes(String(type)))
    return profile.refuse('unauthorized', call, 'another tool');

  const course = platform.school.courses.one(String(req.params['course'] ?? ''));
  if (!course) return profile.refuse('not-found', call, 'Course does not exist');
  return service.answer({
    platform,
    profile,
    tool,
    course,
    column: String(req.params['column'] ?? ''),
    call,
  });
}

/** The exact media type, asked for or sent. */
function isSpoken({ type, method }: Service, call: ServiceCall): boolean {
  if (type === null) return true;
  const said = method === 'GET' ? call.accept : call.contentType;
  const types = said.split(',').map((one) => one.split(';')[0]?.trim());
  return types.includes(type) || (method === 'GET' && types.includes('*/*'));
}

function callOf(req: Request): ServiceCall {
  const at = req.originalUrl.indexOf('?');
  return {
    method: req.method,
    path: req.path,
    url: req.originalUrl,
    query: new URLSearchParams(at < 0 ? '' : req.originalUrl.slice(at)),
    accept: req.headers.accept ?? '',
    contentType: req.headers['content-type'] ?? '',
    userAgent: req.headers['user-agent'] ?? '',
    authorization: req.headers.authorization ?? '',
    body: typeof req.body === 'string' ? req.body : '',
  };
}

const recordable = (call: ServiceCall, req: Request) => ({
  method: call.method,
  path: call.path,
  url: call.url,
  body: call.body,
  headers: Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)])),
});

/** Sends a reply as it is, with Moodle's words in the status line. */
export function send(res: Response, reply: Reply): void {
  res.status(reply.status);
  if (reply.reason !== undefined) res.statusMessage = reply.reason.replace(/[^\x20-\x7e]/g, ' ');
  // Headers are bytes: what is not ASCII goes out as UTF-8, as PHP does it.
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    res.setHeader(name, Buffer.from(value, 'utf8').toString('latin1'));
  if (reply.type) res.type(reply.type);
  const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? '');
  // As bytes: beside a text Node would write the headers as UTF-8 once more.
  if (reply.body === undefined || body === '') res.end();
  else res.end(Buffer.from(body, 'utf8'));
}
