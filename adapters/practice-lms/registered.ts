import type { ProfileName } from './people.ts';
import type { Reply } from './profiles/profile.ts';
import { type RegistrationRequest, toolClaim } from './registration-request.ts';
import type { Tool } from './tools.ts';

/** What a platform answers to a tool that it has registered. */
export function registered(tool: Tool, request: RegistrationRequest): Reply {
  const status = tool.profile === 'by-the-book' ? 201 : 200;
  const type = tool.profile === 'moodle' ? 'application/json; charset=utf-8' : 'application/json';
  return { status, type, body: bodies[tool.profile](tool, request) };
}

const bodies: Readonly<Record<ProfileName, (tool: Tool, request: RegistrationRequest) => object>> = {
  'by-the-book': (tool, request) => ({
    ...request,
    client_id: tool.clientId,
    scope: tool.scopes.join(' '),
    [toolClaim]: { ...request[toolClaim], deployment_id: tool.deployments[0] },
  }),
  moodle: inMoodle,
  canvas: inCanvas,
};

/** Written anew from what Moodle keeps: one message, words in lists where the book has none, claims that nobody asked for. */
function inMoodle(tool: Tool, { [toolClaim]: settings, logo_uri = '' }: RegistrationRequest) {
  const { target_link_uri } = settings.messages.find(({ type }) => type === 'LtiDeepLinkingRequest') ?? {};
  return {
    client_id: tool.clientId,
    token_endpoint_auth_method: 'private_key_jwt',
    response_types: ['id_token'],
    jwks_uri: tool.keysUrl,
    initiate_login_uri: tool.loginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: ['web'],
    client_name: tool.name,
    logo_uri,
    scope: tool.scopes.join(' '),
    [toolClaim]: {
      version: '1.3.0',
      deployment_id: tool.deployments[0],
      target_link_uri: tool.launchUrl,
      domain: settings.domain,
      description: settings.description ?? '',
      ...(target_link_uri ? { messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri }] } : {}),
      custom_parameters: tool.custom,
      claims: ['sub', 'iss', 'name', 'family_name', 'middle_name', 'email'],
    },
  };
}

/** As it was asked for; the deployment comes to be only when an administrator puts the tool into an account or a course. */
function inCanvas(tool: Tool, { [toolClaim]: settings, ...request }: RegistrationRequest) {
  const { client_uri: _untold, ...told } = request;
  return {
    client_id: tool.clientId,
    ...told,
    scope: tool.scopes.join(' '),
    [toolClaim]: {
      ...settings,
      'https://canvas.instructure.com/lti/registration_config_url': `${new URL(settings.target_link_uri).origin}/`,
    },
  };
}

/** @param why in the platform's own words */
export function notRegistered(profile: ProfileName, status: number, why: string): Reply {
  if (profile === 'moodle') return { status, reason: why.replace(/\s+/g, ' '), body: why };
  const body =
    profile === 'canvas'
      ? { errorMessage: why }
      : { error: 'invalid_client_metadata', error_description: why };
  return { status, type: 'application/json', body };
}
