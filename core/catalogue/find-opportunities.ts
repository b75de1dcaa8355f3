import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Page } from '../ports/records.ts';
import type { Entry } from './entry.ts';
import type { Query } from './query.ts';

/** Searches what is published. Whoever came in from a course or signed in sees what is for signed-in people too. */
export async function findOpportunities(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  query: Omit<Query, 'seenBy'>,
  page: Page,
): Promise<{ readonly items: readonly Entry[]; readonly next: string | null }> {
  return records.catalogue.search({ ...query, seenBy: by.person === null ? 'anyone' : 'signed-in' }, page);
}
