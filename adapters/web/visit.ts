import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { PersonId, PlacementId } from '../../core/ids.ts';
import { hourMs, type Instant, later, millis } from '../../core/instant.ts';
import type { Actor } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Language } from '../../core/texts.ts';

/** Somebody who came in from a tool, for two hours: no cookie, nothing in an address. */
export interface Visit {
  readonly id: string;
  readonly person: PersonId;
  readonly seat: Actor['seat'];
  /** The link that was opened; null: none, or one without an item yet. */
  readonly placement: PlacementId | null;
  /** A platform's test student: may try everything and earns nothing. */
  readonly isTest: boolean;
  readonly language: Language;
  readonly until: Instant;
  /** Origins that may frame its pages. */
  readonly framedBy: readonly string[];
}

export interface Visits {
  /** The token goes into the page's `<body hx-headers>` and comes back in the `Authorization` header only. */
  open(facts: Omit<Visit, 'id' | 'until'>): Promise<{ readonly visit: Visit; readonly token: string }>;
  /** Null: altered, unknown or over. */
  read(token: string): Promise<Visit | null>;
}

export const visitMs = 2 * hourMs;

const namespace = 'web.visits';
const Claims = z.object({ jti: z.string(), exp: z.number() });

/** @param ports a visit's facts lie in the store; the token only names it and is signed by a key of its own */
export function createVisits({
  keyValues,
  secrets,
  clock,
  ids,
}: Pick<Ports, 'keyValues' | 'secrets' | 'clock' | 'ids'>): Visits {
  // Made once: handed a text, jsonwebtoken first tries to read a private key from it, each time.
  const key = createSecretKey(Buffer.from(secrets.digest('signing key', namespace)));

  return {
    async open(facts) {
      const until = later(clock.now(), visitMs);
      const visit: Visit = { ...facts, id: ids.code(26), until };
      await keyValues.put(namespace, visit.id, visit, { until, isFleeting: true });
      const token = jwt.sign({ jti: visit.id, exp: Math.floor(millis(until) / 1000) }, key, {
        algorithm: 'HS256',
        noTimestamp: true,
      });
      return { visit, token };
    },
    async read(token) {
      const id = visitIdOf(token, key, clock.now());
      const visit = id ? await keyValues.read<Visit>(namespace, id) : null;
      return visit && visit.until > clock.now() ? visit : null;
    },
  };
}

function visitIdOf(token: string, key: KeyObject, now: Instant): string | null {
  try {
    const claims = Claims.safeParse(
      jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: Math.floor(millis(now) / 1000) }),
    );
    return claims.success ? claims.data.jti : null;
  } catch {
    // jsonwebtoken throws for anything that is no token of ours; which of the reasons tells an attacker something.
    return null;
  }
}
