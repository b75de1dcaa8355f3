import type { PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';

/** Whom a session or private link of this person lets in now: the one they were merged into, as often as that happened. */
export async function whoNow({ records }: Pick<Ports, 'records'>, id: PersonId): Promise<PersonId> {
  const person = await records.people.byId(id);
  if (person?.state !== 'merged') return id;
  const merges = await records.merges.of(id);
  const into = merges.find(({ merged, undoneAt }) => merged === id && undoneAt === null);
  // Nobody is merged into one who was merged into them: that one is not active.
  return into ? whoNow({ records }, into.kept) : id;
}
