import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Libsql from 'libsql';
import { assemble } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { createVisits } from '../../adapters/web/index.ts';
import { type ClassFilter, type ClassTerms, classFilters } from '../../core/communities/class-terms.ts';
import { readClass } from '../../core/communities/read-class.ts';
import type { CommunityId, PersonId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type FilledClass, fillClass } from './class-filled.ts';
import { median, percentile } from './percentile.ts';

interface ClassTimes {
  readonly learners: number;
  /** Medians of rows and counts together, milliseconds. */
  readonly filters: readonly { show: ClassFilter; shown: number; oursMs: number; rawMs: number }[];
  /** The whole page over HTTP, all filters, first and later pages. */
  readonly page: { readonly p50: number; readonly p95: number; readonly bytes: number };
}

const [rounds, size] = [40, 60];

/** @param folder where its store lies afterwards, in a folder of its own */
export async function tellClass(folder: string): Promise<string> {
  const { learners, filters, page } = await measureClass(join(folder, 'class'));
  const rows = filters.map(
    ({ show, shown, oursMs, rawMs }) =>
      `| ${show} | ${shown} | ${oursMs.toFixed(1)} | ${rawMs.toFixed(1)} | ${(oursMs / rawMs).toFixed(2)} |`,
  );
  return `## A class of ${learners.toLocaleString('en')}

A page of ${size} learners, ten activities, with the counts of all filters; three more classes of that size work on the same. Medians, beside the SQL one would write by hand on the same tables.

| Filter | learners | ours ms | raw ms | ours ÷ raw (goal ≤ 2) |
|---|---|---|---|---|
${rows.join('\n')}

The whole page over HTTP, with 25 cards of what waits, through all filters and their second pages: p50 ${Math.round(page.p50)} ms, p95 ${Math.round(page.p95)} ms (goal < 200), ${page.bytes} bytes at most.
`;
}

/** A class of a thousand beside three others of that size with the same activities, on a store on disk. */
async function measureClass(dataDir: string): Promise<ClassTimes> {
  const config = readConfig({
    DATA_DIR: dataDir,
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LOG_LEVEL: 'silent',
  });
  const app = await assemble(config);
  try {
    const filled = await fillClass(app.ports);
    const by = await teacherOf(app.ports, filled);
    const read = await readClass(app.ports, by, null);
    if (!read.done) throw new Error('The class is not shown');
    const raw = openRaw(join(dataDir, 'city.db'));
    const filters = [];
    for (const show of classFilters) {
      filters.push(
        await sideBySide(app.ports, raw, { community: filled.community, terms: read.done.terms, show }),
      );
    }
    raw.close();
    return { learners: filled.learners, filters, page: await measurePage(app, filled) };
  } finally {
    await app.close();
  }
}

async function teacherOf(ports: Ports, { teacher, community }: FilledClass): Promise<Someone> {
  return { ...(await findActor(ports, teacher, { community, as: 'teacher' })), person: teacher };
}

interface Asked {
  readonly community: CommunityId;
  readonly terms: ClassTerms;
  readonly show: ClassFilter;
}

/** In turns, so that what else the machine does weighs on both. */
async function sideBySide({ records }: Ports, raw: Raw, { community, terms, show }: Asked) {
  const [ours, theirs]: [number[], number[]] = [[], []];
  let shown = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await records.classes.rows(community, terms, show, { size, after: null });
    shown = (await records.classes.counts(community, terms))[show];
    const between = performance.now();
    const byHand = raw.page(community, terms, show);
    ours.push(between - start);
    theirs.push(performance.now() - between);
    if (byHand !== shown) throw new Error(`${show}: ours shows ${shown}, by hand ${byHand}`);
  }
  return { show, shown, oursMs: median(ours), rawMs: median(theirs) };
}

type Raw = ReturnType<typeof openRaw>;

