import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Platforms } from '../ports/platforms.ts';
import type { Ports } from '../ports/ports.ts';
import { judgeConnecting } from './judge-connecting.ts';

export const DecideSchool = z.object({
  platform: z.string().min(1).max(64),
  school: z.string().min(1).max(255),
  decision: z.enum(['approved', 'blocked']),
});
export type DecideSchool = z.infer<typeof DecideSchool>;

export type DecideSchoolRefusal = NotFound | NotAllowed;

/** Lets a school behind a platform in, or keeps it out. What its people did before stays. */
export async function decideSchool(
  { records, platforms }: Pick<Ports, 'records'> & { readonly platforms: Platforms },
  by: Actor,
  organiser: OrganiserId,
  { platform, school, decision }: DecideSchool,
): Promise<Outcome<DecideSchool['decision'], DecideSchoolRefusal>> {
  const refusal = judgeConnecting(by, organiser);
  if (refusal) return refused(refusal);
  const mine = (await platforms.of(organiser)).find(({ id }) => id === platform);
  const known = mine?.schools.find(({ id }) => id === school);
  if (!known) return refused({ why: 'not-found' });
  if (known.status === decision) return done(decision);

  await platforms.decide(platform, school, decision);
  await records.keep({}, [domainEvent(by, 'school.decided', { organiser, decision })]);
  return done(decision);
}
