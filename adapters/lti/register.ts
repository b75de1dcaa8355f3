import type { Request, Response } from 'express';
import { z } from 'zod';
import { Unreachable } from '../../core/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type SafeFetch, type SafeRequest, UrlRefused } from '../fetch/index.ts';
import { jsonIn } from './columns.ts';
import type { LtiConfig } from './config.ts';
import { familyOf } from './families/index.ts';
import { element, escaped, paragraph, sendSmallPage, type Words, wordsFor } from './html.ts';
import type { Invite, Invites, Reserved } from './invites.ts';
import { PlatformConfiguration, troubleWithHosts } from './platform-configuration.ts';
import { platformsWords } from './platforms-words.ts';
import type { LtiEngine } from './provider.ts';
import type { LtiRefusal, Refuse } from './refusals.ts';
import { originOf, type Registration, registrationIdOf } from './registration.ts';
import type { Registry } from './registry.ts';
import { deploymentIn, RegistrationAnswer, registrationRequest } from './tool-registration.ts';

export interface RegisterParts {
  readonly config: LtiConfig;
  readonly clock: Ports['clock'];
  readonly fetch: SafeFetch;
  readonly invites: Invites;
  readonly registry: Registry;
  readonly engine: LtiEngine;
  readonly refuse: Refuse;
}

const Asked = z.object({
  invite: z.string().min(1).max(100).catch(''),
  openid_configuration: z.string().max(2000).optional().catch(undefined),
  registration_token: z.string().max(8000).optional().catch(undefined),
});

/**
 * Dynamic registration, by invitation only. An administrator pastes the invite's address; the platform opens it with
 * the address of its configuration, which is fetched, checked against its own host, and answered with what we ask for.
 */
export async function register(parts: RegisterParts, req: Request, res: Response): Promise<void> {
  const { invites, refuse } = parts;
  const asked = Asked.parse(Object.fromEntries(new URL(req.originalUrl, 'http://localhost').searchParams));
  const { openid_configuration: configUrl, registration_token: token } = asked;
  if (!configUrl) {
    const invite = await invites.read(asked.invite);
    return invite ? sendInstructions(req, res) : refuse(req, res, { code: 'INVITE_INVALID' });
  }
  const reserved = await invites.reserve(asked.invite);
  if (!reserved) return refuse(req, res, { code: 'INVITE_INVALID' });
  try {
    const ended = await registerWith(parts, reserved, configUrl, token, wordsFor(req));
    if ('code' in ended) refuse(req, res, ended);
    else sendWhatIsLeft(req, res, reserved.invite, configUrl);
  } finally {
    await reserved.release();
  }
}

async function registerWith(
  parts: RegisterParts,
  reserved: Reserved,
  configUrl: string,
  token: string | undefined,
  words: Words,
): Promise<Registration | LtiRefusal> {
  const config = await configurationAt(parts, configUrl, token);
  if ('code' in config) return config;
  const trouble = troubleWithHosts(config, configUrl);
  if (trouble) return { code: trouble };

  const answer = await send(parts, {
    url: config.registration_endpoint,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...bearer(token) },
    body: JSON.stringify(registrationRequest(parts.config.baseUrl, reserved.invite, config)),
  });
  if ('code' in answer) return answer;
  const registered = RegistrationAnswer.safeParse(answer.json);
  if (!registered.success) return { code: 'REGISTRATION_INCOMPLETE' };
  const pair = { issuer: config.issuer, clientId: registered.data.client_id };
  if (await parts.registry.byPair(pair)) return { code: 'ALREADY_REGISTERED' };

  const registration = registrationOf(parts, reserved.invite, config, pair.clientId);
  try {
    await keep(parts, registration, deploymentIn(registered.data));
    await reserved.consume();
    return registration;
  } catch (fault) {
    // The platform has a tool now that we do not know.
    return { code: 'FAULT', more: words.say('lti.register.start-again'), about: { err: fault } };
  }
}

