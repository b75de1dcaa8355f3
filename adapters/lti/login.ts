import type { Request, Response } from 'express';
import type { RefusalCode } from '../web/index.ts';
import type { LtiConfig } from './config.ts';
import { sendFramePage } from './cookieless.ts';
import { bindCookie, hashOf, type Logins, newSecret, newState } from './login-record.ts';
import type { Refuse } from './refusals.ts';
import type { Registration } from './registration.ts';
import type { Registry } from './registry.ts';
import { LoginParameters } from './schema.ts';

export interface LoginParts {
  readonly config: LtiConfig;
  readonly registry: Registry;
  readonly logins: Logins;
  readonly refuse: Refuse;
}

/**
 * Third-party login: finds the platform and sends the browser there, with a state and a nonce of its own, one constant
 * address to come back to, and a value that only this browser holds.
 */
export async function login(parts: LoginParts, req: Request, res: Response): Promise<void> {
  const { config, registry, refuse } = parts;
  const read = LoginParameters.safeParse({ ...queryOf(req), ...bodyOf(req) });
  if (!read.success) return refuse(req, res, { code: 'MISSING_LOGIN_PARAMETERS' });
  const parameters = read.data;

  const registration = await resolve(registry, parameters);
  if (typeof registration === 'string') {
    return refuse(req, res, { code: registration, about: { issuer: parameters.iss } });
  }
  if (!isOurTarget(parameters.target_link_uri, config.baseUrl)) {
    return refuse(req, res, { code: 'FOREIGN_TARGET_LINK_URI', about: { registration: registration.id } });
  }
  await sendToPlatform(parts, req, res, { registration, parameters });
}

export const launchPath = '/lti/launch';
/** Platforms compare it letter by letter: the one address they send launches to. */
export const redirectUri = (baseUrl: string): string => `${baseUrl}${launchPath}`;

async function resolve(
  registry: Registry,
  { iss, client_id }: LoginParameters,
): Promise<
  Registration | Extract<RefusalCode, 'UNREGISTERED_PLATFORM' | 'AMBIGUOUS_PLATFORM' | 'PLATFORM_INACTIVE'>
> {
  if (client_id !== undefined) {
    const known = await registry.byPair({ issuer: iss, clientId: client_id });
    if (!known) return 'UNREGISTERED_PLATFORM';
    return known.isActive ? known : 'PLATFORM_INACTIVE';
  }
  const ofIssuer = await registry.ofIssuer(iss);
  const active = ofIssuer.filter(({ isActive }) => isActive);
  const [only, another] = active;
  if (another) return 'AMBIGUOUS_PLATFORM';
  if (only) return only;
  return ofIssuer.length > 0 ? 'PLATFORM_INACTIVE' : 'UNREGISTERED_PLATFORM';
}

function isOurTarget(target: string, baseUrl: string): boolean {
  if (!URL.canParse(target)) return false;
  const { origin, pathname, username, password } = new URL(target);
  return origin === baseUrl && pathname === launchPath && !username && !password;
}

interface Known {
  readonly registration: Registration;
  readonly parameters: LoginParameters;
}

async function sendToPlatform(
  { config, logins }: LoginParts,
  req: Request,
  res: Response,
  { registration, parameters }: Known,
): Promise<void> {
  const [state, nonce, bind] = [newState(), newSecret(32), newSecret(16)];
  const isFramed = ['iframe', 'frame'].includes(req.get('sec-fetch-dest') ?? '');
  await logins.keep(state, {
    nonce,
    registration: registration.id,
    issuer: registration.issuer,
    clientId: registration.clientId,
    deploymentHint: parameters.lti_deployment_id || parameters.deployment_id || null,
    target: parameters.target_link_uri,
    bindHash: hashOf(bind),
    storageTarget: isFramed ? (parameters.lti_storage_target ?? null) : null,
  });
  res.append('Set-Cookie', bindCookie(state, bind));

  const platformUrl = authenticationUrl(registration, parameters, redirectUri(config.baseUrl), state, nonce);
  if (!isFramed) {
    res.status(302).set('Location', platformUrl).end();
    return;
  }
  sendFramePage(req, res, { platformUrl, parameters, state, bind, registration });
}

/** The registered endpoint with its own query kept. */
function authenticationUrl(
  { authUrl, clientId }: Registration,
  parameters: LoginParameters,
  redirectTo: string,
  state: string,
  nonce: string,
): string {
  const url = new URL(authUrl);
  const asked: Readonly<Record<string, string | undefined>> = {
    response_type: 'id_token',
    response_mode: 'form_post',
    scope: 'openid',
    prompt: 'none',
    client_id: clientId,
    redirect_uri: redirectTo,
    login_hint: parameters.login_hint,
    lti_message_hint: parameters.lti_message_hint,
    lti_deployment_id: parameters.lti_deployment_id,
    state,
    nonce,
  };
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined) query.set(name, value);
  }
  url.search = query.toString();
  return url.href;
}

/** A name that comes twice is a list. */
function queryOf(req: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(req.originalUrl, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const [value = '', ...more] = searchParams.getAll(name);
      return [name, more.length > 0 ? [value, ...more] : value];
    }),
  );
}

const bodyOf = (req: Request): object => (typeof req.body === 'object' && req.body !== null ? req.body : {});
