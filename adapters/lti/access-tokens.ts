import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { Declined, Unreachable } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { SafeAnswer, SafeFetch } from '../fetch/index.ts';
import { jsonIn } from './columns.ts';
import { kidOf } from './keys.ts';
import type { LtijsTables } from './provider.ts';
import type { Registration } from './registration.ts';
import { type ScopeName, scope } from './scopes.ts';

/** What our calls to a platform carry, one for each scope; kept until a minute before its end. */
export interface AccessTokens {
  /** @throws Declined Unreachable UrlRefused */
  of(registration: Registration, wanted: ScopeName): Promise<string>;
  /** One that the platform takes no more. */
  forget(registration: Registration, wanted: ScopeName): Promise<void>;
}

export interface AccessTokenParts {
  readonly tables: LtijsTables;
  /** As ltijs hands it to the tables: it says that a row is secret. */
  readonly sealed: KeyObject;
  readonly fetch: SafeFetch;
  readonly privateHosts: readonly string[];
}

const askMs = 15 * secondMs;

/** Visible characters, as RFC 6750 has it: it becomes part of a header. */
const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().catch('Bearer'),
  expires_in: z.coerce.number().catch(3600),
});
const Kept = z.object({ token: Token });

/** By client credentials, as our own key signs for them. ltijs' client would follow where a token endpoint leads. */
export function createAccessTokens({ tables, sealed, fetch, privateHosts }: AccessTokenParts): AccessTokens {
  const rowOf = ({ issuer, clientId }: Registration, wanted: ScopeName) => ({
    platformUrl: issuer,
    clientId,
    scopes: scope[wanted],
  });

  async function ask(registration: Registration, wanted: ScopeName): Promise<z.infer<typeof Token>> {
    const answer = await fetch({
      url: registration.tokenUrl,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertionFor(tables, sealed, registration),
        scope: scope[wanted],
      }).toString(),
      allowedHosts: [...registration.typedHosts, ...privateHosts],
      timeoutMs: askMs,
      maxBytes: 64 * 1024,
    });
    const read = isGood(answer) ? Token.safeParse(jsonIn(answer)) : null;
    if (!read?.success) throw troubleWith(answer, wanted);
    return read.data;
  }

  return {
    async of(registration, wanted) {
      const row = rowOf(registration, wanted);
      const [kept] = (await tables.Get(sealed, 'accesstoken', row)) || [];
      const known = Kept.safeParse(kept);
      if (known.success) return known.data.token.access_token;

      const token = await ask(registration, wanted);
      await tables.Replace(sealed, 'accesstoken', row, { token }, row);
      return token.access_token;
    },
    forget: async (registration, wanted) =>
      void (await tables.Delete('accesstoken', rowOf(registration, wanted))),
  };
}

/** Good for a minute. Moodle finds our key by its name. */
async function assertionFor(
  tables: LtijsTables,
  sealed: KeyObject,
  registration: Registration,
): Promise<string> {
  const { clientId, authServer, tokenUrl } = registration;
  const kid = await kidOf(tables, registration);
  const [row] = (await tables.Get(sealed, 'privatekey', { kid })) || [];
  const { key } = z.object({ key: z.string() }).parse(row);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(authServer ?? tokenUrl)
    .setIssuedAt()
    .setExpirationTime('60s')
    .setJti(randomUUID())
    .sign(createPrivateKey(key));
}

const isGood = ({ status }: SafeAnswer): boolean => status >= 200 && status < 300;

/**
 * A platform that could not read our key set, because we were starting again or it keeps an old one, refuses a token just
 * as one that does not know us: that is tried again, and who is never let in is set aside in the end. Only a scope that it
 * does not give is plain.
 */
function troubleWith({ status, text }: SafeAnswer, wanted: ScopeName): Unreachable | Declined {
  if (status === 400 && text.includes('invalid_scope')) {
    return new Declined(`scope-missing:${wanted}`, `The platform does not grant ${scope[wanted]}`);
  }
  return new Unreachable(`The token endpoint gave no token, it answered ${status}`);
}
