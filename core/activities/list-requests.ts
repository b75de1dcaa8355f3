import { z } from 'zod';
import { OrganiserId, type PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Activity } from './activity.ts';

export const ListRequests = z.object({
  organiser: OrganiserId,
  after: z.string().nullable().default(null),
  size: z.number().int().min(1).max(200).default(50),
});
export type ListRequests = z.infer<typeof ListRequests>;

export interface JoinRequest {
  readonly person: PersonId;
  /** Display name, else alias. */
  readonly name: string;
  readonly activity: Activity;
  readonly at: Instant;
}

/** Who asks to join an organiser's activities, oldest first. */
export async function listRequests(
  ports: Pick<Ports, 'records'>,
  by: Actor,
  input: ListRequests,
): Promise<
  Outcome<{ readonly items: readonly JoinRequest[]; readonly next: string | null }, NotFound | NotAllowed>
> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
