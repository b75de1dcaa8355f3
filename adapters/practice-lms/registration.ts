import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { type LmsClock, secondsOf } from './clock.ts';
import type { ProfileName } from './people.ts';
import type { Platform } from './platform.ts';
import type { Reply, ServiceCall } from './profiles/profile.ts';
import { profiles } from './profiles.ts';
import { notRegistered, registered } from './registered.ts';
import {
  foreignAddress,
  grantedScopes,
  privacyLevel,
  type RegistrationRequest,
  readRequest,
  toolClaim,
  unknownScopes,
} from './registration-request.ts';
import { scopes, type Tool } from './tools.ts';

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
  if (!leave || leave.profile !== profile) return notRegistered(profile, 401, 'invalid_token');
  if (leave.isUsed) return notRegistered(profile, 401, 'token_already_used');
  const request = readRequest(call.body);
  if (typeof request === 'string') return notRegistered(profile, 400, request);
  const unknown = unknownScopes(request);
  if (profile === 'canvas' && unknown.length > 0)
    return notRegistered(profile, 422, `scopes: ${unknown.join(' ')} is not supported`);
  const foreign = foreignAddress(request);
  if (foreign) return notRegistered(profile, 400, `${foreign} is not on the domain of the tool`);

  leave.isUsed = true;
  const before = leave.updates === null ? null : platform.school.tools.one(leave.updates);
  const tool = toolFrom(platform, profile, request, before);
  platform.school.tools.put(tool);
  return registered(tool, request);
}

function toolFrom(
  platform: Platform,
  profile: ProfileName,
  request: RegistrationRequest,
  before: Tool | null,
): Tool {
  const settings = request[toolClaim];
  const message = (type: string) => settings.messages.find((one) => one.type === type);
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
    scopes: grantedScopes(profile, request),
    custom: settings.custom_parameters ?? {},
    shares: sharedBy(profile, request),
    // An administrator looks at it first, except by the book.
    state: profile === 'by-the-book' ? 'active' : (before?.state ?? 'pending'),
    isInChooser: profile !== 'moodle' || (before?.isInChooser ?? false),
    placements: settings.messages.flatMap(({ placements }) => placements ?? []),
  };
}

/** Canvas has a word of its own for it, and else takes a name for leave to tell everything. */
function sharedBy(profile: ProfileName, { [toolClaim]: settings }: RegistrationRequest): Tool['shares'] {
  const { claims, [privacyLevel]: level } = settings;
  if (profile === 'canvas' && level !== undefined) return canvasLevels[level];
  if (claims.includes('email') || (profile === 'canvas' && claims.includes('picture')))
    return 'name-and-email';
  return claims.includes('name') ? 'name' : 'nothing';
}

const canvasLevels = {
  public: 'name-and-email',
  email_only: 'name-and-email',
  name_only: 'name',
  anonymous: 'nothing',
} as const;

function newClientId(profile: ProfileName): string {
  if (profile === 'canvas') return `1000000000${randomInt(1000, 9999)}`;
  return profile === 'moodle'
    ? randomBytes(12).toString('base64url').replace(/[-_]/g, 'x').slice(0, 15)
    : randomUUID();
}

/** The next one, in the manner of the profile. */
export function newDeployment({ school }: Platform, profile: ProfileName): string {
  const number = school.next('tool');
  if (profile === 'canvas') return `${number}:${randomBytes(20).toString('hex')}`;
  return profile === 'moodle' ? String(number) : `deployment-${number}`;
}
