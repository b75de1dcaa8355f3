import { z } from 'zod';
import type { ProfileName } from './people.ts';
import { scopes } from './tools.ts';

const httpUrl = z.url({ protocol: /^https?$/ });
export const privacyLevel = 'https://canvas.instructure.com/lti/privacy_level';
export const toolClaim = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

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
        [privacyLevel]: z.enum(['public', 'name_only', 'email_only', 'anonymous']).optional(),
      })
      .loose(),
  })
  .loose();
export type RegistrationRequest = z.infer<typeof RegistrationRequest>;

/** The request, or what is wrong with it, in the words of the platform that was asked. */
export function readRequest(body: string): RegistrationRequest | string {
  try {
    const parsed = RegistrationRequest.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return 'The body is no JSON.';
  }
}

/** Moodle and Canvas both look whether a tool speaks for its own host. */
export function foreignAddress(request: RegistrationRequest): string | null {
  const { domain, target_link_uri } = request[toolClaim];
  const addresses = [request.initiate_login_uri, request.jwks_uri, target_link_uri, ...request.redirect_uris];
  return (
    addresses.find((address) => ![new URL(address).host, new URL(address).hostname].includes(domain)) ?? null
  );
}

const supported: readonly string[] = ['openid', ...Object.values(scopes)];

/** Scopes that this platform has never heard of. */
export const unknownScopes = ({ scope }: RegistrationRequest): string[] =>
  scope.split(' ').filter((one) => one !== '' && !supported.includes(one));

/** What is asked for, as far as the profile grants it one by one: Moodle has two levels of grades. */
export function grantedScopes(profile: ProfileName, { scope }: RegistrationRequest): string[] {
  const asked = scope.split(' ');
  if (profile !== 'moodle') return Object.values(scopes).filter((one) => asked.includes(one));
  const { lineitem, memberships, ...reading } = scopes;
  const grades = [lineitem, ...Object.values(reading)].some((one) => asked.includes(one));
  return [
    ...(grades ? Object.values(reading) : []),
    ...[lineitem, memberships].filter((one) => asked.includes(one)),
  ];
}
