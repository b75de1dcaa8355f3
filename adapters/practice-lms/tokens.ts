import { randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type LmsClock, secondsOf } from './clock.ts';
import { firstUse, type Platform } from './platform.ts';
import type { Reply } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import type { Tool } from './tools.ts';

interface Grant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly until: number;
}

/** Access tokens in force; a restart ends them all. */
export interface Tokens {
  give(clientId: string, scopes: readonly string[]): string;
  /** Null: unknown, ended or expired. */
  one(authorization: string): Grant | null;
  endAll(): void;
}

const lifeSeconds = 3600;

export function createTokens(clock: LmsClock): Tokens {
  const kept = new Map<string, Grant>();
  return {
    give(clientId, scopes) {
      const token = randomBytes(16).toString('hex');
      kept.set(token, { clientId, scopes, until: secondsOf(clock) + lifeSeconds });
      return token;
    },
    one(authorization) {
      const grant = kept.get(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
      return grant && grant.until > secondsOf(clock) ? grant : null;
    },
    endAll: () => kept.clear(),
  };
}

const TokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string(),
  scope: z.string().default(''),
});

/** The token endpoint: a signed assertion for a token of the scopes that the tool was granted. */
export async function answerTokenRequest(platform: Platform, form: unknown): Promise<Reply> {
  const parsed = TokenRequest.safeParse(form);
  if (!parsed.success) return refused('invalid_request', z.prettifyError(parsed.error));
  const { client_assertion: assertion, scope } = parsed.data;

  const checked = await checkAssertion(platform, assertion);
  if ('status' in checked) return checked;

  const asked = scope.split(' ').filter(Boolean);
  const given = asked.filter((one) => checked.scopes.includes(one));
  // By the book a token for less would be allowed too, but says less than a refusal.
  const isAllOrNothing = checked.profile === 'by-the-book';
  if (given.length === 0 || (isAllOrNothing && given.length < asked.length)) return refused('invalid_scope');

  const token = {
    access_token: platform.tokens.give(checked.clientId, given),
    token_type: 'Bearer',
    expires_in: lifeSeconds,
    scope: given.join(' '),
  };
  return { status: 200, type: 'application/json', body: JSON.stringify(token, null, 2) };
}

/** The tool that signed this assertion, or the answer that says what is wrong with it. */
async function checkAssertion(platform: Platform, assertion: string): Promise<Tool | Reply> {
  const read = readUnverified(assertion);
  const tool = read && platform.school.tools.one(read.issuer);
  if (!tool) return refused('invalid_client', 'iss is no client id of an active tool');
  if (!read.kid) return refused('error/Error: kid must be provided in JWT header.');

  const { paths, name } = profiles[tool.profile];
  try {
    const { payload } = await jwtVerify(assertion, platform.toolKeys(tool.keysUrl), {
      issuer: tool.clientId,
      subject: tool.clientId,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat'],
      clockTolerance: 5,
      // Tools sign by the real time, also where a test has put the clock of the LMS ahead.
      currentDate: new Date(),
      // Moodle gives a token whatever the audience is.
      ...(name === 'moodle' ? {} : { audience: `${platform.base}${paths.token}` }),
    });
    if (name === 'moodle') return tool;
    if (!payload.jti || !firstUse(platform.used, `${tool.clientId} ${payload.jti}`))
      return refused('invalid_client', 'jti is missing or was used before');
    return tool;
  } catch (fault) {
    if (fault instanceof errors.JWTExpired) return refused('Expired token');
    return refused('invalid_client', fault instanceof Error ? fault.message : String(fault));
  }
}

function readUnverified(assertion: string): { issuer: string; kid: string | null } | null {
  try {
    return { issuer: decodeJwt(assertion).iss ?? '', kid: decodeProtectedHeader(assertion).kid ?? null };
  } catch {
    return null;
  }
}

function refused(error: string, description?: string): Reply {
  const body = description === undefined ? { error } : { error, error_description: description };
  return { status: 400, type: 'application/json', body: JSON.stringify(body, null, 2) };
}
