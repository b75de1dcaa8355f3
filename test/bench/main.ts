import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureApprovals } from './approvals.ts';
import { measureCatalogue } from './catalogue.ts';
import { measureClass } from './class.ts';
import { measureGrades } from './grades.ts';
import { measureLaunches } from './launch-servers.ts';
import { measureStart } from './start.ts';
import { measureVerification } from './verification.ts';

/** `npm run bench`: ratios side by side in one run, written to `docs/benchmarks.md`. */
const folder = mkdtempSync(join(tmpdir(), 'col-bench-'));
try {
  const launches = await told('Launches', () => measureLaunches(folder));
  const start = await told('Start', () => measureStart(folder));
  const approvals = await told('Approvals', () => measureApprovals(join(folder, 'approvals')));
  const grades = await told('Grades', () => measureGrades(join(folder, 'grades')));
  const ofClass = await told('A class', () => measureClass(join(folder, 'class')));
  const searches = await told('Searches', () => measureCatalogue());
  const verifications = await told('Verifications', () => measureVerification());

  const whole = (value: number) => Math.round(value).toString();
  const ratio = (value: number) => value.toFixed(2);
  const page = `# Benchmarks

Written by \`npm run bench\`. Ratios count, seconds do not: both sides of a ratio ran in the same run, on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, each server in a process of its own, the load in another.

## Login and launch

Two requests and the page, 8 side by side; the platform's own signing is left out of times, not of rates.

| Server | launches a second | ours ÷ it |
|---|---|---|
| Connect: guard, ltijs, visit, page from the store | ${whole(launches.ours)} | |
| (a) Express 5, jose RS256 check, a page of that size | ${whole(launches.bareExpress)} | ${ratio(launches.ours / launches.bareExpress)} (goal ≥ 0.15) |
| (b) ltijs 5.9.9 as it comes (its redirect to the page followed), store in memory, key set over HTTP | ${whole(launches.bareLtijs)} | ${ratio(launches.ours / launches.bareLtijs)} (goal ≥ 1) |
| the same without its session (its ltiaas option), so without a redirect | ${whole(launches.ltijsWithoutSession)} | ${ratio(launches.ours / launches.ltijsWithoutSession)} |

A school at the bell, 30 learners a second for 10 seconds: p50 ${whole(launches.bell.p50)} ms, p95 ${whole(launches.bell.p95)} ms (goal < 150), the page is ${launches.pageBytes} bytes.

Where the time goes: (a) checks one signature and answers a constant. Ours keeps login, visit and course facts in a store on disk, finds the person, the course and the grants, reads the playlist with all that stands in it, and draws the page from that; the bare ones answer a constant. (b) fetches the key set at every launch, which our cache saves, and signs a session, which the guard makes needless.

## From an approval to the award

${approvals.learners} learners approved at once; from the end of the 10 s for undoing until the award is kept and the grade is queued: p50 ${whole(approvals.p50)} ms, p95 ${whole(approvals.p95)} ms (goal < 1000).

## Grades into an LMS

${grades.grades} grades at once to a practice LMS that answers in 50 ms and fails 5 % of the calls: all arrived, each once, in ${(grades.ms / 1000).toFixed(1)} s of sending (eight at a time in 50 ms each would be ${((grades.grades * 0.05) / 8).toFixed(1)} s); ${grades.failed} calls failed and went out again a minute later, ${grades.rounds} rounds; at most ${grades.mostAtOnce} calls at a time (goal ≤ 8).

## A class of ${ofClass.learners.toLocaleString('en')}

A page of 60 learners, ten activities, with the counts of all filters; three more classes of that size work on the same. Medians, beside the SQL one would write by hand on the same tables.

| Filter | learners | ours ms | raw ms | ours ÷ raw (goal ≤ 2) |
|---|---|---|---|---|
${ofClass.filters.map((one) => `| ${one.show} | ${one.shown} | ${one.oursMs.toFixed(1)} | ${one.rawMs.toFixed(1)} | ${ratio(one.oursMs / one.rawMs)} |`).join('\n')}

The whole page over HTTP, with 25 cards of what waits, through all filters and their second pages: p50 ${whole(ofClass.page.p50)} ms, p95 ${whole(ofClass.page.p95)} ms (goal < 200), ${ofClass.page.bytes} bytes at most.

## Search, 100,000 entries

Median of a page of 20, beside the SQL one would write by hand on the same tables.

| Search | hits | ours ms | raw ms | ours ÷ raw (goal ≤ 2) |
|---|---|---|---|---|
${searches.map((one) => `| ${one.search} | ${one.hits} | ${one.oursMs.toFixed(2)} | ${one.rawMs.toFixed(2)} | ${ratio(one.oursMs / one.rawMs)} |`).join('\n')}

## Verifying a badge

Open Badges 3.0, the document and all it needs at hand; medians of 300, in turn. Beside @digitalbazaar/vc with its status list package: ours also reads the structure, the words, who may sign for the issuer, dates, endorsements, and writes the report.

| What is checked | bytes | ours ms | the library ms | ours ÷ it (goal ≤ 1.3) |
|---|---|---|---|---|
${verifications.map((one) => `| ${one.what} | ${one.bytes} | ${one.oursMs.toFixed(1)} | ${one.libraryMs.toFixed(1)} | ${ratio(one.oursMs / one.libraryMs)} |`).join('\n')}

## Start

With an existing store: ready ${whole(start.readyMs)} ms after the process was started (goal < 2000); ${start.idleMegabytes} MB resident when idle.
`;
  writeFileSync(join(process.cwd(), 'docs', 'benchmarks.md'), page);
  console.log(page);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function told<Result>(name: string, measure: () => Promise<Result>): Promise<Result> {
  console.log(`${name} …`);
  return measure();
}
