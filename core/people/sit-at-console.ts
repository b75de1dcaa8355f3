import { newId, PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Identity } from './identity.ts';

/** All identities of the console share it: one machine, one operator. */
export const consoleTenant = 'console';

/**
 * Who sits at the terminal. The id of a person lets its operator speak as them, on record as an identity; any other
 * name is somebody new, made at their first act.
 */
export async function sitAtConsole(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  name: string,
): Promise<Outcome<{ readonly chatUser: string }, NotFound>> {
  const known = await records.identities.find('console', consoleTenant, name);
  if (known) return done({ chatUser: name });
  const id = PersonId.safeParse(name);
  const person = id.success ? await records.people.byId(id.data) : null;
  if (!person) return done({ chatUser: name });
  if (person.state !== 'active') return refused({ why: 'not-found' });
  const identity: Identity = {
    id: newId(ids),
    revision: 0,
    person: person.id,
    kind: 'console',
    tenant: consoleTenant,
    subject: name,
    at: clock.now(),
  };
  await records.keep({ identity: [identity] });
  return done({ chatUser: name });
}
