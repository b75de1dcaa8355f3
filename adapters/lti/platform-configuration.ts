import { z } from 'zod';
import type { RefusalCode } from '../web/index.ts';

/** Moodle lists words, Canvas objects; both become objects. */
const OfferedMessage = z
  .union([
    z.string().transform((type) => ({ type })),
    z.object({ type: z.string(), placements: z.array(z.string()).optional().catch(undefined) }),
  ])
  .transform((message): OfferedMessage => ({ placements: [], ...message }));
export interface OfferedMessage {
  readonly type: string;
  readonly placements?: readonly string[] | undefined;
}

const words = z.array(z.string()).optional().catch(undefined);

/** What a platform says of itself when it registers us: OpenID configuration with LTI's part. */
export const PlatformConfiguration = z.object({
  issuer: z.url({ protocol: /^https?$/ }),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  registration_endpoint: z.url({ protocol: /^https?$/ }),
  /** Canvas sends a bare host: then the token endpoint is meant. */
  authorization_server: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
  scopes_supported: words,
  claims_supported: words,
  'https://purl.imsglobal.org/spec/lti-platform-configuration': z
    .object({
      product_family_code: z.string().optional().catch(undefined),
      family_code: z.string().optional().catch(undefined),
      variables: words,
      messages_supported: z.array(OfferedMessage).catch([]),
    })
    .catch({ messages_supported: [] }),
});
export type PlatformConfiguration = z.infer<typeof PlatformConfiguration>;

/**
 * A configuration speaks for the host that it was fetched from, and for no other: an invite must not become a way to
 * register one platform in another's name.
 * @param configUrl where it was asked for
 */
export function troubleWithHosts(
  config: PlatformConfiguration,
  configUrl: string,
): Extract<RefusalCode, 'ISSUER_MISMATCH'> | null {
  const { host } = new URL(configUrl);
  const endpoints = [
    config.authorization_endpoint,
    config.token_endpoint,
    config.jwks_uri,
    config.registration_endpoint,
  ].map((url) => new URL(url).host);
  if (isCanvasCloud(new URL(config.issuer))) {
    return [host, ...endpoints].every(servesCanvasCloud) ? null : 'ISSUER_MISMATCH';
  }
  return [new URL(config.issuer).host, ...endpoints].every((one) => one === host) ? null : 'ISSUER_MISMATCH';
}

/** All cloud schools share one issuer, served from their own host or the common sign-in. */
const isCanvasCloud = ({ protocol, host }: URL): boolean =>
  protocol === 'https:' && /^canvas(\.beta|\.test)?\.instructure\.com$/.test(host);

const servesCanvasCloud = (host: string): boolean =>
  /^sso(\.beta|\.test)?\.canvaslms\.com$/.test(host) || /^([a-z0-9-]+\.)+instructure\.com$/.test(host);
