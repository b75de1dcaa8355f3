import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { OrganiserId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { audiences } from '../lists.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { type Platforms, platformFamilies } from '../ports/platforms.ts';
import type { Ports } from '../ports/ports.ts';
import { judgeConnecting } from './judge-connecting.ts';

export const InvitePlatform = z.object({
  family: z.enum(platformFamilies),
  /** Of the courses that are met through it. */
  audience: z.enum(audiences).default('mixed'),
});
export type InvitePlatform = z.infer<typeof InvitePlatform>;

export type InvitePlatformRefusal = NotFound | NotAllowed;

/** An owner's word that one learning platform may connect itself: an address for its administrator, good once. */
export async function invitePlatform(
  { records, platforms }: Pick<Ports, 'records'> & { readonly platforms: Platforms },
  by: Actor,
  organiser: OrganiserId,
  { family, audience }: InvitePlatform,
): Promise<Outcome<{ readonly url: string; readonly expiresAt: Instant }, InvitePlatformRefusal>> {
  const refusal = judgeConnecting(by, organiser);
  if (refusal) return refused(refusal);

  const invited = await platforms.invite(organiser, family, audience);
  await records.keep({}, [domainEvent(by, 'platform.invited', { organiser })]);
  return done(invited);
}
