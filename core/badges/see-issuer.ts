import { z } from 'zod';
import { OrganiserId } from '../ids.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';

export const SeeIssuer = z.object({ organiser: OrganiserId });
export type SeeIssuer = z.infer<typeof SeeIssuer>;

/** The organiser behind badges: answered once one of them is public or an award of theirs was released. */
export async function seeIssuer(
  ports: Pick<Ports, 'records'>,
  input: SeeIssuer,
): Promise<Outcome<Organiser, NotFound>> {
  throw new Error(`under way ${ports} ${input}`);
}
