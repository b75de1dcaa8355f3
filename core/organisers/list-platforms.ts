import type { OrganiserId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { ConnectedPlatform, Platforms } from '../ports/platforms.ts';

export interface PlatformsView {
  readonly platforms: readonly ConnectedPlatform[];
  /** Whether the reader may invite, approve, block and switch off. */
  readonly mayConnect: boolean;
}

/** The learning platforms of an organiser, for those who run it. */
export async function listPlatforms(
  { platforms }: { readonly platforms: Platforms },
  by: Actor,
  organiser: OrganiserId,
): Promise<Outcome<PlatformsView, NotFound | NotAllowed>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const allowed = may.seePlatforms(by, organiser);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  return done({
    platforms: await platforms.of(organiser),
    mayConnect: may.connectPlatform(by, organiser).verdict === 'yes',
  });
}
