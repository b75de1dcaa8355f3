import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type LmsClock, secondsOf } from './clock.ts';
import type { ProfileName } from './people.ts';
import type { Platform } from './platform.ts';
import type { Reply, ServiceCall } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import { scopes, type Tool } from './tools.ts';

const httpUrl = z.url({ protocol: /^https?$/ });
const toolClaim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

const Message = z
  .object({
    type: z.string(),
    target_link_uri: httpUrl.optional(),
    placements: z.array(z.string()).optional(),
  })
  .loose();

/** What a tool asks for when it registers itself (Dynamic Registration 1.0). */
export const RegistrationRequest = z
  .object({
    application_type: z.literal('web'),
    response_types: z.array(z.string()).refine((types) => types.includes('id_token'), 'must hold id_token'),
    grant_types: z
      .array(z.string())
      .refine(
        (types) => ['client_credentials', 'implicit'].every((one) => types.includes(one)),
        'must hold both',
      ),
    initiate_login_uri: httpUrl,
    redirect_uris: z.array(httpUrl).min(1),
    jwks_uri: httpUrl,
    client_name: z.string().min(1),
    client_uri: httpUrl.optional(),
    logo_uri: httpUrl.optional(),
    token_endpoint_auth_method: z.literal('private_key_jwt'),
    scope: z.string().default(''),
    [toolClaim]: z
      .object({
        domain: z.string().regex(/^[^/\s]+$/, 'a host, without a scheme'),
        target_link_uri: httpUrl,
        description: z.string().optional(),
        custom_parameters: z.record(z.string(), z.string()).optional(),
        messages: z.array(Message).min(1),
        claims: z.array(z.string()),
      })
      .loose(),
  })
  .loose();
export type RegistrationRequest = z.infer<typeof RegistrationRequest>;

/** Leave to register once, given to the tool in the address that an administrator opens. */
interface Leave {
  readonly profile: ProfileName;
  /** Client id of the tool that is to be updated; null: a new one. */
  readonly updates: string | null;
  readonly until: number;
  isUsed: boolean;
}

export interface Leaves {
  give(profile: ProfileName, updates: string | null): string;
  one(token: string): Leave | null;
}

const lifeSeconds = 3600;

export function createLeaves(clock: LmsClock): Leaves {
  const kept = new Map<string, Leave>();
  return {
    give(profile, updates) {
      const token = randomBytes(24).toString('base64url');
      kept.set(token, { profile, updates, until: secondsOf(clock) + lifeSeconds, isUsed: false });
      return token;
    },
    one(token) {
      const leave = kept.get(token);
      return leave && leave.until > secondsOf(clock) ? leave : null;
    },
  };
}

/** The address an administrator opens: the tool's own, with where to look and what to show. */
export function registrationAddress(
  platform: Platform,
  profile: ProfileName,
  url: string,
  updates: string | null,
): string {
  const token = platform.leaves.give(profile, updates);
  const address = new URL(url);
  const at = `${platform.base}${profiles[profile].paths.configuration}`;
  // Canvas puts the token into the address of the configuration too.
  address.searchParams.set(
    'openid_configuration',
    profile === 'canvas' ? `${at}?registration_token=${token}` : at,
  );
  address.searchParams.set('registration_token', token);
  return address.href;
}

/** What the LMS can do and where, for tools that register themselves. */
export function answerConfiguration(platform: Platform, profile: ProfileName, call: ServiceCall): Reply {
  const { paths, configuration } = profiles[profile];
  const token = /^Bearer (\S+)$/i.exec(call.authorization)?.[1] ?? '';
  if (profile === 'canvas' && platform.leaves.one(token)?.profile !== 'canvas')
    return { status: 401, type: 'application/json', body: { errorMessage: 'invalid registration token' } };
  const { base } = platform;
  const common = {
    issuer: base,
    token_endpoint: `${base}${paths.token}`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: `${base}${paths.keys}`,
    authorization_endpoint: `${base}${paths.authorization}`,
    registration_endpoint: `${base}${paths.registration}`,
    scopes_supported: ['openid', ...Object.values(scopes)],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
  };
  return { status: 200, type: 'application/json', body: { ...common, ...configuration(base) } };
}

