import type { Explanation } from '../explanation.ts';
import type { Visibility } from '../lists.ts';
import type { NotAllowed, NotFound } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Organiser } from './organiser.ts';

/** Why somebody may not publish for an organiser; null: they may. Who is not of its staff learns nothing. */
export function judgePublishing(by: Actor, organiser: Organiser | null): NotFound | NotAllowed | null {
  if (!organiser) return { why: 'not-found' };
  const because: Explanation = may.publish(by, organiser.id);
  if (because.verdict === 'yes') return null;
  return may.seeOrganiser(by, organiser.id).verdict === 'yes'
    ? { why: 'not-allowed', because }
    : { why: 'not-found' };
}

/** R3: before it is verified, an organiser publishes to its own people. */
export const mayBeSeenBy = ({ verification }: Organiser, visibility: Visibility): boolean =>
  verification === 'verified' || (visibility !== 'anyone' && visibility !== 'signed-in');
