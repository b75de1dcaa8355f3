import { type KeyObject, verify } from 'node:crypto';
import type { Request, Response } from 'express';
import { domainEvent } from '../../core/domain-events.ts';
import { millis } from '../../core/instant.ts';
import { nobody } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { RefusalCode } from '../web/index.ts';
import { isFromOurPages } from '../web/index.ts';
import type { LtiConfig } from './config.ts';
import { sendStoragePage } from './cookieless.ts';
import { familyOf } from './families/index.ts';
import { type Guarded, guarded } from './guarded.ts';
import type { KeySets } from './jwks.ts';
import { readLaunch } from './launch.ts';
import { readToken, type Token, troubleWithLaunch, troubleWithToken } from './launch-checks.ts';
import { bindIn, isBoundTo, type Login, type Logins, noBindCookie } from './login-record.ts';
import type { LtiRefusal, Refuse } from './refusals.ts';
import type { Deployment, Registration } from './registration.ts';
import type { Registry } from './registry.ts';
import { claim, LaunchForm, shortId } from './schema.ts';

export interface LaunchGuardParts {
  readonly config: LtiConfig;
  readonly ports: Pick<Ports, 'records' | 'clock'>;
  readonly registry: Registry;
  readonly logins: Logins;
  readonly keySets: KeySets;
  readonly refuse: Refuse;
}

/**
 * Checks a launch in the order of `docs/lti.md` §4.
 * @param goOn to ltijs and, after its own check, to us: only what passes them all
 */
export async function guardLaunch(
  parts: LaunchGuardParts,
  req: Request,
  res: Response,
  goOn: () => void,
): Promise<void> {
  const form = LaunchForm.parse(req.body ?? {});
  const found = await findLogin(parts, req, res, form);
  if (found === 'answered') return;
  const passed = 'code' in found ? found : await checkLaunch(parts, found, form);
  if ('code' in passed) return parts.refuse(req, res, passed);

  res.append('Set-Cookie', noBindCookie(passed.state));
  guarded.run(passed, goOn);
}

/** The login that this browser began, taken so that nobody else gets it. */
async function findLogin(
  { config, logins, registry }: LaunchGuardParts,
  req: Request,
  res: Response,
  form: LaunchForm,
): Promise<Login | LtiRefusal | 'answered'> {
  if (form.error !== undefined && form.id_token === undefined) {
    const said = [form.error, form.error_description].filter(Boolean).join(': ').slice(0, 300);
    return { code: 'PLATFORM_REFUSED', more: said };
  }
  const { state, id_token: idToken } = form;
  const bind = bindOf(req, form, config.baseUrl);
  if (state && bind !== null) {
    const login = await logins.take(state);
    if (!login) return { code: 'STATE_UNKNOWN_OR_USED' };
    const about = { registration: login.registration };
    return isBoundTo(login, bind) ? login : { code: 'STATE_NOT_BOUND_TO_BROWSER', about };
  }

  const waiting = state ? await logins.peek(state) : null;
  if (!state || !waiting) return { code: 'STATE_UNKNOWN_OR_USED' };
  const { registration: id, storageTarget } = waiting;
  const registration = storageTarget !== null ? await registry.byId(id) : null;
  if (!registration || storageTarget === null || !idToken) {
    return { code: 'STATE_NOT_BOUND_TO_BROWSER', about: { registration: id } };
  }
  sendStoragePage(req, res, { idToken, state, storageTarget, registration });
  return 'answered';
}

/** From the cookie; from the form only where our own storage page sent it, else an attacker could post a value of his. */
function bindOf(req: Request, { state, lti_bind }: LaunchForm, baseUrl: string): string | null {
  const cookie = bindIn(req.headers.cookie ?? '', state ?? '');
  if (cookie) return cookie;
  return lti_bind && isFromOurPages(req, baseUrl) ? lti_bind : null;
}

async function checkLaunch(
  parts: LaunchGuardParts,
  login: Login,
  { state = '', id_token: idToken = '' }: LaunchForm,
): Promise<Guarded | LtiRefusal> {
  const about = { registration: login.registration };
  const registration = await parts.registry.byId(login.registration);
  if (!registration?.isActive) return { code: 'PLATFORM_INACTIVE', about };

  const token = readToken(idToken);
  if (typeof token === 'string') return { code: token, about };
  const early = troubleWithToken(token.claims, login, Math.floor(millis(parts.ports.clock.now()) / 1000));
  if (early) return { code: early, about };
  const key = await parts.keySets.keyOf(registration, token.kid);
  if (typeof key === 'string') return { code: 'KEY_NOT_FOUND', about: { ...about, keySet: key } };
  if (!isSignedBy(idToken, key)) return { code: 'BAD_SIGNATURE', about };

  const family = familyOf(registration.family);
  const late = troubleWithLaunch(token.claims, login, family);
  if (late) return withWayBack(late, registration, token);
  const deployment = await approvedDeployment(parts, registration, token);
  if (!deployment) return withWayBack('DEPLOYMENT_PENDING', registration, token);
  return { registration, deployment, claims: token.claims, key, state };
}

/** RS256, whatever the header says: it has been read, and the key is one of RSA. */
function isSignedBy(idToken: string, key: KeyObject): boolean {
  const end = idToken.lastIndexOf('.');
  const signature = Buffer.from(idToken.slice(end + 1), 'base64url');
  return verify('sha256', Buffer.from(idToken.slice(0, end)), key, signature);
}

/** The platform vouches for the token, so its language and its way back may be used. */
function withWayBack(code: RefusalCode, registration: Registration, { claims }: Token): LtiRefusal {
  const { language, returnUrl } = readLaunch(registration, '', claims);
  return { code, language, returnUrl, about: { registration: registration.id } };
}

/** Null: nobody approved the school. It is noted for the organiser, only here, after the signature. */
async function approvedDeployment(
  { registry, ports }: LaunchGuardParts,
  registration: Registration,
  { claims }: Token,
): Promise<Deployment | null> {
  const id = shortId.parse(claims[claim.deploymentId]);
  const known = await registry.deployment(registration.id, id);
  if (known?.status === 'approved') return known;
  const { platform, course } = readLaunch(registration, id, claims);
  const isNew = await registry.notePending({
    registration: registration.id,
    id,
    firstSeen: ports.clock.now(),
    guid: platform.guid,
    otherSite: null,
    platformName: platform.name,
    courseTitle: course?.title ?? null,
  });
  const { organiser } = registration;
  if (isNew) await ports.records.keep({}, [domainEvent(nobody, 'school.waiting', { organiser })]);
  return null;
}