async function configurationAt(
  parts: RegisterParts,
  url: string,
  token: string | undefined,
): Promise<PlatformConfiguration | LtiRefusal> {
  const answer = await send(parts, { url, headers: { Accept: 'application/json', ...bearer(token) } });
  if ('code' in answer) return answer;
  const read = PlatformConfiguration.safeParse(answer.json);
  return read.success ? read.data : { code: 'REGISTRATION_INCOMPLETE' };
}

/** Canvas asks for it, Moodle takes no notice. */
const bearer = (token: string | undefined): Record<string, string> =>
  token ? { Authorization: `Bearer ${token}` } : {};

async function send(
  { fetch, config }: RegisterParts,
  request: SafeRequest,
): Promise<{ readonly json: unknown } | LtiRefusal> {
  try {
    const answer = await fetch({ ...request, allowedHosts: config.privateHosts, maxBytes: 256 * 1024 });
    if (answer.status >= 200 && answer.status < 300) return { json: jsonIn(answer) };
    return { code: 'REGISTRATION_REFUSED', more: platformsWords(answer.status, answer.text) };
  } catch (fault) {
    if (fault instanceof UrlRefused) return { code: 'URL_NOT_ALLOWED', about: { why: fault.why } };
    if (fault instanceof Unreachable) return { code: 'REGISTRATION_REFUSED', more: fault.message };
    throw fault;
  }
}

function registrationOf(
  { config: { privateHosts }, clock }: RegisterParts,
  invite: Invite,
  config: PlatformConfiguration,
  clientId: string,
): Registration {
  const { issuer } = config;
  const { host } = new URL(config.token_endpoint);
  return {
    id: registrationIdOf({ issuer, clientId }),
    issuer,
    clientId,
    name: new URL(issuer).host,
    authUrl: config.authorization_endpoint,
    tokenUrl: config.token_endpoint,
    keysetUrl: config.jwks_uri,
    authServer: config.authorization_server ?? null,
    organiser: invite.organiser,
    family: invite.family,
    audience: invite.audience,
    isActive: true,
    // Nobody typed it: only what the operator allows in general may be private.
    typedHosts: privateHosts.filter((allowed) => allowed === host),
    seenOrigins: [],
    at: clock.now(),
  };
}

/** Inactive until everything is kept. A school that the platform itself names is let in; others wait for the organiser. */
async function keep(
  { engine, registry, clock }: RegisterParts,
  registration: Registration,
  deployment: string | null,
) {
  await engine.register(registration);
  await engine.setActive(registration, false);
  await registry.keep(registration);
  if (deployment !== null) {
    await registry.keepDeployment({
      registration: registration.id,
      id: deployment,
      status: 'approved',
      firstSeen: clock.now(),
      guid: null,
      otherSite: null,
      platformName: null,
      courseTitle: null,
    });
  }
  await engine.setActive(registration, true);
}

function sendInstructions(req: Request, res: Response): void {
  const words = wordsFor(req);
  sendSmallPage(res, words, {
    title: words.say('lti.register.title'),
    framedBy: [],
    body: [paragraph(words.say('lti.register.paste')), paragraph(words.say('lti.register.once'))],
  });
}

/** Closing is left to the reader: what remains to be done stands here and nowhere else. */
function sendWhatIsLeft(req: Request, res: Response, { family }: Invite, configUrl: string): void {
  const words = wordsFor(req);
  const steps = familyOf(family).afterRegistration.map((step) => words.say(step));
  sendSmallPage(res, words, {
    title: words.say('lti.register.done'),
    framedBy: originOf(configUrl),
    script: closeScript,
    body: [
      element(
        'ol',
        {},
        steps.map((step) => element('li', {}, escaped(step))),
      ),
      element(
        'button',
        { id: 'close', class: 'button main', 'data-test': 'close' },
        escaped(words.say('lti.register.close')),
      ),
    ],
  });
}

const closeScript = `document.getElementById('close').addEventListener('click', () =>
  (window.opener || window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*'));`;
