import { placementsOf, type Standing } from './activities/standing.ts';
import type { BadgeView } from './badges/badge-view.ts';
import type { ActivityId, CommunityId, PersonId } from './ids.ts';
import type { Someone } from './people/actor.ts';
import type { Playlist } from './playlists/playlist.ts';
import { type Progress, progress } from './playlists/progress.ts';
import type { BadgedStep } from './playlists/step-view.ts';
import type { Ports } from './ports/ports.ts';
import { readBadgeView, readBadgeViews } from './read-badge-view.ts';
import { readStanding } from './read-standing.ts';
import { takenPlaces } from './read-step.ts';
import { readStepViews } from './read-steps.ts';

/** How far a learner is in one playlist, or in activities that stand alone. */
export interface LearnerPart {
  /** Null: the activities stand alone. */
  readonly playlist: Playlist | null;
  readonly progress: Progress | null;
  /** The same judgements as the learner reads. */
  readonly steps: readonly BadgedStep[];
  /** Of the playlist; those of the activities stand with their steps. */
  readonly badge: BadgeView | null;
}

type Wanted = Pick<Ports, 'records' | 'clock'>;

/**
 * What a learner has done of these, and what is still missing, for those who accompany them.
 * @param at the community they are looked at in; null: anywhere
 */
export async function readLearnerParts(
  ports: Wanted,
  { person, at }: { readonly person: PersonId; readonly at: CommunityId | null },
  what: { readonly playlists: readonly Playlist[]; readonly activities: readonly ActivityId[] },
): Promise<readonly LearnerPart[]> {
  const seat = at && { community: at, as: 'learner' as const };
  const learner: Someone = { person, roles: [], grants: [], seat };
  const standing = await readStanding(ports, learner);
  const parts = await Promise.all(
    what.playlists.map(async (playlist) => ({
      playlist,
      progress: progress(playlist, standing.completed),
      steps: await readSteps(ports, learner, standing, playlist, ofPlaylist(playlist)),
      badge: await readBadgeView(ports, person, playlist.badge),
    })),
  );
  if (what.activities.length === 0) return parts;
  const steps = await readSteps(ports, learner, standing, null, what.activities);
  return [...parts, { playlist: null, progress: null, steps, badge: null }];
}

const ofPlaylist = ({ steps }: Playlist): readonly ActivityId[] => steps.map(({ activity }) => activity);

async function readSteps(
  ports: Wanted,
  learner: Someone,
  standing: Standing,
  within: Playlist | null,
  ids: readonly ActivityId[],
): Promise<readonly BadgedStep[]> {
  const activities = await ports.records.activities.byIds(ids);
  const facts = await Promise.all(
    activities.map(async (activity) => {
      const step = within?.steps.find((one) => one.activity === activity.id);
      return {
        activity,
        within,
        standing,
        placed: placementsOf(standing, activity.id, within ? [within.id] : []),
        taken: await takenPlaces(ports, activity),
        position: step?.position ?? null,
        isMandatory: step?.isMandatory ?? true,
      };
    }),
  );
  const steps = await readStepViews(ports, learner, facts);
  const badges = await readBadgeViews(
    ports,
    learner.person,
    steps.map(({ activity }) => activity.badge),
  );
  return steps.map((step, at) => ({ ...step, badge: badges[at] ?? null }));
}
