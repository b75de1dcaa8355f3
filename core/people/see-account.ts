import type { Instant } from '../instant.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import type { Identity } from './identity.ts';
import { type Merge, undoableUntil } from './merge.ts';
import type { Person } from './person.ts';
import { isWayIn } from './unlink-identity.ts';

export interface AccountView {
  readonly person: Person;
  /** By how tools know them, those that were unlinked left out. */
  readonly identities: readonly Identity[];
  /** That can still be undone, newest first. */
  readonly merges: readonly { readonly merge: Merge; readonly alias: string; readonly until: Instant }[];
}

/** Somebody's own account: the ways in, and whom they were joined with. */
export async function seeAccount(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
): Promise<Outcome<AccountView, NotFound>> {
  const [person, identities, merges] = await Promise.all([
    records.people.byId(by.person),
    records.identities.of(by.person),
    records.merges.of(by.person),
  ]);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const now = clock.now();
  const open = merges.filter(
    (merge) => merge.kept === by.person && !merge.undoneAt && now < undoableUntil(merge),
  );
  const others = open.length > 0 ? await records.people.byIds(open.map(({ merged }) => merged)) : [];
  return done({
    person,
    identities: identities.filter(isWayIn),
    merges: open.map((merge) => ({
      merge,
      alias: others.find(({ id }) => id === merge.merged)?.alias ?? '',
      until: undoableUntil(merge),
    })),
  });
}
