import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { makeKey } from './current-key.ts';
import { currentOf, type IssuerKey, type KeyKind } from './issuer-key.ts';

export const RotateIssuerKey = z.object({
  organiser: OrganiserId,
  /** Name of a key that somebody else may have; null: none, only time has passed. */
  compromised: z.string().min(1).max(40).nullable().default(null),
});
export type RotateIssuerKey = z.infer<typeof RotateIssuerKey>;

export type RotateIssuerKeyRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'key-unknown'; readonly kid: string; readonly known: readonly string[] };

/**
 * Makes a new current key. What the old one signed stays good, unless it is compromised: then all that it signed and
 * that still holds is signed anew, and holders are told.
 * @returns all keys as they are now
 */
export async function rotateIssuerKey(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>,
  by: Actor,
  { organiser: id, compromised }: RotateIssuerKey,
): Promise<Outcome<readonly IssuerKey[], RotateIssuerKeyRefusal>> {
  const because = may.runSite(by);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  if (!(await ports.records.organisers.byId(id))) return refused({ why: 'not-found' });
  const keys = await ports.records.issuerKeys.of(id);
  const stolen = compromised === null ? null : (keys.find(({ kid }) => kid === compromised) ?? 'unknown');
  if (stolen === 'unknown')
    return refused({ why: 'key-unknown', kid: compromised ?? '', known: keys.map(({ kid }) => kid) });
  if (stolen?.state === 'compromised') return done(keys);

  const replaced = toReplace(keys, stolen);
  const made = await Promise.all(replaced.map((kind) => makeKey(ports, id, kind, keys)));
  const changed = keys
    .map((key) => (key.id === stolen?.id ? compromisedKey(key) : retired(key, replaced)))
    .filter((key) => !keys.includes(key));
  // The old ones first: of each kind one at most is current, at every moment.
  await ports.records.keep(
    { issuerKey: [...changed, ...made] },
    stolen
      ? [domainEvent(by, 'issuer-key.compromised', { organiser: id, kid: stolen.kid, after: null })]
      : [domainEvent(by, 'issuer-key.rotated', { organiser: id })],
  );
  return done(await ports.records.issuerKeys.of(id));
}

/** Every kind that signs; with one compromised, its kind if it is the one that signs. */
function toReplace(keys: readonly IssuerKey[], stolen: IssuerKey | null): readonly KeyKind[] {
  if (stolen) return stolen.state === 'current' ? [stolen.kind] : [];
  return currentOf(keys, 'rsa') ? ['ed25519', 'rsa'] : ['ed25519'];
}

const compromisedKey = (key: IssuerKey): IssuerKey => ({ ...key, state: 'compromised' });

/** The same one where it stays as it is. */
const retired = (key: IssuerKey, replaced: readonly KeyKind[]): IssuerKey =>
  key.state === 'current' && replaced.includes(key.kind) ? { ...key, state: 'retired' } : key;
