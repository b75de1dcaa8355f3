import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import { isJoined } from '../activities/standing.ts';
import { CommunityId, PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';

export const ShowGroup = z.object({ community: CommunityId, playlist: PlaylistId });
export type ShowGroup = z.infer<typeof ShowGroup>;

export interface GroupView {
  readonly playlist: Playlist;
  /** Members who joined it. */
  readonly joined: number;
  /** In order. Counts of members, nobody named. */
  readonly steps: readonly { readonly activity: Activity; readonly done: number; readonly waiting: number }[];
}

const mostMembers = 1000;

/** How the members of a community stand in a playlist, in totals, for the organiser's people. */
export async function showGroup(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  input: ShowGroup,
): Promise<Outcome<GroupView, NotFound | NotAllowed>> {
  const [community, playlist] = await Promise.all([
    records.communities.byId(input.community),
    records.playlists.byId(input.playlist),
  ]);
  if (!community?.organiser || !playlist) return refused({ why: 'not-found' });
  if (may.seeOrganiser(by, community.organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const because = may.seeClass(by, community);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });

  const activities = await records.activities.byIds(playlist.steps.map(({ activity }) => activity));
  const counts = new Map(activities.map(({ id }) => [id, { done: 0, waiting: 0 }]));
  let joined = 0;
  let after: string | null = null;
  let seen = 0;
  do {
    const page: Awaited<ReturnType<typeof records.memberships.in>> = await records.memberships.in(
      community.id,
      {
        size: 200,
        after,
      },
    );
    const learners = page.items.filter(
      ({ state, seat, isTest }) => state === 'active' && seat === 'learner' && !isTest,
    );
    for (const { person } of learners) {
      const enrolment = await records.enrolments.one(person, { kind: 'playlist', id: playlist.id });
      if (!isJoined(enrolment)) continue;
      joined += 1;
      const [completed, work] = await Promise.all([
        records.completions.of(person),
        records.work.of(
          person,
          activities.map(({ id }) => id),
        ),
      ]);
      for (const [id, count] of counts) {
        if (completed.has(id)) count.done += 1;
        else if (work.some((one) => one.activity === id && one.state === 'in-review')) count.waiting += 1;
      }
    }
    seen += page.items.length;
    after = page.next;
  } while (after !== null && seen < mostMembers);
  return done({
    playlist,
    joined,
    steps: activities.map((activity) => ({
      activity,
      ...(counts.get(activity.id) ?? { done: 0, waiting: 0 }),
    })),
  });
}
