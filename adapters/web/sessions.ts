import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PersonId } from '../../core/ids.ts';
import { dayMs, later } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';

export type SessionPorts = Pick<Ports, 'keyValues' | 'secrets' | 'clock' | 'baseUrl'>;

/** A page of ours; never another site. */
export const OwnPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/);

const SignIn = z.union([
  z.object({ person: PersonId, leadsTo: OwnPath }),
  z.object({ email: z.string(), leadsTo: OwnPath.nullable() }),
]);
/**
 * Who a private link signs in, and the page of ours that it leads to. A mailed one signs in whoever reads that mailbox;
 * `leadsTo` null: where such a person begins.
 */
export type SignIn = z.infer<typeof SignIn>;

const linkNamespace = 'web.sign-in';
const sessionNamespace = 'web.sessions';
export const sessionDays = 14;

/** Private one-use links, as the operator hands them out; only their digests are kept. */
export function createSignInLinks({ keyValues, secrets, clock, baseUrl }: SessionPorts) {
  return {
    /** @param days how long it may be used, 1 or more */
    async make(person: PersonId, days: number, leadsTo = '/app'): Promise<string> {
      const token = newToken();
      const until = later(clock.now(), days * dayMs);
      await keyValues.put(
        linkNamespace,
        secrets.digest(token, linkNamespace),
        { person, leadsTo },
        { until },
      );
      return `${baseUrl}/sign-in/${token}`;
    },
    /** For the reader of a mailbox. @param ms how long it may be used */
    async makeFor(email: string, ms: number, leadsTo: string | null): Promise<string> {
      const token = newToken();
      const until = later(clock.now(), ms);
      await keyValues.put(linkNamespace, secrets.digest(token, linkNamespace), { email, leadsTo }, { until });
      return `${baseUrl}/sign-in/${token}`;
    },
  };
}

/** Who this link signs in, without using it up. Null: used, over or never made. */
export async function peekSignIn(ports: SessionPorts, token: string): Promise<SignIn | null> {
  return readSignIn(await ports.keyValues.read(linkNamespace, ports.secrets.digest(token, linkNamespace)));
}

/** Uses the link up; of two who come at once one gets in. */
export async function takeSignIn(ports: SessionPorts, token: string): Promise<SignIn | null> {
  return readSignIn(await ports.keyValues.take(linkNamespace, ports.secrets.digest(token, linkNamespace)));
}

const readSignIn = (kept: unknown): SignIn | null => SignIn.safeParse(kept).data ?? null;

/** Opens a session of 14 days. @returns the token for the cookie; only its digest is kept */
export async function openSession(ports: SessionPorts, person: PersonId): Promise<string> {
  const token = newToken();
  const until = later(ports.clock.now(), sessionDays * dayMs);
  await ports.keyValues.put(
    sessionNamespace,
    ports.secrets.digest(token, sessionNamespace),
    { person },
    { until },
  );
  return token;
}

export async function readSession(ports: SessionPorts, token: string): Promise<PersonId | null> {
  const kept = await ports.keyValues.read(sessionNamespace, ports.secrets.digest(token, sessionNamespace));
  return z.object({ person: PersonId }).safeParse(kept).data?.person ?? null;
}

export async function endSession(ports: SessionPorts, token: string): Promise<void> {
  await ports.keyValues.take(sessionNamespace, ports.secrets.digest(token, sessionNamespace));
}

const newToken = (): string => randomBytes(32).toString('base64url');