/** The registration endpoint: a new tool, or a new description of a known one. */
export function answerRegistration(platform: Platform, profile: ProfileName, call: ServiceCall): Reply {
  const leave = platform.leaves.one(/^Bearer (\S+)$/i.exec(call.authorization)?.[1] ?? '');
  if (!leave || leave.profile !== profile) return refused(profile, 401, 'invalid_token');
  if (leave.isUsed) return refused(profile, 401, 'token_already_used');
  const request = readRequest(call.body);
  if (typeof request === 'string') return refused(profile, 400, request);
  const asked = request.scope.split(' ').filter(Boolean);
  const unknown = asked.filter((scope) => !supported.includes(scope));
  if (profile === 'canvas' && unknown.length > 0)
    return refused(profile, 422, `scopes: ${unknown.join(' ')} is not supported`);
  const foreign = foreignAddress(request);
  if (foreign) return refused(profile, 400, `${foreign} is not on the domain of the tool`);

  leave.isUsed = true;
  const before = leave.updates === null ? null : platform.school.tools.one(leave.updates);
  const tool = toolFrom(platform, profile, request, before);
  platform.school.tools.put(tool);
  const status = profile === 'moodle' ? 200 : 201;
  return { status, type: 'application/json', body: registered(tool, request) };
}

const supported: readonly string[] = ['openid', ...Object.values(scopes)];

function readRequest(body: string): RegistrationRequest | string {
  try {
    const parsed = RegistrationRequest.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return 'The body is no JSON.';
  }
}

/** Moodle and Canvas both look whether a tool speaks for its own host. */
function foreignAddress(request: RegistrationRequest): string | null {
  const { domain, target_link_uri } = request[toolClaim];
  const addresses = [request.initiate_login_uri, request.jwks_uri, target_link_uri, ...request.redirect_uris];
  return (
    addresses.find((address) => ![new URL(address).host, new URL(address).hostname].includes(domain)) ?? null
  );
}

function toolFrom(
  platform: Platform,
  profile: ProfileName,
  request: RegistrationRequest,
  before: Tool | null,
): Tool {
  const settings = request[toolClaim];
  const message = (type: string) => settings.messages.find((one) => one.type === type);
  const asked = request.scope.split(' ');
  return {
    clientId: before?.clientId ?? newClientId(profile),
    profile,
    name: request.client_name,
    deployments: before?.deployments ?? [newDeployment(platform, profile)],
    loginUrl: request.initiate_login_uri,
    redirectUris: request.redirect_uris,
    launchUrl: settings.target_link_uri,
    contentUrl: message('LtiDeepLinkingRequest')?.target_link_uri ?? settings.target_link_uri,
    keysUrl: request.jwks_uri,
    scopes: Object.values(scopes).filter((scope) => asked.includes(scope)),
    custom: settings.custom_parameters ?? {},
    shares: sharedBy(settings.claims),
    // An administrator looks at it first, except by the book.
    state: profile === 'by-the-book' ? 'active' : (before?.state ?? 'pending'),
    isInChooser: profile !== 'moodle' || (before?.isInChooser ?? false),
    placements: settings.messages.flatMap(({ placements }) => placements ?? []),
  };
}

const sharedBy = (claims: readonly string[]): Tool['shares'] =>
  claims.includes('email') ? 'name-and-email' : claims.includes('name') ? 'name' : 'nothing';

function newClientId(profile: ProfileName): string {
  if (profile === 'canvas') return `1000000000${randomInt(1000, 9999)}`;
  return profile === 'moodle'
    ? randomBytes(12).toString('base64url').replace(/[-_]/g, 'x').slice(0, 15)
    : randomUUID();
}

function newDeployment({ school }: Platform, profile: ProfileName): string {
  const number = school.next('tool');
  if (profile === 'canvas') return `${number}:${randomBytes(20).toString('hex')}`;
  return profile === 'moodle' ? String(number) : `deployment-${number}`;
}

/** What was registered; only Canvas keeps the deployment to itself until an administrator has placed the tool. */
function registered(tool: Tool, request: RegistrationRequest) {
  const { [toolClaim]: settings, ...rest } = request;
  const isMoodle = tool.profile === 'moodle';
  return {
    ...rest,
    client_id: tool.clientId,
    scope: tool.scopes.join(' '),
    [toolClaim]: {
      ...settings,
      version: '1.3.0',
      ...(tool.profile === 'canvas' ? {} : { deployment_id: tool.deployments[0] }),
      // Moodle answers with these whatever was asked for.
      ...(isMoodle ? { claims: ['sub', 'iss', 'name', 'family_name', 'given_name', 'email'] } : {}),
    },
  };
}

function refused(profile: ProfileName, status: number, why: string): Reply {
  if (profile === 'moodle') return { status, reason: why.replace(/\s+/g, ' '), body: why };
  const body =
    profile === 'canvas'
      ? { errors: [{ message: why }] }
      : { error: 'invalid_client_metadata', error_description: why };
  return { status, type: 'application/json', body };
}
