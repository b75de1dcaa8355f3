import { z } from 'zod';
import { ActivityId, PersonId } from '../ids.ts';
import type { Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Confirmations, ConfirmRefusal } from './confirm.ts';
import { confirmByHand } from './confirm-by-hand.ts';

export const ConfirmAttendance = z.object({
  activity: ActivityId,
  persons: z.array(PersonId).min(1).max(200),
});
export type ConfirmAttendance = z.infer<typeof ConfirmAttendance>;

/** Those who were there, by hand. Who has not joined yet joins by it. */
export async function confirmAttendance(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: ConfirmAttendance,
): Promise<Outcome<Confirmations, ConfirmRefusal>> {
  return confirmByHand(ports, by, input, 'attendance');
}
