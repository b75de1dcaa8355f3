import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import { Language } from '../texts.ts';
import type { Someone } from './actor.ts';
import type { Person } from './person.ts';

/** What is left out stays as it is. `displayName` null: the alias is shown again. */
export const ChangeSettings = z.object({
  language: Language.optional(),
  displayName: z.string().trim().min(1).max(60).nullable().optional(),
  plainText: z.boolean().optional(),
  directMessages: z.boolean().optional(),
  celebrate: z.boolean().optional(),
  reminders: z.boolean().optional(),
  roles: z.boolean().optional(),
});
export type ChangeSettings = z.infer<typeof ChangeSettings>;

/** How somebody wishes to be spoken to, everywhere. */
export async function changeSettings(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { language, displayName, ...changed }: ChangeSettings,
): Promise<Outcome<Person, NotFound>> {
  const person = await records.people.byId(by.person);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  // What was not said is absent, not undefined: the compiler cannot see that of a rest.
  const said = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
  const next: Person = {
    ...person,
    language: language ?? person.language,
    displayName: displayName === undefined ? person.displayName : displayName,
    settings: { ...person.settings, ...said },
  };
  await records.keep({ person: [next] }, [domainEvent(by, 'person.settings-changed', { person: person.id })]);
  return done({ ...next, revision: next.revision + 1 });
}
