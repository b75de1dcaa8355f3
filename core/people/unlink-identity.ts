import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { IdentityId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import type { Identity } from './identity.ts';

export const UnlinkIdentity = z.object({ identity: IdentityId });
export type UnlinkIdentity = z.infer<typeof UnlinkIdentity>;

export type UnlinkRefusal =
  | NotFound
  /** The last way in: without it nobody could come back to what they learned. */
  | { readonly why: 'last-identity' };

/** A tool knows somebody no more. Nothing that was learned is lost; roles that came with it go. */
export async function unlinkIdentity(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { identity: id }: UnlinkIdentity,
): Promise<Outcome<Identity, UnlinkRefusal>> {
  const identities = await records.identities.of(by.person);
  const identity = identities.find((one) => one.id === id);
  if (!identity) return refused({ why: 'not-found' });
  if (identities.filter(isWayIn).length <= 1 && isWayIn(identity)) return refused({ why: 'last-identity' });

  // The row stays for the record; its subject is nobody's any more, so the tool finds a newcomer.
  const unlinked: Identity = { ...identity, tenant: 'unlinked', subject: identity.id };
  await records.keep({ identity: [unlinked] }, [
    domainEvent(by, 'identity.unlinked', {
      person: by.person,
      kind: identity.kind,
      tenant: identity.tenant,
      subject: identity.subject,
    }),
  ]);
  return done({ ...unlinked, revision: unlinked.revision + 1 });
}

/** Those that nobody unlinked. */
export const isWayIn = ({ tenant }: Pick<Identity, 'tenant'>): boolean => tenant !== 'unlinked';
