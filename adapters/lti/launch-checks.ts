import type { RefusalCode } from '../web/index.ts';
import type { PlatformFamily } from './families/family.ts';
import type { Login } from './login-record.ts';
import { type Claims, Context, claim, DeepLinkingSettings, ResourceLink, Roles, shortId } from './schema.ts';

/** Null: nothing wrong. */
type Trouble = RefusalCode | null;

export interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
  readonly kid: string;
}

/** Three parts of base64url, header and payload objects of JSON, signed with RS256 by a named key. */
export function readToken(idToken: string): Token | 'MALFORMED_JWT' | 'BAD_HEADER' {
  const parts = idToken.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) {
    // An empty signature is a token without one: its header says so.
    const isUnsigned = parts.length === 3 && parts[2] === '' && objectIn(parts[0]) && objectIn(parts[1]);
    return isUnsigned ? 'BAD_HEADER' : 'MALFORMED_JWT';
  }
  const [header, claims] = [objectIn(parts[0]), objectIn(parts[1])];
  if (!header || !claims) return 'MALFORMED_JWT';
  const { alg, kid } = header;
  const isNamed = typeof kid === 'string' && kid.length >= 1 && kid.length <= 512;
  return alg === 'RS256' && isNamed ? { header, claims, kid } : 'BAD_HEADER';
}

function objectIn(part: string | undefined): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    // Any object of JSON has names and values.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** How far clocks may differ, and how old a token may be, in seconds. */
const leeway = 60;
const oldest = 600;

/** What every id_token must say, checked before its signature: from whom, for whom, when, answering which login. */
export function troubleWithToken(claims: Claims, login: Login, nowSeconds: number): Trouble {
  const { iss, sub, nonce } = claims;
  if (iss !== login.issuer) return 'BAD_ISS';
  if (!shortId.safeParse(sub).success) return 'BAD_SUB';
  return (
    troubleWithAudience(claims, login.clientId) ??
    troubleWithTimes(claims, nowSeconds) ??
    (nonce === login.nonce ? null : 'BAD_NONCE')
  );
}

function troubleWithAudience({ aud, azp }: Claims, clientId: string): Trouble {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(clientId)) return 'BAD_AUD';
  if (azp === undefined) return audiences.length > 1 ? 'BAD_AZP' : null;
  return azp === clientId ? null : 'BAD_AZP';
}

function troubleWithTimes({ exp, iat, nbf }: Claims, now: number): Trouble {
  if (!isTime(exp) || exp <= now - leeway) return 'BAD_EXP';
  if (!isTime(iat) || iat < now - oldest || iat > now + leeway) return 'BAD_IAT';
  return nbf === undefined || (isTime(nbf) && nbf <= now + leeway) ? null : 'BAD_NBF';
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** What LTI asks of a launch, checked when the signature holds. */
export function troubleWithLaunch(claims: Claims, login: Login, family: PlatformFamily): Trouble {
  if (claims[claim.version] !== '1.3.0') return 'BAD_VERSION';
  const type = claims[claim.messageType];
  if (type !== 'LtiResourceLinkRequest' && type !== 'LtiDeepLinkingRequest') return 'BAD_MESSAGE_TYPE';
  if (!Roles.safeParse(claims[claim.roles]).success) return 'BAD_ROLES';
  const context = claims[claim.context];
  if (context !== undefined && !Context.safeParse(context).success) return 'BAD_CONTEXT';
  return (
    (type === 'LtiDeepLinkingRequest'
      ? troubleWithDeepLinking(claims)
      : troubleWithResourceLink(claims, login, family)) ?? troubleWithDeployment(claims, login)
  );
}

function troubleWithDeepLinking(claims: Claims): Trouble {
  return DeepLinkingSettings.safeParse(claims[claim.deepLinking]).success ? null : 'BAD_DL_SETTINGS';
}

function troubleWithResourceLink(claims: Claims, { target }: Login, family: PlatformFamily): Trouble {
  const claimed = claims[claim.targetLinkUri];
  if (typeof claimed !== 'string' || !isSameTarget(claimed, target, family)) return 'BAD_TARGET';
  return ResourceLink.safeParse(claims[claim.resourceLink]).success ? null : 'BAD_RESOURCE_LINK';
}

/** Origin, path and the decoded query, in whatever order. */
function isSameTarget(a: string, b: string, family: PlatformFamily): boolean {
  if (a === b) return true;
  if (!URL.canParse(a)) return false;
  const [one, other] = [new URL(a), new URL(b)];
  return (
    one.origin === other.origin &&
    one.pathname === other.pathname &&
    queryOf(a, family) === queryOf(b, family)
  );
}

const queryOf = (target: string, family: PlatformFamily): string =>
  JSON.stringify([...family.query(target)].map(([name, value]) => `${name}=${value}`).sort());

function troubleWithDeployment(claims: Claims, { deploymentHint }: Login): Trouble {
  const id = shortId.safeParse(claims[claim.deploymentId]);
  if (!id.success) return 'BAD_DEPLOYMENT';
  return deploymentHint === null || deploymentHint === id.data ? null : 'DEPLOYMENT_MISMATCH';
}
