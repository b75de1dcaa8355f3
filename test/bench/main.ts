import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tellApprovals } from './approvals.ts';
import { tellCatalogue } from './catalogue.ts';
import { tellClass } from './class.ts';
import { tellDiscord } from './discord.ts';
import { tellGrades } from './grades.ts';
import { tellIssuing } from './issuing.ts';
import { tellLaunches } from './launch-servers.ts';
import { tellScale } from './scale.ts';
import { tellSlack } from './slack.ts';
import { tellStart } from './start.ts';
import { tellVerification } from './verification.ts';

/**
 * `npm run bench`: ratios side by side in one run, written to `docs/benchmarks.md`.
 * `npm run bench -- launches`: only this part, on the terminal. `npm run bench -- --learners 5000 --awards 50000`: the
 * large city of part `scale` has so many. `BENCH_PROFILE=<folder>` leaves there where the servers spent their time, for
 * Chromium's developer tools.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { learners: { type: 'string' }, awards: { type: 'string' } },
});
const large = { learners: Number(values.learners ?? 100_000), awards: Number(values.awards ?? 1_000_000) };
const isScaled = values.learners !== undefined || values.awards !== undefined;
const asked = isScaled && positionals.length === 0 ? ['scale'] : positionals;
/** In the order of the page: the start comes after the launches, whose store it opens again. */
const parts: Readonly<Record<string, (folder: string) => Promise<string>>> = {
  launches: tellLaunches,
  start: tellStart,
  approvals: tellApprovals,
  grades: tellGrades,
  class: tellClass,
  catalogue: tellCatalogue,
  discord: tellDiscord,
  issuing: tellIssuing,
  verification: tellVerification,
  slack: tellSlack,
  scale: (folder) => tellScale(join(folder, 'scale'), large),
};
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`No such part: ${unknown}. There are: ${Object.keys(parts)}`);

const folder = mkdtempSync(join(tmpdir(), 'col-bench-'));
try {
  const told: string[] = [];
  for (const [name, tell] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`${name} …`);
    told.push(await tell(folder));
  }
  const page = `# Benchmarks

Written by \`npm run bench\`. Ratios count, seconds do not: both sides of a ratio ran in the same run, on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, each server in a process of its own, the load in another.

${told.join('\n')}`;
  if (asked.length === 0) writeFileSync(join(process.cwd(), 'docs', 'benchmarks.md'), page);
  console.log(page);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
