import { z } from 'zod';
import { ActivityId, PersonId } from '../ids.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';

export const UndoConfirmation = z.object({
  activity: ActivityId,
  persons: z.array(PersonId).min(1).max(200),
});
export type UndoConfirmation = z.infer<typeof UndoConfirmation>;

export type UndoConfirmationRefusal = NotFound | { readonly why: 'too-late' };

/** Takes one's own confirmation back within 10 s; refused as a whole if it came too late for one of them. */
export async function undoConfirmation(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: UndoConfirmation,
): Promise<Outcome<{ readonly undone: readonly PersonId[] }, UndoConfirmationRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
