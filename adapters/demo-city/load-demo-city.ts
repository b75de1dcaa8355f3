import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OrganiserId } from '../../core/ids.ts';
import { describeLocation } from '../../core/locations/describe-location.ts';
import { OpenAccount, openAccount } from '../../core/organisers/open-account.ts';
import { verifyOrganiser } from '../../core/organisers/verify-organiser.ts';
import type { Outcome } from '../../core/outcome.ts';
import { operator } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { isSameContent } from '../../core/same-content.ts';
import type { Bundle } from './bundle.ts';
import { type LoadPorts, loadTogether } from './load-bundle.ts';
import { readLocations } from './locations.ts';
import { readBundle } from './read-bundle.ts';
import { lineOf, type OnLine, type ReportLine } from './report.ts';
import type { Load } from './site.ts';

const folder = join(import.meta.dirname, 'content');

const namespace = 'content.demo-city';

/** Was it cut off while it was loaded? Then loading it again brings the rest. */
export const isDemoCityCutOff = async ({ keyValues }: Pick<Ports, 'keyValues'>): Promise<boolean> =>
  (await keyValues.read(namespace, 'state')) === 'under-way';

type DemoPorts = LoadPorts & Pick<Ports, 'clock'>;

/**
 * Loads the demo city; again, only what is new.
 * @param print told what happens, a line at a time, for people
 * @param onLine told what became of each thing
 */
export async function loadDemoCity(
  ports: DemoPorts,
  print: (line: string) => void = () => {},
  onLine: OnLine = () => {},
): Promise<readonly ReportLine[]> {
  const lines: ReportLine[] = [];
  const told = (line: ReportLine): void => {
    lines.push(line);
    onLine(line);
  };

  await ports.keyValues.put(namespace, 'state', 'under-way');
  for (const location of readLocations(await readFile(join(folder, 'locations.json'), 'utf8'))) {
    const { isNew, isSame } = taken(await retryStale(() => describeLocation(ports, operator, location)));
    told(lineOf('location', location.slug, isNew ? 'new' : isSame ? 'same' : 'newer'));
  }
  const loads: Load[] = [];
  for (const read of await demoBundles()) {
    loads.push({ ...read, organiser: await welcome(ports, read.bundle, told) });
    print(`  ${read.bundle.organiser.name}: ${summary(read.bundle)}`);
  }
  taken(await loadTogether(ports, operator, loads, told));
  await ports.keyValues.put(namespace, 'state', 'loaded');
  print(`  ${countsOf(lines)}`);
  return lines;
}

async function demoBundles(): Promise<Omit<Load, 'organiser'>[]> {
  const names = (await readdir(join(folder, 'bundles'))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const read = readBundle(await readFile(join(folder, 'bundles', name), 'utf8'));
      if ('troubles' in read) throw new Error(`${name}: ${JSON.stringify(read.troubles)}`);
      return read;
    }),
  );
}

/** Opens its organiser if it is not here, and vouches for it. */
async function welcome(ports: DemoPorts, bundle: Bundle, told: OnLine): Promise<OrganiserId> {
  const { slug } = bundle.organiser;
  const known = await ports.records.organisers.bySlug(slug);
  const owner = { name: 'Demo owner', email: null };
  const account = OpenAccount.parse({ ...bundle.organiser, owner });
  // Of two processes that load at once, the second finds what the first opened.
  const organiser = await retryStale(
    async () =>
      (await ports.records.organisers.bySlug(slug)) ??
      taken(await openAccount(ports, operator, account)).organiser,
  );
  if (organiser.verification === 'unverified') {
    taken(await retryStale(() => verifyOrganiser(ports, operator, { slug })));
  }

  const { home: _home, owner: _owner, ...facts } = account;
  const kept = OpenAccount.omit({ home: true, owner: true }).parse(organiser);
  const isConflict = known !== null && !isSameContent(kept, facts);
  told(lineOf('organiser', slug, known ? (isConflict ? 'in-conflict' : 'same') : 'new'));
  return organiser.id;
}

/** The demo is written to be taken: a refusal is a fault of ours. */
function taken<Done, Refusal extends { readonly why: string }>(outcome: Outcome<Done, Refusal>): Done {
  if (outcome.refused) throw new Error(`The demo city was refused: ${JSON.stringify(outcome.refused)}`);
  return outcome.done as Done;
}

function summary({ activities, playlists, badges }: Bundle): string {
  return [
    counted(activities.length, 'activity', 'activities'),
    counted(playlists.length, 'playlist', 'playlists'),
    counted(badges.length, 'badge', 'badges'),
  ].join(', ');
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function countsOf(lines: readonly ReportLine[]): string {
  const counts = new Map<ReportLine['result'], number>();
  for (const { result } of lines) counts.set(result, (counts.get(result) ?? 0) + 1);
  return [...counts].map(([result, count]) => `${count} ${inWords[result]}`).join(', ');
}

const inWords: Readonly<Record<ReportLine['result'], string>> = {
  new: 'new',
  same: 'as before',
  newer: 'brought up to date',
  older: 'newer here',
  'in-conflict': 'changed here, left alone',
  refused: 'refused',
  'not-yet': 'kept for later (endorsements)',
};
