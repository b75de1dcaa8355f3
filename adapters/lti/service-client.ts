import { Declined } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { Leases } from '../../core/ports/engine.ts';
import type { Meter } from '../../core/ports/meter.ts';
import { type SafeAnswer, type SafeFetch, type SafeRequest, UrlRefused } from '../fetch/index.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Registration } from './registration.ts';
import type { ScopeName } from './scopes.ts';
import { createTurns } from './turns.ts';

export interface ServiceCall {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: object;
  readonly scope: ScopeName;
  /** For the metrics. */
  readonly call: string;
}

/** Calls to a platform's services, each with an access token for its one scope. */
export interface ServiceClient {
  /**
   * Any status but 401, which renews the token once.
   * @throws Declined the address may not be asked
   * @throws Unreachable
   */
  ask(registration: Registration, call: ServiceCall): Promise<SafeAnswer>;
}

const callMs = 10 * secondMs;
/** Of calls to one registration's platform, from all processes. */
const mostAtOnce = 8;

export interface ServiceClientParts {
  readonly fetch: SafeFetch;
  readonly tokens: AccessTokens;
  readonly meter: Meter;
  readonly leases: Leases;
  readonly privateHosts: readonly string[];
}

export function createServiceClient({
  fetch,
  tokens,
  meter,
  leases,
  privateHosts,
}: ServiceClientParts): ServiceClient {
  const takeTurn = createTurns(leases, mostAtOnce);
  const asked = new Map<string, Promise<string>>();

  const allowedFor = ({ typedHosts }: Registration) => [...typedHosts, ...privateHosts];

  /** Many who need the same token at once wait for one request. */
  function tokenFor(registration: Registration, wanted: ScopeName): Promise<string> {
    const name = `${registration.id} ${wanted}`;
    const known = asked.get(name);
    if (known) return known;
    const asking = tokens.of(registration, wanted).finally(() => asked.delete(name));
    asked.set(name, asking);
    return asking;
  }

  async function send(registration: Registration, call: ServiceCall, token: string): Promise<SafeAnswer> {
    const request: SafeRequest = {
      url: call.url,
      method: call.method ?? 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(call.accept ? { Accept: call.accept } : {}),
        ...(call.contentType ? { 'Content-Type': call.contentType } : {}),
      },
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
      allowedHosts: allowedFor(registration),
      timeoutMs: callMs,
      maxBytes: 4 * 1024 * 1024,
    };
    const answer = await fetch(request).catch((fault: unknown) => {
      meter.platformCall(registration.family, call.call, 'unreachable');
      throw fault;
    });
    meter.platformCall(registration.family, call.call, String(answer.status));
    return answer;
  }

  return {
    ask: (registration, call) =>
      takeTurn(registration.id, async () => {
        try {
          const answer = await send(registration, call, await tokenFor(registration, call.scope));
          if (answer.status !== 401) return answer;
          await tokens.forget(registration, call.scope);
          return await send(registration, call, await tokenFor(registration, call.scope));
        } catch (fault) {
          if (fault instanceof UrlRefused)
            throw new Declined('url-not-allowed', fault.message, { cause: fault });
          throw fault;
        }
      }),
  };
}
