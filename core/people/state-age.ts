import { z } from 'zod';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Someone } from './actor.ts';
import type { Person } from './person.ts';

/** Only the yes is kept: who says nothing counts as under 18 (R27). */
export const StateAge = z.object({ isAdult: z.literal(true) });
export type StateAge = z.infer<typeof StateAge>;

/** Somebody says that they are 18 or over. What a guardian or an organiser said before stays. */
export async function stateAge(
  { records }: Pick<Ports, 'records'>,
  by: Pick<Someone, 'person'>,
  _input: StateAge,
): Promise<Outcome<Person, NotFound>> {
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  if (person.age.band !== 'unknown') return done(person);

  const adult: Person = { ...person, age: { ...person.age, band: 'adult', statedBy: 'self' } };
  await records.keep({ person: [adult] });
  return done(adult);
}

/** Asked at signing in, of those whom no course tells anything about. */
export async function isAskedForAge({ records }: Pick<Ports, 'records'>, person: Person): Promise<boolean> {
  if (person.age.band !== 'unknown') return false;
  const memberships = await records.memberships.of(person.id);
  return !memberships.some(({ state }) => state === 'active');
}
