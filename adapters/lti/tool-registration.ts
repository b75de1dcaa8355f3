import { z } from 'zod';
import { familyOf } from './families/index.ts';
import type { Invite } from './invites.ts';
import { redirectUri } from './login.ts';
import type { PlatformConfiguration } from './platform-configuration.ts';
import { scope } from './scopes.ts';

const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

export const toolName = 'Cities of Learning';
export const toolDescription = 'Learning playlists and badges';

/** Values that a platform fills in at each launch. Moodle splits lines and at `=`, so neither may stand in a value. */
export const customParameters = {
  canvas_course_id: '$Canvas.course.id',
  canvas_api_domain: '$Canvas.api.domain',
  canvas_assignment_id: '$Canvas.assignment.id',
  context_history: '$Context.id.history',
  due_at: '$ResourceLink.submission.endDateTime',
} as const;

/** What we ask of a platform: no more scopes than it offers, the name as only personal claim, never an e-mail. */
export function registrationRequest(
  baseUrl: string,
  { family }: Pick<Invite, 'family'>,
  config: PlatformConfiguration,
): object {
  const answers = familyOf(family);
  const lti = config['https://purl.imsglobal.org/spec/lti-platform-configuration'];
  const offered = config.scopes_supported;
  const scopes = Object.values(scope).filter((one) => !offered || offered.includes(one));
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['client_credentials', 'implicit'],
    token_endpoint_auth_method: 'private_key_jwt',
    initiate_login_uri: `${baseUrl}/lti/login`,
    redirect_uris: [redirectUri(baseUrl)],
    jwks_uri: `${baseUrl}/lti/keys`,
    client_name: toolName,
    client_uri: baseUrl,
    logo_uri: `${baseUrl}/icon.png`,
    scope: scopes.join(' '),
    [toolConfiguration]: {
      domain: new URL(baseUrl).host,
      target_link_uri: redirectUri(baseUrl),
      description: toolDescription,
      custom_parameters: customParameters,
      claims: ['iss', 'sub', 'name'],
      messages: answers.messages(lti.messages_supported, {
        launchUrl: redirectUri(baseUrl),
        baseUrl,
        name: toolName,
      }),
      ...answers.toolExtras,
    },
  };
}

/** What the platform answered. Moodle names the deployment, Canvas does not. */
export const RegistrationAnswer = z.object({
  client_id: z.string().min(1).max(255),
  [toolConfiguration]: z
    .object({
      deployment_id: z
        .union([z.string(), z.number()])
        .transform(String)
        .pipe(z.string().min(1).max(255))
        .optional()
        .catch(undefined),
    })
    .catch({}),
});

export const deploymentIn = (answer: z.infer<typeof RegistrationAnswer>): string | null =>
  answer[toolConfiguration].deployment_id ?? null;
