import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Platforms } from '../ports/platforms.ts';
import type { Ports } from '../ports/ports.ts';
import { judgeConnecting } from './judge-connecting.ts';

export const SwitchPlatform = z.object({
  platform: z.string().min(1).max(64),
  to: z.enum(['on', 'off']),
});
export type SwitchPlatform = z.infer<typeof SwitchPlatform>;

export type SwitchPlatformRefusal = NotFound | NotAllowed;

/** Refuses all launches from a platform, or lets them in again; everything is kept. */
export async function switchPlatform(
  { records, platforms }: Pick<Ports, 'records'> & { readonly platforms: Platforms },
  by: Actor,
  organiser: OrganiserId,
  { platform, to }: SwitchPlatform,
): Promise<Outcome<SwitchPlatform['to'], SwitchPlatformRefusal>> {
  const refusal = judgeConnecting(by, organiser);
  if (refusal) return refused(refusal);
  const mine = (await platforms.of(organiser)).find(({ id }) => id === platform);
  if (!mine) return refused({ why: 'not-found' });
  if (mine.isActive === (to === 'on')) return done(to);

  await platforms.switchTo(platform, to === 'on');
  await records.keep({}, [domainEvent(by, 'platform.switched', { organiser, to })]);
  return done(to);
}
