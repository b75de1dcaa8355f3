import type { Activity } from '../activities/activity.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Reflection } from './reflection.ts';

export interface OwnWords {
  /** Newest first. */
  readonly written: readonly { readonly reflection: Reflection; readonly activity: Activity | null }[];
  /** What they completed, to write about. */
  readonly activities: readonly Activity[];
}

/** All that somebody wrote on their own learning, for themselves alone. */
export async function listReflections(
  { records }: Pick<Ports, 'records'>,
  { person }: Pick<Someone, 'person'>,
): Promise<OwnWords> {
  const [all, completed] = await Promise.all([
    records.reflections.of(person),
    records.completions.of(person),
  ]);
  const written = all.filter(({ words }) => words !== '').toReversed();
  const named = written.flatMap(({ activity }) => activity ?? []);
  const known = await records.activities.byIds([...new Set([...completed, ...named])]);
  return {
    written: written.map((reflection) => ({
      reflection,
      activity: known.find(({ id }) => id === reflection.activity) ?? null,
    })),
    activities: known.filter(({ id }) => completed.has(id)),
  };
}
