import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Platforms } from '../ports/platforms.ts';
import type { Ports } from '../ports/ports.ts';
import { judgeConnecting } from './judge-connecting.ts';

export const SettleSite = z.object({
  platform: z.string().min(1).max(64),
  school: z.string().min(1).max(255),
});
export type SettleSite = z.infer<typeof SettleSite>;

export type SettleSiteRefusal = NotFound | NotAllowed;

/** The other site under a school is the school itself, which moved: nobody is warned of it any more. */
export async function settleSite(
  { records, platforms }: Pick<Ports, 'records'> & { readonly platforms: Platforms },
  by: Actor,
  organiser: OrganiserId,
  { platform, school }: SettleSite,
): Promise<Outcome<'moved', SettleSiteRefusal>> {
  const refusal = judgeConnecting(by, organiser);
  if (refusal) return refused(refusal);
  const mine = (await platforms.of(organiser)).find(({ id }) => id === platform);
  if (!mine?.schools.some(({ id }) => id === school)) return refused({ why: 'not-found' });

  await platforms.takeOver(platform, school);
  await records.keep({}, [domainEvent(by, 'school.moved', { organiser })]);
  return done('moved');
}
