import { join } from 'node:path';
import { assemble } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import type { FakeDiscord, Person, Server } from '../fakes/discord/index.ts';
import { fakeSlack } from '../fakes/slack/index.ts';
import { answeredTwice, readyToHandIn, round } from '../support/discord-rounds.ts';
import { memoryMb } from './child.ts';
import { fill, ours } from './discord.ts';

const people = 50;
const acts = 10_000;
/** One in so many is delivered twice. */
const repeatEvery = 20;
const servers = 1_000;

/** What 10,000 acts leave behind in a server with every surface on, some of them delivered twice, and its memory. */
export async function withAllOn(folder: string, discord: FakeDiscord, server: Server): Promise<string> {
  const dataDir = join(folder, 'discord-whole');
  await fill(dataDir, server);
  const slack = await fakeSlack();
  const { token } = slack.platform.grant('T0ONE');
  const child = await ours(dataDir, discord, 'both', {
    PRACTICE_LMS: 'on',
    DEMO_CITY: 'on',
    SLACK_SIGNING_SECRET: slack.platform.signingSecret,
    SLACK_BOT_TOKEN: token,
    SLACK_API_URL: slack.apiUrl,
  });
  const atFirst = memoryMb(child);
  discord.sendTo(`${child.baseUrl}/discord/interactions`);
  const all = Array.from({ length: people }, (_, at) => discord.person({ name: `whole-${at}`, server }));
  for (const person of all) await readyToHandIn(person);

  const before = discord.calls.length;
  const done = await lived(discord, all);
  const twice = answeredTwice(discord.calls.slice(before));
  const after = memoryMb(child);
  await child.stop();
  await slack.stop();
  const doubled = await differences(dataDir, all);
  return `All surfaces on (web, LTI with the practice LMS, Discord over HTTP and the gateway, Slack): ${acts.toLocaleString('en')} acts by ${people} people who hand in, look and take back again, ${done.repeated} of them delivered twice: ${twice} answered twice (goal 0), ${doubled} people with more or less handed in than they did (goal 0), ${done.late} late. Memory ${atFirst} MB when it began, ${after} MB after them.
`;
}

interface Lived {
  readonly repeated: number;
  readonly late: number;
}

/** Everybody does one thing after another, all of them side by side. */
async function lived(discord: FakeDiscord, all: readonly Person[]): Promise<Lived> {
  const rounds = acts / people / round.length;
  let [begun, repeated, late] = [0, 0, 0];
  await Promise.all(
    all.map(async (person) => {
      for (let nth = 0; nth < rounds; nth += 1)
        for (const act of round) {
          begun += 1;
          if (begun % repeatEvery === 0) {
            discord.inject({ kind: 'delivered-twice' });
            repeated += 1;
          }
          if ((await act(person, `The ${nth}th talk`)).ackMs >= 3_000) late += 1;
        }
    }),
  );
  return { repeated, late };
}

/** How many people have other versions of what they handed in than one for each round. */
async function differences(dataDir: string, all: readonly Person[]): Promise<number> {
  const app = await assemble(
    readConfig({ DATA_DIR: dataDir, PRACTICE_LMS: 'off', DEMO_CITY: 'off', LOG_LEVEL: 'error' }),
  );
  const { records } = app.ports;
  const expected = acts / people / round.length;
  let differing = 0;
  for (const { user } of all) {
    const identity = await records.identities.find('discord', 'discord', user.id);
    const enrolments = identity ? await records.enrolments.of(identity.person) : [];
    const activities = enrolments.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : []));
    const works = identity ? await records.work.of(identity.person, activities) : [];
    const histories = await Promise.all(works.map(({ id }) => records.evidence.history(id)));
    const versions = histories.flat().map(({ version }) => version);
    if (versions.length !== expected || new Set(versions).size !== expected) differing += 1;
  }
  await app.close();
  return differing;
}

/** Memory of a process that hears many servers over the gateway. */
export async function withManyServers(dataDir: string, discord: FakeDiscord): Promise<string> {
  for (let nth = 0; nth < servers; nth += 1)
    discord.addServer({ name: `Server ${nth}`, channels: ['general', 'news', 'reviews', 'staff'] });
  const child = await ours(dataDir, discord, 'gateway');
  await new Promise((settled) => setTimeout(settled, 3_000));
  const memory = memoryMb(child);
  await child.stop();
  return `
${servers.toLocaleString('en')} servers heard over the gateway: ${memory} MB (goal < 350).
`;
}
