import type { Activity } from '../activities/activity.ts';
import { offeredAfterMs, stuckAfterMs } from '../evidence/check.ts';
import type { ActivityId, PersonId, TaskId } from '../ids.ts';
import { type Instant, later } from '../instant.ts';
import type { Playlist } from '../playlists/playlist.ts';

/** Which learners of a class are shown. A learner may stand under several. */
export const classFilters = ['everybody', 'stuck', 'waiting', 'done'] as const;
export type ClassFilter = (typeof classFilters)[number];

/** How many learners each filter shows. */
export type ClassCounts = Readonly<Record<ClassFilter, number>>;

/** What the filters mean for this reader now, in terms that both engines can look up. */
export interface ClassTerms {
  /** The columns: what is looked at. */
  readonly activities: readonly ActivityId[];
  /** `done`: all of these are complete, and there is at least one. */
  readonly needed: readonly ActivityId[];
  /** `stuck`: something has been waiting since then, or longer. */
  readonly stuckSince: Instant;
  readonly waiting: {
    /** Whose word it waits for: what they have approved already does not wait for them. */
    readonly reader: PersonId;
    /** Tasks about which organisers are asked. */
    readonly tasks: readonly TaskId[];
    /** Tasks of peers: organisers are asked about what is kept from peers. */
    readonly peersTasks: readonly TaskId[];
    /** And about all that has been waiting since then, or longer. */
    readonly offeredSince: Instant;
  };
}

/**
 * The rules of checks (R10, R11) as terms; `judgeReview` decides each case.
 * @param playlist null: single activities are placed, and all of them are needed
 * @param joined how many of the class have joined each activity
 */
export function classTerms(facts: {
  readonly activities: readonly Activity[];
  readonly playlist: Playlist | null;
  readonly joined: ReadonlyMap<ActivityId, number>;
  readonly reader: PersonId;
  readonly now: Instant;
}): ClassTerms {
  const { activities, playlist, joined, reader, now } = facts;
  const columns = activities.map(({ id }) => id);
  const needed = playlist?.steps.filter(({ isMandatory }) => isMandatory).map(({ activity }) => activity);
  const checked = activities.flatMap((activity) => activity.tasks.map((task) => ({ activity, task })));
  const asksOrganisers = ({ activity, task }: (typeof checked)[number]): boolean =>
    // The author is one of those who joined.
    task.check.who === 'organisers' || (joined.get(activity.id) ?? 0) - 1 < task.check.count;
  const [tasks, peersTasks] = [checked.filter(asksOrganisers), checked.filter((one) => !asksOrganisers(one))];
  return {
    activities: columns,
    needed: needed ?? columns,
    stuckSince: later(now, -stuckAfterMs),
    waiting: {
      reader,
      tasks: tasks.map(({ task }) => task.id),
      peersTasks: peersTasks.map(({ task }) => task.id),
      offeredSince: later(now, -offeredAfterMs),
    },
  };
}
