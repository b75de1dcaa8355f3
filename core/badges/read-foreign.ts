import type { ActivityId, BadgeId, OrganiserId, PlaylistId, Subject } from '../ids.ts';
import { organiserOf } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { BadgeContent } from './badge-content.ts';

/**
 * What a badge names that is not there, or not for its organiser to name: a badge is given for one's own activities and
 * playlists, and for scores in an activity that stands with a grade column in a course of one's own. None needs itself.
 */
export async function readForeign(
  { records }: Pick<Ports, 'records'>,
  input: {
    readonly organiser: OrganiserId;
    /** Null: it is new. */
    readonly badge: BadgeId | null;
    readonly standsOn: Subject | null;
    readonly content: Pick<BadgeContent, 'earnedBy' | 'prerequisites'>;
  },
): Promise<readonly string[]> {
  const { organiser, badge, standsOn, content } = input;
  const activities = content.earnedBy.flatMap((rule) => ('activity' in rule ? [rule.activity] : []));
  const playlists = content.earnedBy.flatMap((rule) => ('playlist' in rule ? [rule.playlist] : []));
  if (standsOn?.kind === 'activity') activities.push(standsOn.id);
  if (standsOn?.kind === 'playlist') playlists.push(standsOn.id);
  const named = content.prerequisites?.badges ?? 'any';
  const needed: readonly BadgeId[] = named === 'any' ? [] : named;

  const [ownActivities, ownPlaylists, badges] = await Promise.all([
    readOwnActivities({ records }, organiser, activities, scoredIn(content)),
    readOwnPlaylists({ records }, organiser, playlists),
    records.badges.byIds(needed),
  ]);
  const own: ReadonlySet<string> = new Set([
    ...ownActivities,
    ...ownPlaylists,
    ...badges.filter((one) => one.state !== 'draft' && one.id !== badge).map(({ id }) => id),
  ]);
  return [...new Set<string>([...activities, ...playlists, ...needed])].filter((id) => !own.has(id));
}

/** Named by score rules only. */
function scoredIn({ earnedBy }: Pick<BadgeContent, 'earnedBy'>): ReadonlySet<ActivityId> {
  const done = new Set(earnedBy.flatMap((rule) => (rule.by === 'activity' ? [rule.activity] : [])));
  return new Set(
    earnedBy.flatMap((rule) => (rule.by === 'score' && !done.has(rule.activity) ? [rule.activity] : [])),
  );
}

async function readOwnActivities(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  activities: readonly ActivityId[],
  scored: ReadonlySet<ActivityId>,
): Promise<readonly ActivityId[]> {
  const found = await records.activities.byIds(activities);
  const own = await Promise.all(
    found.map(
      async ({ id, organiser: whose }) =>
        whose === organiser || (scored.has(id) && (await standsInACourseOf({ records }, organiser, id))),
    ),
  );
  return found.filter((_one, at) => own[at]).map(({ id }) => id);
}

/** With a column whose scores can be read. */
async function standsInACourseOf(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  id: ActivityId,
): Promise<boolean> {
  const placements = await records.placements.of({ kind: 'activity', id });
  const graded = placements.filter(({ gradeColumn }) => gradeColumn !== null);
  const communities = await records.communities.byIds(graded.map(({ community }) => community));
  return communities.some((community) => community.organiser === organiser);
}

async function readOwnPlaylists(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  playlists: readonly PlaylistId[],
): Promise<readonly PlaylistId[]> {
  const found = await Promise.all(playlists.map((id) => records.playlists.byId(id)));
  return found.flatMap((one) => (one && organiserOf(one) === organiser ? [one.id] : []));
}
