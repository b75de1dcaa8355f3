import type { IncomingMessage, ServerResponse } from 'node:http';
import { scope } from '../../adapters/lti/scopes.ts';
import type { ForgingPlatform } from './forging-platform.ts';

export const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

export interface ForgedRegistration {
  /** Address of the configuration. */
  readonly url: string;
  /** Every request that came, with its bearer. */
  readonly asked: {
    readonly path: string;
    readonly bearer: string | null;
    readonly body: Record<string, unknown>;
  }[];
  /** Differences to a good configuration. */
  config: Record<string, unknown>;
  /** What the registration is answered with. */
  answer: { status: number; body: object | string };
}

/** What a platform says of itself, as Moodle does. */
export const goodConfiguration = ({ issuer, addresses }: ForgingPlatform) => ({
  issuer,
  authorization_endpoint: addresses.authUrl,
  token_endpoint: addresses.tokenUrl,
  jwks_uri: addresses.keysetUrl,
  registration_endpoint: `${issuer}/register`,
  scopes_supported: [...Object.values(scope), 'openid', 'https://example.org/other'],
  claims_supported: ['sub', 'iss', 'name', 'email', 'picture'],
  'https://purl.imsglobal.org/spec/lti-platform-configuration': {
    product_family_code: 'moodle',
    messages_supported: ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'],
  },
});

/** Dynamic registration at a forging platform, as Moodle answers unless a test changes it. */
export function forgeRegistration(platform: ForgingPlatform): ForgedRegistration {
  const { issuer, clientId, deploymentId } = platform;
  const forged: ForgedRegistration = {
    url: `${issuer}/.well-known/openid-configuration`,
    asked: [],
    config: {},
    answer: {
      status: 200,
      body: { client_id: clientId, [toolConfiguration]: { deployment_id: deploymentId } },
    },
  };
  const good = goodConfiguration(platform);
  const note = (req: IncomingMessage, text: string) => {
    forged.asked.push({
      path: req.url ?? '',
      bearer: req.headers.authorization?.replace('Bearer ', '') ?? null,
      body: text ? JSON.parse(text) : {},
    });
  };
  const json = (res: ServerResponse, status: number, body: object | string) =>
    void res
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  platform.routes.set('/.well-known/openid-configuration', (req, text, res) => {
    note(req, text);
    const config = Object.entries({ ...good, ...forged.config }).filter(([, value]) => value !== undefined);
    json(res, 200, Object.fromEntries(config));
  });
  platform.routes.set('/register', (req, text, res) => {
    note(req, text);
    json(res, forged.answer.status, forged.answer.body);
  });
  return forged;
}
