import { z } from 'zod';
import { Declined, Unreachable } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { Leases } from '../../core/ports/engine.ts';
import type { Meter } from '../../core/ports/meter.ts';
import { type SafeAnswer, type SafeFetch, type SafeRequest, UrlRefused } from '../fetch/index.ts';
import type { LtiEngine } from './provider.ts';
import type { Registration } from './registration.ts';
import { type ScopeName, scope } from './scopes.ts';
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

const tokenMs = 15 * secondMs;
const callMs = 10 * secondMs;
/** Of calls to one registration's platform, from all processes. */
const mostAtOnce = 8;

export interface ServiceClientParts {
  readonly fetch: SafeFetch;
  readonly engine: LtiEngine;
  readonly meter: Meter;
  readonly leases: Leases;
  readonly privateHosts: readonly string[];
}

export function createServiceClient({
  fetch,
  engine,
  meter,
  leases,
  privateHosts,
}: ServiceClientParts): ServiceClient {
  const takeTurn = createTurns(leases, mostAtOnce);
  const asked = new Map<string, Promise<string>>();

  const allowedFor = ({ typedHosts }: Registration) => [...typedHosts, ...privateHosts];

  /** Many who need the same token at once wait for one request. */
  function tokenFor(registration: Registration, wanted: ScopeName): Promise<string> {
    const scopes = scope[wanted];
    const name = `${registration.id} ${scopes}`;
    const known = asked.get(name);
    if (known) return known;
    const asking = inTime(engine.accessToken(registration, scopes), tokenMs)
      .catch((fault: unknown) => {
        throw troubleWithToken(fault, wanted);
      })
      .finally(() => asked.delete(name));
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
          // ltijs asks with a client of its own: its address is checked here, where redirects are not followed either.
          await fetch.check(registration.tokenUrl, allowedFor(registration));
          const answer = await send(registration, call, await tokenFor(registration, call.scope));
          if (answer.status !== 401) return answer;
          await engine.forgetToken(registration, scope[call.scope]);
          return await send(registration, call, await tokenFor(registration, call.scope));
        } catch (fault) {
          if (fault instanceof UrlRefused)
            throw new Declined('url-not-allowed', fault.message, { cause: fault });
          throw fault;
        }
      }),
  };
}

async function inTime<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Unreachable('The token endpoint did not answer in time')), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A platform that could not read our key set, because we were starting again or it keeps an old one, refuses a token just
 * as one that does not know us: that is tried again, and who is never let in is set aside in the end. Only a scope that it
 * does not give is plain.
 */
function troubleWithToken(fault: unknown, name: ScopeName): Unreachable | Declined {
  if (fault instanceof Unreachable) return fault;
  const { status, body } = answerIn(fault);
  if (status === 400 && body.includes('invalid_scope')) {
    return new Declined(`scope-missing:${name}`, `The platform does not grant ${scope[name]}`);
  }
  // Its error holds our whole assertion, so it does not become the cause of ours.
  return new Unreachable(
    `The token endpoint gave no token${status === null ? '' : `, it answered ${status}`}`,
  );
}

/** ltijs' HTTP client puts the answer on its errors. */
function answerIn(fault: unknown): { readonly status: number | null; readonly body: string } {
  const read = TokenFault.safeParse(fault);
  if (!read.success) return { status: null, body: '' };
  const { statusCode, body } = read.data.response;
  return { status: statusCode, body: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
}

const TokenFault = z.object({ response: z.object({ statusCode: z.number(), body: z.unknown() }) });
