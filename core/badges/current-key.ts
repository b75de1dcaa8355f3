import { newId, type OrganiserId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { currentOf, type IssuerKey, type KeyKind, nextKid } from './issuer-key.ts';

/**
 * The key that an organiser signs with now; the first one is made when it is first needed.
 * @throws Stale another process made it meanwhile
 */
export async function currentKey(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>,
  organiser: OrganiserId,
  kind: KeyKind,
): Promise<IssuerKey> {
  const keys = await ports.records.issuerKeys.of(organiser);
  const current = currentOf(keys, kind);
  if (current) return current;
  const key = await makeKey(ports, organiser, kind, keys);
  await ports.records.keep({ issuerKey: [key] });
  return { ...key, revision: 1 };
}

/** A new current one, not kept yet. @param keys all that the organiser has */
export async function makeKey(
  { clock, ids, badgeSigner }: Pick<Ports, 'clock' | 'ids' | 'badgeSigner'>,
  organiser: OrganiserId,
  kind: KeyKind,
  keys: readonly IssuerKey[],
): Promise<IssuerKey> {
  const since = clock.now();
  const kid = nextKid(keys, kind, since);
  const pair = await badgeSigner.makeKey(organiser, kind, kid);
  return { id: newId(ids), revision: 0, organiser, kid, kind, ...pair, state: 'current', since };
}
