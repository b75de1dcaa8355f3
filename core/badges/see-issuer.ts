import { z } from 'zod';
import { signerOf } from '../endorsements/endorsement.ts';
import { OrganiserId } from '../ids.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import { isPublic } from './read-public.ts';

export const SeeIssuer = z.object({ organiser: OrganiserId });
export type SeeIssuer = z.infer<typeof SeeIssuer>;

/** The organiser behind badges: answered once one of them is public, an award of theirs was released, or they endorse something. */
export async function seeIssuer(
  { records }: Pick<Ports, 'records'>,
  { organiser: id }: SeeIssuer,
): Promise<Outcome<Organiser, NotFound>> {
  const organiser = await records.organisers.byId(id);
  if (!organiser) return refused({ why: 'not-found' });
  for (const badge of await records.badges.of(id)) {
    if (await isPublic({ records }, badge)) return done(organiser);
  }
  // Whoever checks an endorsement asks who gave it.
  const given = await records.endorsements.by(id);
  const stands = given.some((one) => one.state === 'signed' && signerOf(one) === id);
  return stands ? done(organiser) : refused({ why: 'not-found' });
}
