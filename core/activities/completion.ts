import { type ActivityId, type CompletionId, newId, type PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** An activity done, once, in whatever tool. Unique by (person, activity); voided when work was reopened. */
export interface Completion {
  readonly id: CompletionId;
  readonly revision: number;
  readonly person: PersonId;
  readonly activity: ActivityId;
  /** The activity's version that was completed. */
  readonly version: number;
  readonly how: 'tasks' | 'declaration' | 'attendance' | 'organiser' | 'score';
  readonly at: Instant;
  /** Who confirmed by hand; null: it followed from tasks or an own word. */
  readonly by: PersonId | null;
  /** Null: it counts. */
  readonly voided: { readonly at: Instant; readonly reason: string } | null;
}

/**
 * Done. One that was voided counts again.
 * @param existing a voided one; null: there is none
 */
export const completionOf = (
  existing: Completion | null,
  facts: Pick<Completion, 'person' | 'activity' | 'version' | 'how' | 'at' | 'by'>,
  ids: { next(): string },
): Completion => ({
  id: existing?.id ?? newId(ids),
  revision: existing?.revision ?? 0,
  ...facts,
  voided: null,
});
