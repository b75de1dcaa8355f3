import { done, type Outcome, refused } from '../../core/outcome.ts';
import type { Actor } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { judgeSite } from './judge-site.ts';
import { type Loading, loadActivity, loadBadge, loadPlaylist, named } from './load-things.ts';
import { inOrder } from './order.ts';
import { readBundle } from './read-bundle.ts';
import { lineOf, type OnLine, type ReportLine } from './report.ts';
import { type Load, lookAround } from './site.ts';
import type { Trouble } from './troubles.ts';

export type LoadPorts = Pick<Ports, 'records' | 'ids' | 'keyValues' | 'badgePress'>;

export type LoadBundleRefusal =
  /** Everything that is wrong with it; nothing was loaded. */
  | { readonly why: 'bundle-wrong'; readonly troubles: readonly Trouble[] }
  | { readonly why: 'organiser-unknown'; readonly organiser: string }
  /** It wants to publish to people it may not reach before it is verified. */
  | { readonly why: 'organiser-unverified'; readonly organiser: string };

/** Loads a bundle into an organiser that is here: what is new, and what is newer. Told line by line. */
export async function loadBundle(
  ports: LoadPorts,
  by: Actor,
  { text, organiser: slug }: { readonly text: string; readonly organiser: string },
  onLine: OnLine = () => {},
): Promise<Outcome<readonly ReportLine[], LoadBundleRefusal>> {
  const organiser = await ports.records.organisers.bySlug(slug);
  if (!organiser) return refused({ why: 'organiser-unknown', organiser: slug });
  const read = readBundle(text);
  if ('troubles' in read) return refused({ why: 'bundle-wrong', troubles: read.troubles });
  if (organiser.verification !== 'verified' && reachesEverybody(read.bundle)) {
    return refused({ why: 'organiser-unverified', organiser: slug });
  }
  return loadTogether(ports, by, [{ ...read, organiser: organiser.id }], onLine);
}

/** Loads bundles that may point into one another. */
export async function loadTogether(
  ports: LoadPorts,
  by: Actor,
  loads: readonly Load[],
  onLine: OnLine,
): Promise<Outcome<readonly ReportLine[], Extract<LoadBundleRefusal, { why: 'bundle-wrong' }>>> {
  const site = await lookAround(ports);
  const troubles = (await Promise.all(loads.map((load) => judgeSite(ports, site, load, loads)))).flat();
  if (troubles.length > 0) return refused({ why: 'bundle-wrong', troubles });

  const lines: ReportLine[] = [];
  const told = (line: ReportLine): void => {
    lines.push(line);
    onLine(line);
  };
  await loadThings({ ports, by, site }, loads, told);
  for (const load of loads) await remember(ports, load);
  return done(lines);
}

async function loadThings(loading: Loading, loads: readonly Load[], told: OnLine): Promise<void> {
  for (const load of loads) {
    for (const activity of load.bundle.activities) told(await loadActivity(loading, load, activity));
  }
  for (const { load, playlist } of playlistsOf(loads)) told(await loadPlaylist(loading, load, playlist));
  for (const load of loads) {
    for (const badge of badgesOf(load)) told(await loadBadge(loading, load, badge));
    for (const { key } of load.bundle.endorsements) {
      told(
        lineOf(
          'endorsement',
          named(load, key),
          'not-yet',
          'It is kept, and shown once there are endorsements here.',
        ),
      );
    }
  }
}

/** Of all bundles, each after the one that comes next to it: that must be here to be named. */
function playlistsOf(loads: readonly Load[]) {
  const all = loads.flatMap((load) => load.bundle.playlists.map((playlist) => ({ load, playlist })));
  const full = (load: Load, ref: string): string => (ref.includes('/') ? ref : named(load, ref));
  return inOrder(
    all,
    ({ load, playlist }) => named(load, playlist.key),
    ({ load, playlist }) => (playlist.next === null ? [] : [full(load, playlist.next)]),
  );
}

const badgesOf = ({ bundle }: Load) =>
  inOrder(
    bundle.badges,
    ({ key }) => key,
    ({ prerequisites }) => (!prerequisites || prerequisites.badges === 'any' ? [] : prerequisites.badges),
  );

/**
 * The whole bundle as it came, for what the core keeps no place for: credits, licence, endorsements, the zone a
 * deadline was written in. An export writes them again.
 */
async function remember({ keyValues }: LoadPorts, { bundle, raw, organiser }: Load): Promise<void> {
  const key = `${organiser}/${bundle.key}`;
  const known = await keyValues.read<{ readonly version: number }>('content.bundles', key);
  if (known && known.version > bundle.version) return;
  await keyValues.put('content.bundles', key, raw, { labels: { organiser } });
}

const reachesEverybody = ({ activities, playlists }: Load['bundle']): boolean =>
  [...activities, ...playlists].some(
    ({ visibility }) => visibility === 'anyone' || visibility === 'signed-in',
  );