/** What one would write by hand for the same page: from the work that is looked for to its learners, joined. */
function openRaw(file: string) {
  const connection = new Libsql(file);
  const all = <Row>(sql: string, values: readonly unknown[]) =>
    connection.prepare(sql).all([...values]) as Row[];
  const listOf = (values: readonly string[]) => JSON.stringify(values);
  const joined = `from work join membership on community = ? and membership.person = work.person and isLearner
    where work.activity in (select value from json_each(?)) and work.state = 'in-review'`;

  const wherever = {
    everybody: (community: CommunityId, _: ClassTerms) => ({
      sql: 'from membership where community = ? and isLearner',
      values: [community],
    }),
    stuck: (community: CommunityId, terms: ClassTerms) => ({
      sql: `${joined} and waitingSince <= ?`,
      values: [community, listOf(terms.activities), terms.stuckSince],
    }),
    waiting: (community: CommunityId, { activities, waiting }: ClassTerms) => ({
      sql: `${joined} and (task in (select value from json_each(?)) or waitingSince <= ?
          or (work.doc ->> '$.isKeptFromPeers' and task in (select value from json_each(?))))
        and not exists (select 1 from review where review.work = work.id and reviewer = ? and undoneAt is null
          and review.evidenceVersion = work.doc ->> '$.evidenceVersion')`,
      values: [
        community,
        listOf(activities),
        listOf(waiting.tasks),
        waiting.offeredSince,
        listOf(waiting.peersTasks),
        waiting.reader,
      ],
    }),
    done: (community: CommunityId, { needed }: ClassTerms) => ({
      sql: `from membership join completion on completion.person = membership.person
        where community = ? and isLearner and activity in (select value from json_each(?)) and voidedAt is null
        group by membership.id having count(*) = json_array_length(?)`,
      values: [community, listOf(needed), listOf(needed)],
    }),
  };

  return {
    /** @returns how many the filter shows */
    page(community: CommunityId, terms: ClassTerms, show: ClassFilter): number {
      const { sql, values } = wherever[show](community, terms);
      const found = all<{ id: string }>(
        `select distinct membership.id, sortsAs, membership.person, membership.doc ${sql} order by sortsAs, membership.id limit ${size + 1}`,
        values,
      ) as unknown as readonly { person: PersonId; doc: string }[];
      const persons = listOf(found.map(({ person }) => person));
      const activities = listOf(terms.activities);
      const ofThem =
        'where person in (select value from json_each(?)) and activity in (select value from json_each(?))';
      const [people, work] = [
        all<{ id: string }>(
          "select id, doc ->> '$.alias' from person where id in (select value from json_each(?))",
          [persons],
        ),
        all<{ doc: string }>(`select doc from work ${ofThem}`, [persons, activities]),
      ];
      all(`select person, activity from completion ${ofThem} and voidedAt is null`, [persons, activities]);
      for (const { doc } of [...found, ...work]) JSON.parse(doc);
      void people;
      const counts = classFilters.map((one) => {
        const { sql: where, values: given } = wherever[one](community, terms);
        return all<{ count: number }>(
          `select count(*) as count from (select distinct membership.id ${where})`,
          given,
        )[0]?.count;
      });
      return counts[classFilters.indexOf(show)] ?? 0;
    },
    close: () => connection.close(),
  };
}

/** A teacher goes through the filters and pages, one request after another. */
async function measurePage(app: Awaited<ReturnType<typeof assemble>>, { teacher, community }: FilledClass) {
  const server = createServer(app.server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  // A server over TCP has an address object.
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { token } = await createVisits(app.ports).open({
    person: teacher,
    seat: { community, as: 'teacher' },
    placement: null,
    isTest: false,
    language: 'en',
    framedBy: [],
  });
  const times: number[] = [];
  let bytes = 0;
  const ask = async (path: string) => {
    const begun = performance.now();
    const answer = await fetch(`${baseUrl}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'hx-request': 'true', 'hx-target': 'page' },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`The class page answered ${answer.status}`);
    times.push(performance.now() - begun);
    bytes = Math.max(bytes, text.length);
    return text;
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const show of classFilters) {
      const first = await ask(`/app/class?show=${show}`);
      const next = /href="(\/app\/class\?[^"]*after=[^"]*)"/.exec(first)?.[1];
      if (next) await ask(next.replaceAll('&amp;', '&'));
    }
  }
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), bytes };
}
