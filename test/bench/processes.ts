import { once } from 'node:events';
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isMongoAtHand } from '../support/mongo.ts';
import { type Child, processorMs } from './child.ts';
import { openEngine } from './engines.ts';
import { startOurs } from './launch-servers.ts';
import { type LaunchTarget, launchesPerSecond } from './launches.ts';
import { median } from './percentile.ts';
import { type BenchPlatform, openPlatform } from './platform.ts';
import { openCity } from './scale-city.ts';
import { freePort } from './start.ts';

const rounds = 7;
const roundMs = 3000;
const atOnceEach = 6;
/** Of a core: two of them leave room for the store and for the load. */
const share = 0.2;

/** Launches at one process and at two of the same replica set, the login at one and the launch at the other. */
export async function tellProcesses(stores: string): Promise<string> {
  const title = '## Two processes on one replica set\n';
  if (!isMongoAtHand) return `${title}\nNot measured: there was no \`mongod\` at hand.\n`;
  const [engine, platform] = [await openEngine('mongo', stores), await openPlatform()];
  const city = await openCity(engine, platform, { learners: 1000, awards: 10_000 });
  const { target, env } = city.served;
  const [one, other] = [
    await startOurs(env),
    await startOurs({ ...env, PORT: String(await freePort()), BASE_URL: target.baseUrl }),
  ];
  const found = await measured(platform, target, [one, other], engine.pid ?? 0);
  for (const child of [one, other]) await child.stop();
  await city.close();
  await engine.stop();
  platform.close();
  return `${title}
Login and launch, ${atOnceEach} side by side for each process; where there are two, the login goes to one and the launch to the other. One and two in turns of ${roundMs / 1000} s, medians of ${rounds} rounds.

${told(found)}`;
}

/** Launches a second, and milliseconds of processor for each launch. */
interface Load {
  readonly rate: number;
  readonly servers: number;
  readonly store: number;
  readonly load: number;
}
type Loads = Readonly<Record<'one' | 'two' | 'oneHeld' | 'twoHeld', Load[]>>;

async function measured(
  platform: BenchPlatform,
  target: LaunchTarget,
  children: readonly [Child, Child],
  store: number,
): Promise<Loads> {
  const addresses = children.map(({ address }) => address);
  const loads: Loads = { one: [], two: [], oneHeld: [], twoHeld: [] };
  const load = async (used: readonly Child[]): Promise<Load> => {
    const to = { ...target, addresses: addresses.slice(0, used.length) };
    const costs = () => [
      used.reduce((sum, { process: { pid } }) => sum + processorMs(pid), 0),
      processorMs(store),
      processorMs(process.pid),
    ];
    const before = costs();
    const rate = await launchesPerSecond(platform, to, roundMs, atOnceEach * used.length);
    const [servers = 0, stores = 0, own = 0] = costs().map(
      (ms, at) => (ms - (before[at] ?? 0)) / ((rate * roundMs) / 1000),
    );
    return { rate, servers, store: stores, load: own };
  };
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const [one, two] = [await load(children.slice(0, 1)), await load(children)];
    const [oneHeld, twoHeld] = [
      await heldBack(children, () => load(children.slice(0, 1))),
      await heldBack(children, () => load(children)),
    ];
    if (round === 0) continue;
    // The keys are those above.
    for (const [name, found] of Object.entries({ one, two, oneHeld, twoHeld }))
      loads[name as keyof Loads].push(found);
  }
  return loads;
}

/** While a process may use but its share of a core, cores are no limit for two. */
async function heldBack<Answer>(children: readonly Child[], work: () => Promise<Answer>): Promise<Answer> {
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./held-back.js', import.meta.url), {
    workerData: { pids: children.map(({ process: { pid } }) => pid), share, stretchMs: 50, ended },
  });
  try {
    return await work();
  } finally {
    Atomics.store(ended, 0, 1);
    await once(worker, 'exit');
  }
}

function told({ one, two, oneHeld, twoHeld }: Loads): string {
  const of = (loads: readonly Load[], key: keyof Load) => median(loads.map((load) => load[key]));
  const row = (name: string, loads: readonly Load[], than: readonly Load[] | null, goal: string) =>
    `| ${name} | ${of(loads, 'rate').toFixed(0)} | ${of(loads, 'servers').toFixed(1)} | ${of(loads, 'store').toFixed(1)} | ${of(loads, 'load').toFixed(1)} | ${than ? `${ratio(loads, than)}${goal}` : ''} |`;
  const ratio = (loads: readonly Load[], than: readonly Load[]) =>
    median(loads.map(({ rate }, round) => rate / (than[round]?.rate ?? Number.NaN))).toFixed(2);
  const altogether = (loads: readonly Load[]) =>
    of(loads, 'servers') + of(loads, 'store') + of(loads, 'load');
  // Cores it could use, over what a launch takes: those of the servers, or all there are.
  const cores = cpus().length;
  const most = (loads: readonly Load[], servers: number) =>
    Math.min(servers / of(loads, 'servers'), cores / altogether(loads));
  return `| Processes | launches a second | ms of processor each: servers | the store | the load | two ÷ one |
|---|---|---|---|---|---|
${[
  row('one, a whole core', one, null, ''),
  row('two, as the two cores allow', two, one, ''),
  row(`one, ${share * 100} % of a core`, oneHeld, null, ''),
  row(`two, ${share * 100} % of a core each`, twoHeld, oneHeld, ' (goal ≥ 1.7)'),
].join('\n')}

What the limit was: the machine has ${cores} cores, and the store and the load run on them too. A launch takes ${altogether(two).toFixed(1)} ms of processor altogether, ${of(two, 'servers').toFixed(1)} of them in the servers; by these costs two can be ${(most(two, 2) / most(one, 1)).toFixed(2)} times as fast as one here, however well they share. Held to ${share * 100} % of a core each, cores are no limit, and what is left is what the processes have in common: the store, its locks and leases.
`;
}
