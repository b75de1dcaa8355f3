import type { Activity } from '../activities/activity.ts';
import type { BadgeId, OrganiserId } from '../ids.ts';
import { judgePublishing } from '../organisers/judge-publishing.ts';
import type { Organiser } from '../organisers/organiser.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import { type Badge, contentOf, draftOf } from './badge.ts';
import type { BadgeContent } from './badge-content.ts';

/** What a badge can be made of. */
export interface Making {
  readonly organiser: Organiser;
  /** Null: a new one. */
  readonly badge: Badge | null;
  /** What is in draft, else what is published; null: nothing yet. */
  readonly content: BadgeContent | null;
  readonly choices: {
    readonly activities: readonly Activity[];
    readonly playlists: readonly Playlist[];
    /** Their scores can be read in a course of the organiser. */
    readonly scored: readonly Activity[];
    /** That it may need first. */
    readonly badges: readonly Badge[];
  };
}

export async function seeMaking(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { organiser: whose, badge: id }: { readonly organiser: OrganiserId; readonly badge: BadgeId | null },
): Promise<Outcome<Making, NotFound | NotAllowed>> {
  const organiser = await records.organisers.byId(whose);
  const shut = judgePublishing(by, organiser);
  if (!organiser || shut) return refused(shut ?? { why: 'not-found' });
  const badge = id && (await records.badges.byId(id));
  if (id && badge?.organiser !== whose) return refused({ why: 'not-found' });
  const content = badge && (draftOf(badge) ?? contentOf(badge));

  const [activities, playlists, scored, own, needed] = await Promise.all([
    records.activities.of(whose),
    records.playlists.of(whose),
    readScored({ records }, whose),
    records.badges.of(whose),
    readNeeded({ records }, content),
  ]);
  const others = needed.filter((one) => !own.some((mine) => mine.id === one.id));
  return done({
    organiser,
    badge,
    content,
    choices: {
      activities: activities.filter(({ state }) => state === 'published'),
      playlists: playlists.filter(({ state }) => state === 'published'),
      scored,
      badges: [...own, ...others].filter((one) => one.state === 'active' && one.id !== id),
    },
  });
}

const readNeeded = ({ records }: Pick<Ports, 'records'>, content: BadgeContent | null) => {
  const needed = content?.prerequisites?.badges ?? 'any';
  return needed === 'any' ? [] : records.badges.byIds(needed);
};

async function readScored(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
): Promise<readonly Activity[]> {
  const courses = await records.communities.of(organiser);
  const placements = await Promise.all(courses.map(({ id }) => records.placements.in(id)));
  const placed = placements
    .flat()
    .flatMap(({ subject, gradeColumn }) => (subject.kind === 'activity' && gradeColumn ? [subject.id] : []));
  return records.activities.byIds([...new Set(placed)]);
}
