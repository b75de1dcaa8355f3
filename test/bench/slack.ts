import { join } from 'node:path';
import { assemble, loadDemoCity } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { newId } from '../../core/ids.ts';
import type { Identity } from '../../core/people/identity.ts';
import { aCommunity, anIdentity, aPerson } from '../builders/index.ts';
import { type FakeSlack, fakeSlack, type Member } from '../fakes/slack/index.ts';
import { type Child, startChild } from './child.ts';
import { median, percentile } from './percentile.ts';
import { freePort } from './start.ts';

const team = 'T0ONE';
const names = ['mia', 'jan', 'eva', 'iva', 'sandra', 'nerijus'];
const rounds = 5;
const roundMs = 2_000;

/** Commands as Slack sends them, to a server with the demo city whose workspace is connected; the fake is in this process. */
export async function tellSlack(folder: string): Promise<string> {
  const dataDir = join(folder, 'slack');
  const slack = await fakeSlack();
  const { token } = slack.platform.grant(team);
  await fill(dataDir, slack);
  const ours = await started(dataDir, slack, token);
  const script = join(process.cwd(), 'dist/test/bench/servers/bare-bolt.js');
  const members = names.map((name) => slack.member(team, name));
  slack.pointAt(ours.baseUrl);
  const [member] = members;
  const answer = await member?.sends(member.commandDelivery('progress'));
  const message = JSON.stringify(answer?.body ?? {});
  const bare = await startChild(script, [slack.apiUrl, token, slack.platform.signingSecret, message]);
  for (const { baseUrl } of [bare, ours]) {
    slack.pointAt(baseUrl);
    await perSecond(members, roundMs);
  }
  const even = await evenly(members, 200, 10);
  const burst = await atOnce(members, 200);
  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    slack.pointAt(ours.baseUrl);
    const mine = await perSecond(members, roundMs);
    slack.pointAt(bare.baseUrl);
    rates.push({ ours: mine, bare: await perSecond(members, roundMs) });
  }
  const violations = slack.violations.length;
  await Promise.all([ours.stop(), bare.stop()]);
  await slack.stop();
  const ratio = median(rates.map((one) => one.ours / one.bare));
  return `## Slack

\`/col progress\` by people who are known there, signed and over HTTP; what is measured ends with the acknowledgement, which carries the answer where it is quick. The fake Slack runs beside the server and takes a core of its own.

| Load | acknowledged |
|---|---|
| 200 a second arriving evenly, 10 s | p50 ${ms(even, 0.5)} ms, p95 ${ms(even, 0.95)} ms (goal < 100), p99 ${ms(even, 0.99)} ms (goal < 1000), ${even.filter((one) => one >= 3_000).length} late |
| 200 at once | all within ${Math.round(burst)} ms (goal < 1000) |

8 side by side, in turns with Bolt as it comes (the same message in answer, kept ready): ${Math.round(median(rates.map((one) => one.ours)))} and ${Math.round(median(rates.map((one) => one.bare)))} a second, ours ÷ it ${ratio.toFixed(2)} (goal ≥ 0.5; median of ${rounds}). Broken rules of Slack's over all of it: ${violations}.
`;
}

const ms = (ascending: readonly number[], share: number): number => Math.round(percentile(ascending, share));

async function fill(dataDir: string, slack: FakeSlack): Promise<void> {
  const app = await assemble(
    readConfig({ DATA_DIR: dataDir, PRACTICE_LMS: 'off', DEMO_CITY: 'off', LOG_LEVEL: 'error' }),
  );
  await loadDemoCity(app.ports);
  const zmaji = await app.ports.records.organisers.bySlug('mladi-zmaji');
  if (!zmaji) throw new Error('The demo city has no Mladi zmaji');
  const facts = { kind: 'slack-workspace', tenant: team, nativeId: team, title: 'Bench' } as const;
  const people = names.map(() => aPerson({ language: 'en', id: newId(app.ports.ids) }));
  const identities = people.map(
    ({ id }, at): Identity =>
      anIdentity({
        id: newId(app.ports.ids),
        kind: 'slack',
        tenant: team,
        subject: slack.member(team, names[at] ?? '').id,
        person: id,
      }),
  );
  await app.ports.records.keep({
    community: [aCommunity({ ...facts, organiser: zmaji.id, audience: 'adults' })],
    person: people,
    identity: identities,
  });
  await app.settle();
  await app.close();
}

async function started(dataDir: string, slack: FakeSlack, token: string): Promise<Child> {
  return startChild(join(process.cwd(), 'dist/adapters/main.js'), [], {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LOG_LEVEL: 'error',
    SLACK_SIGNING_SECRET: slack.platform.signingSecret,
    SLACK_BOT_TOKEN: token,
    SLACK_API_URL: slack.apiUrl,
  });
}

/** @returns milliseconds until it is acknowledged */
async function once(members: readonly Member[], nth: number): Promise<number> {
  const member = members[nth % members.length];
  if (!member) throw new Error('Nobody');
  const answer = await member.sends(member.commandDelivery('progress'));
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}`);
  return answer.ms;
}

/** Whether earlier ones are answered or not. @returns milliseconds of each, ascending */
async function evenly(members: readonly Member[], aSecond: number, seconds: number): Promise<number[]> {
  const all: Promise<number>[] = [];
  const start = performance.now();
  for (let nth = 0; nth < aSecond * seconds; nth += 1) {
    const wait = start + (nth * 1_000) / aSecond - performance.now();
    if (wait > 1) await new Promise((turn) => setTimeout(turn, wait));
    all.push(once(members, nth));
  }
  return (await Promise.all(all)).toSorted((a, b) => a - b);
}

/** @returns milliseconds until the last is acknowledged */
async function atOnce(members: readonly Member[], count: number): Promise<number> {
  return Math.max(...(await Promise.all(Array.from({ length: count }, (_, nth) => once(members, nth)))));
}

async function perSecond(members: readonly Member[], forMs: number, sideBySide = 8): Promise<number> {
  const end = performance.now() + forMs;
  let count = 0;
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      while (performance.now() < end) {
        count += 1;
        await once(members, count);
      }
    }),
  );
  return (count * 1_000) / forMs;
}
