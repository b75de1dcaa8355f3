import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PersonId } from '../../core/ids.ts';
import type { SessionPorts } from './sessions.ts';

const namespace = 'web.wallet-links';
const ofPerson = 'web.wallet-link-of';

const Kept = z.object({ person: PersonId });
const Current = z.object({ digest: z.string() });

/**
 * A private link to one's badges: 256 bits, of which only the digest is kept. One a person; a new one ends the one before.
 * @returns its address, shown this once
 */
export async function makeWalletLink(ports: SessionPorts, person: PersonId): Promise<string> {
  const { keyValues, secrets, baseUrl } = ports;
  const token = randomBytes(32).toString('base64url');
  const digest = secrets.digest(token, namespace);
  await endWalletLink(ports, person);
  await keyValues.put(namespace, digest, { person });
  await keyValues.put(ofPerson, person, { digest });
  return `${baseUrl}/me/badges/by/${token}`;
}

export async function endWalletLink({ keyValues }: SessionPorts, person: PersonId): Promise<void> {
  const current = Current.safeParse(await keyValues.take(ofPerson, person));
  if (current.success) await keyValues.take(namespace, current.data.digest);
}

export const hasWalletLink = async ({ keyValues }: SessionPorts, person: PersonId): Promise<boolean> =>
  (await keyValues.read(ofPerson, person)) !== null;

/** Whose link it is. Null: never made, ended, or one took its place at the same moment. */
export async function readWalletLink(
  { keyValues, secrets }: SessionPorts,
  token: string,
): Promise<PersonId | null> {
  const digest = secrets.digest(token, namespace);
  const kept = Kept.safeParse(await keyValues.read(namespace, digest));
  if (!kept.success) return null;
  const current = Current.safeParse(await keyValues.read(ofPerson, kept.data.person));
  return current.data?.digest === digest ? kept.data.person : null;
}
