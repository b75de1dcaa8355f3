import { join } from 'node:path';
import { assemble, loadDemoCity } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { instant } from '../../core/instant.ts';
import { aCommunity } from '../builders/index.ts';
import { type FakeDiscord, type Person, type Server, startDiscord } from '../fakes/discord/index.ts';
import { type Child, processorMs, startChild } from './child.ts';
import { withAllOn, withManyServers } from './discord-whole.ts';
import { median, percentile } from './percentile.ts';
import { freePort } from './start.ts';

const clock = { now: () => instant(Date.now()) };
const people = 50;
const rounds = 3;
const roundMs = 3_000;

/** Interactions as Discord sends them, to a server with the demo city that is connected; the fake is in this process. */
export async function tellDiscord(folder: string): Promise<string> {
  const dataDir = join(folder, 'discord');
  const discord = await startDiscord({ clock });
  const server = discord.addServer({ name: 'Zmaji' });
  await fill(dataDir, server);
  const http = await ours(dataDir, discord, 'http');
  discord.sendTo(`${http.baseUrl}/discord/interactions`);
  const chatters = await begun(discord, server);
  const even = await evenly(chatters, 200, 10);
  const burst = await atOnce(chatters, 200);
  const [chatter] = chatters;
  const answer = await chatter?.command('playlist progress');
  const card = JSON.stringify(answer?.message?.body['components'] ?? []);
  await http.stop();

  const whole = await withAllOn(folder, discord, server);
  discord.sendTo(null);
  const ratios: { readonly ours: Rate; readonly bare: Rate }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const connected = await ours(dataDir, discord, 'gateway');
    const mine = await rateOf(connected, chatters);
    await connected.stop();
    const script = join(process.cwd(), 'dist/test/bench/servers/bare-discord.js');
    const bare = await startChild(script, [discord.apiUrl, discord.token, card]);
    ratios.push({ ours: mine, bare: await rateOf(bare, chatters) });
    await bare.stop();
  }
  const many = await withManyServers(dataDir, discord);
  const violations = discord.violations.length;
  await discord.stop();
  const [mine, bare] = [
    median(ratios.map((one) => one.ours.perSecond)),
    median(ratios.map((one) => one.bare.perSecond)),
  ];
  const ratio = median(ratios.map((one) => one.ours.perSecond / one.bare.perSecond));
  const cost = (of: 'ours' | 'bare') => median(ratios.map((one) => one[of].processorMs)).toFixed(1);
  return `## Discord

\`/playlist progress\` by ${people} people who joined a playlist, signed and over HTTP; what is measured ends when the first answer is there. The fake Discord, which checks every body against the published schemas, runs beside the server and takes a core of its own.

| Load | acknowledged |
|---|---|
| 200 a second arriving evenly, 10 s | p50 ${ms(even, 0.5)} ms, p95 ${ms(even, 0.95)} ms (goal < 100), p99 ${ms(even, 0.99)} ms (goal < 1000), ${even.filter((one) => one >= 3_000).length} late |
| 200 at once | all within ${Math.round(burst)} ms (goal < 1000) |

Over the gateway, 16 side by side, in turns with discord.js as it comes (the same card in answer, kept ready): ${Math.round(mine)} and ${Math.round(bare)} a second, ours ÷ it ${ratio.toFixed(2)} (goal ≥ 0.5; median of ${rounds}); ${cost('ours')} and ${cost('bare')} ms of processor each. Broken rules of Discord's over all of it: ${violations}.

${whole}${many}`;
}

interface Rate {
  readonly perSecond: number;
  /** Of the server, for each interaction. */
  readonly processorMs: number;
}

/** The first second only warms up. */
async function rateOf(child: Child, chatters: readonly Person[]): Promise<Rate> {
  await perSecond(chatters, 1_000);
  const before = processorMs(child.process.pid);
  const rate = await perSecond(chatters, roundMs);
  return {
    perSecond: rate,
    processorMs: (processorMs(child.process.pid) - before) / ((rate * roundMs) / 1_000),
  };
}

const ms = (ascending: readonly number[], share: number): number => Math.round(percentile(ascending, share));

export async function fill(dataDir: string, server: Server): Promise<void> {
  const app = await assemble(
    readConfig({ DATA_DIR: dataDir, PRACTICE_LMS: 'off', DEMO_CITY: 'off', LOG_LEVEL: 'error' }),
  );
  await loadDemoCity(app.ports);
  const zmaji = await app.ports.records.organisers.bySlug('mladi-zmaji');
  if (!zmaji) throw new Error('The demo city has no Mladi zmaji');
  const facts = {
    kind: 'discord-server',
    tenant: 'discord',
    nativeId: server.id,
    title: server.name,
  } as const;
  await app.ports.records.keep({
    organiser: [{ ...zmaji, home: null }],
    community: [aCommunity({ ...facts, organiser: zmaji.id, audience: 'adults' })],
  });
  await app.settle();
  await app.close();
}

/** @param more variables beside; what they say wins */
export async function ours(
  dataDir: string,
  discord: FakeDiscord,
  mode: string,
  more: Record<string, string> = {},
): Promise<Child> {
  const script = join(process.cwd(), 'dist/adapters/main.js');
  const child = await startChild(script, [], {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LOG_LEVEL: 'error',
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_TOKEN: discord.token,
    DISCORD_PUBLIC_KEY: discord.publicKey,
    DISCORD_MODE: mode,
    DISCORD_API_URL: discord.apiUrl,
    ...more,
  });
  if (!(await fetch(`${child.baseUrl}/readyz`)).ok) throw new Error('Not ready');
  return child;
}

async function begun(discord: FakeDiscord, server: Server): Promise<readonly Person[]> {
  const all = Array.from({ length: people }, (_, at) => discord.person({ name: `learner-${at}`, server }));
  for (const person of all) {
    const question = await person.command('playlist join', { playlist: 'Future makers' });
    await question.press(/^Yes/);
  }
  return all;
}

const once = async (chatters: readonly Person[], nth: number): Promise<number> => {
  const chatter = chatters[nth % chatters.length];
  if (!chatter) throw new Error('Nobody');
  return (await chatter.command('playlist progress')).ackMs;
};

/** @returns milliseconds of each, ascending */
async function evenly(chatters: readonly Person[], perSecond: number, seconds: number): Promise<number[]> {
  const all: Promise<number>[] = [];
  const start = performance.now();
  for (let nth = 0; nth < perSecond * seconds; nth += 1) {
    const wait = start + (nth * 1_000) / perSecond - performance.now();
    if (wait > 1) await new Promise((turn) => setTimeout(turn, wait));
    all.push(once(chatters, nth));
  }
  return (await Promise.all(all)).toSorted((a, b) => a - b);
}

/** @returns milliseconds until the last is acknowledged */
async function atOnce(chatters: readonly Person[], count: number): Promise<number> {
  const acks = await Promise.all(Array.from({ length: count }, (_, nth) => once(chatters, nth)));
  return Math.max(...acks);
}

async function perSecond(chatters: readonly Person[], forMs: number, sideBySide = 16): Promise<number> {
  const end = performance.now() + forMs;
  let count = 0;
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      while (performance.now() < end) {
        count += 1;
        await once(chatters, count);
      }
    }),
  );
  return (count * 1_000) / forMs;
}
