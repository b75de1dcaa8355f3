import { SignJWT } from 'jose';
import { z } from 'zod';
import { claimsOf } from './claims.ts';
import { secondsOf } from './clock.ts';
import type { Launch, NewLaunch } from './launches.ts';
import type { Platform } from './platform.ts';
import type { Claims, LaunchFacts } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import { storageTarget } from './tool-storage.ts';
import { deploymentOf, type Tool } from './tools.ts';

/** Where a browser is sent, and with what. */
export interface Errand {
  readonly method: 'get' | 'post';
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** First step of third-party-initiated login: what the LMS says to the tool's login address. */
export function startLaunch(platform: Platform, started: NewLaunch): Errand & { readonly launch: Launch } {
  const launch = platform.launches.start(started);
  const facts = factsOf(platform, launch);
  const profile = profiles[facts.tool.profile];
  return {
    launch,
    method: profile.login === 'form' ? 'post' : 'get',
    action: facts.tool.loginUrl,
    fields: {
      iss: platform.base,
      target_link_uri: launch.target,
      login_hint: facts.person.ids[profile.name],
      lti_message_hint: profile.messageHint(launch),
      client_id: facts.tool.clientId,
      lti_deployment_id: deploymentOf(facts.tool),
      ...profile.loginExtras(facts),
    },
  };
}

/** @throws Error when the course, the person, the tool or the link is gone since */
export function factsOf(platform: Platform, launch: Launch): LaunchFacts {
  const { school, base, storage } = platform;
  const tool = school.tools.one(launch.clientId);
  const course = school.courses.one(launch.course);
  const person = school.people.one(launch.person);
  const link = launch.link === null ? null : school.links.one(launch.link);
  if (!tool || !course || !person || (launch.link !== null && !link))
    throw new Error(`launch ${launch.id} speaks of something that is gone`);
  return { base, school, launch, tool, course, person, link, storageTarget: storageTarget(storage.way) };
}

/** What the tool asks of the authorization endpoint. */
export const LoginRequest = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string().optional(),
  response_mode: z.string().optional(),
  scope: z.string().optional(),
  prompt: z.string().optional(),
  nonce: z.string().optional(),
  state: z.string().optional(),
  login_hint: z.string().optional(),
  lti_message_hint: z.string().optional(),
});
export type LoginRequest = z.infer<typeof LoginRequest>;

/** `page` is shown here: who asks is not trusted with an answer. */
export type LoginAnswer = { readonly page: string } | Errand;

/**
 * Second step: the LMS says who it is, or why not.
 * @param signedIn key of the person whose session came along; null: none did; `anybody` leaves that out (tests)
 */
export async function answerLogin(
  platform: Platform,
  request: LoginRequest,
  signedIn: string | 'anybody' | null,
): Promise<LoginAnswer> {
  const tool = platform.school.tools.one(request.client_id);
  if (tool?.state !== 'active') return { page: 'client_id: no such tool is active here.' };
  if (!tool.redirectUris.includes(request.redirect_uri))
    return { page: 'redirect_uri: is not one that was registered, to the letter.' };

  const state: Record<string, string> = request.state === undefined ? {} : { state: request.state };
  const answer = (fields: Record<string, string>): Errand => ({
    method: 'post',
    action: request.redirect_uri,
    fields: { ...fields, ...state },
  });
  const wrong = wrongOf(request);
  if (wrong) return answer({ error: wrong.error, error_description: wrong.description });

  const profile = profiles[tool.profile];
  const launch = platform.launches.one(launchIdOf(request.lti_message_hint ?? ''));
  if (!launch || launch.clientId !== tool.clientId)
    return answer({ error: 'invalid_request', error_description: 'lti_message_hint: no such launch' });
  const facts = factsOf(platform, launch);
  const isThem = signedIn === 'anybody' || signedIn === launch.by;
  if (!isThem || request.login_hint !== facts.person.ids[profile.name])
    return answer({ error: 'login_required', error_description: 'Nobody, or somebody else, is signed in.' });

  if (profile.hintWorksOnce && launch.kind === 'link') platform.launches.end(launch.id);
  const claims = platform.bend({ nonce: request.nonce, ...claimsOf(profile, facts) });
  return answer({ id_token: await signed(platform, tool, claims) });
}

/** Each profile wraps the id of the launch in its own way. */
function launchIdOf(hint: string): string {
  if (hint.startsWith('canvas.')) return Buffer.from(hint.slice(7), 'base64url').toString();
  if (!hint.startsWith('{')) return hint;
  try {
    return z.object({ launchid: z.string() }).parse(JSON.parse(hint)).launchid;
  } catch {
    return '';
  }
}

function wrongOf(request: LoginRequest): { error: string; description: string } | null {
  const must = { response_type: 'id_token', response_mode: 'form_post', prompt: 'none' } as const;
  if (request.response_type !== must.response_type)
    return { error: 'unsupported_response_type', description: 'response_type must be id_token' };
  for (const name of ['response_mode', 'prompt'] as const) {
    if (request[name] !== must[name])
      return { error: 'invalid_request', description: `${name} must be ${must[name]}` };
  }
  if (!(request.scope ?? '').split(' ').includes('openid'))
    return { error: 'invalid_scope', description: 'scope must name openid' };
  for (const name of ['nonce', 'login_hint', 'lti_message_hint'] as const) {
    if (!request[name]) return { error: 'invalid_request', description: `${name} is missing` };
  }
  return null;
}

/** Signs as the LMS does now; claims that bring their own times keep them. */
export function signed(platform: Platform, tool: Tool, claims: Claims): Promise<string> {
  const now = secondsOf(platform.clock);
  const { kid, key } = platform.keys.current();
  const times = { iat: now, exp: now + profiles[tool.profile].idTokenSeconds };
  return new SignJWT({ ...times, ...claims }).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(key);
}
