import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countUnder } from '../builders/index.ts';
import { tellApprovals } from './approvals.ts';
import { tellCatalogue } from './catalogue.ts';
import { tellClass } from './class.ts';
import { tellDiscord } from './discord.ts';
import { type BenchEngine, engineSlugs } from './engines.ts';
import { tellGrades } from './grades.ts';
import { tellIssuing } from './issuing.ts';
import { tellLaunches } from './launch-servers.ts';
import { writeSection } from './page.ts';
import { tellProcesses } from './processes.ts';
import { tellScale } from './scale.ts';
import { tellSlack } from './slack.ts';
import { tellStart } from './start.ts';
import { tellVerification } from './verification.ts';

/**
 * `npm run bench`: ratios side by side in one run, written to `docs/benchmarks.md`.
 * `npm run bench -- launches`: only this part, on the terminal; with `--write` its section in the page is
 * exchanged. `-- scale-mongo`: what runs on both engines, on this one.
 * `--learners 5000 --awards 50000`, `--entries 100000`: the large city of part `scale`, the large catalogue of part
 * `catalogue` have so many. `--stores <folder>`: filled stores lie there and stay; the next run, or the same one that was
 * cut off, goes on with them. `BENCH_PROFILE=<folder>` leaves there where the servers spent their time, for Chromium's
 * developer tools.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    learners: { type: 'string' },
    awards: { type: 'string' },
    entries: { type: 'string' },
    stores: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const large = { learners: Number(values.learners ?? 100_000), awards: Number(values.awards ?? 1_000_000) };
const entries = Number(values.entries ?? 1_000_000);
const isScaled = values.learners !== undefined || values.awards !== undefined;
const asked = isScaled && positionals.length === 0 ? ['scale'] : positionals;
const folder = mkdtempSync(join(tmpdir(), 'col-bench-'));
const stores = values.stores ? resolve(values.stores) : join(folder, 'stores');
countUnder(`b${Date.now().toString(36)}`);

/** In the order of the page: the start comes after the launches, whose store it opens again. */
const parts: Readonly<Record<string, () => Promise<string>>> = {
  launches: () => tellLaunches(folder),
  start: () => tellStart(folder),
  approvals: () => tellApprovals(folder),
  grades: () => tellGrades(folder),
  class: () => tellClass(folder),
  discord: () => tellDiscord(folder),
  issuing: () => tellIssuing(folder),
  verification: tellVerification,
  slack: () => tellSlack(folder),
  ...onEach('scale', (slug) => tellScale(slug, stores, large)),
  ...onEach('catalogue', (slug) => tellCatalogue(slug, stores, entries)),
  processes: () => tellProcesses(stores),
};
const isAsked = (part: string): boolean => asked.some((name) => part === name || part.startsWith(`${name}-`));
const unknown = asked.filter(
  (name) => !Object.keys(parts).some((part) => part.split('-')[0] === name || part === name),
);
if (unknown.length > 0) throw new Error(`No such part: ${unknown}. There are: ${Object.keys(parts)}`);

try {
  for (const [name, tell] of Object.entries(parts)) {
    if (asked.length > 0 && !isAsked(name)) continue;
    console.log(`${name} …`);
    const section = await tell();
    if (asked.length > 0) console.log(section);
    if (values.write || asked.length === 0)
      writeSection(join(process.cwd(), 'docs', 'benchmarks.md'), section);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A part for each engine that is at hand: `scale-sqlite`, `scale-mongo`. */
function onEach(
  name: string,
  tell: (slug: BenchEngine['slug']) => Promise<string>,
): Readonly<Record<string, () => Promise<string>>> {
  return Object.fromEntries(engineSlugs.map((slug) => [`${name}-${slug}`, () => tell(slug)]));
}
