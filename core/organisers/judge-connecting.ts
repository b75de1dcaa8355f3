import type { OrganiserId } from '../ids.ts';
import type { NotAllowed, NotFound } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';

/** Why somebody may not connect learning platforms with an organiser; null: they may. Who is not of its staff learns nothing. */
export function judgeConnecting(by: Actor, organiser: OrganiserId): NotFound | NotAllowed | null {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return { why: 'not-found' };
  const because = may.connectPlatform(by, organiser);
  return because.verdict === 'yes' ? null : { why: 'not-allowed', because };
}
