import { randomInt, randomUUID } from 'node:crypto';
import { type LmsClock, secondsOf } from './clock.ts';
import type { Seat } from './school.ts';

/** A launch somebody started: what the login only hints at. */
export interface Launch {
  readonly id: string;
  readonly clientId: string;
  readonly kind: 'link' | 'content' | 'navigation';
  /** Key of the course. */
  readonly course: string;
  /** Id of the link; null for content selection and navigation. */
  readonly link: string | null;
  /** Key of who is signed in. */
  readonly by: string;
  /** Key of who the tool shall meet: another only in Canvas' student view. */
  readonly person: string;
  readonly seat: Seat;
  readonly container: 'frame' | 'window';
  /** Canvas: from where content is selected. */
  readonly placement: string;
  readonly target: string;
  readonly sesskey: string;
  readonly startedAt: number;
}

export type NewLaunch = Omit<Launch, 'id' | 'startedAt'>;

export interface Launches {
  start(launch: NewLaunch): Launch;
  /** Null: unknown, or older than its life. */
  one(id: string): Launch | null;
  /** The last content selection of this session there; Moodle's return address names no launch. */
  lastSelection(sesskey: string, course: string, clientId: string): Launch | null;
  end(id: string): void;
}

/** A teacher may sit in front of the picker for as long as this. */
const lifeSeconds = 6 * 3600;
const mostKept = 20_000;

export function createLaunches(clock: LmsClock): Launches {
  const kept = new Map<string, Launch>();
  return {
    start(started) {
      const launch = { ...started, id: idOf(started), startedAt: secondsOf(clock) };
      kept.set(launch.id, launch);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest) kept.delete(oldest);
      return launch;
    },
    one(id) {
      const launch = kept.get(id);
      if (!launch || launch.startedAt + lifeSeconds >= secondsOf(clock)) return launch ?? null;
      kept.delete(id);
      return null;
    },
    lastSelection: (sesskey, course, clientId) =>
      [...kept.values()].findLast(
        (launch) =>
          launch.kind === 'content' &&
          launch.sesskey === sesskey &&
          launch.course === course &&
          launch.clientId === clientId,
      ) ?? null,
    end: (id) => void kept.delete(id),
  };
}

/** Moodle's form of it, as recorded; the others do not care. */
function idOf({ kind, link }: NewLaunch): string {
  const number = randomInt(1_000_000_000, 2_147_483_647);
  if (kind === 'content') return `ltilaunch_ContentItemSelectionRequest${number}`;
  return link && /^\d+$/.test(link) ? `ltilaunch${link}_${number}` : randomUUID();
}
