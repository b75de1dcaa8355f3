import { z } from 'zod';
import { ActivityId, PersonId } from '../ids.ts';
import type { Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Confirmations, ConfirmRefusal } from './confirm.ts';
import { confirmByHand } from './confirm-by-hand.ts';

export const ConfirmCompletion = z.object({
  activity: ActivityId,
  persons: z.array(PersonId).min(1).max(200),
});
export type ConfirmCompletion = z.infer<typeof ConfirmCompletion>;

/** An organiser's word that these people completed an activity that asks for it. */
export async function confirmCompletion(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: ConfirmCompletion,
): Promise<Outcome<Confirmations, ConfirmRefusal>> {
  return confirmByHand(ports, by, input, 'organiser');
}
