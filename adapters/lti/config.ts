/** What the LTI surface is told at start. */
export interface LtiConfig {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly isProduction: boolean;
  /** Hosts that dynamic registration may reach although private or http (`LTI_PRIVATE_HOSTS`). */
  readonly privateHosts: readonly string[];
  /** Stands in `User-Agent`. */
  readonly version: string;
  /** Per caller's address and minute; as `limits.ts` says when left out. */
  readonly limits?: LtiLimits;
}

/** What one address may do in a minute. */
export interface LtiLimits {
  /** Logins and launches that were refused. */
  readonly refusals: number;
  readonly registrations: number;
}

/**
 * Why there is no LTI at this address; null: there is. Browsers send the cookie of a launch, which comes from another
 * site, only over https or to localhost.
 */
export function ltiIsOffBecause(baseUrl: string): string | null {
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')) return null;
  return `LTI is off: BASE_URL is ${baseUrl}, and browsers take the cookies of a launch over https or on localhost only`;
}

/**
 * Whether ltijs would print tokens: it writes what it reads under these names when `DEBUG` asks for it.
 * @param debug the environment's `DEBUG`, a list of names with `*`
 */
export function wouldPrintTokens(debug: string | undefined): boolean {
  const asked = (debug ?? '').split(/[\s,]+/).filter((name) => name !== '' && !name.startsWith('-'));
  return asked.some((name) => {
    const wanted = new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    return ['provider:main', 'provider:auth', 'provider:platform', 'provider:database'].some((one) =>
      wanted.test(one),
    );
  });
}
