import { type BenchEngine, openEngine } from './engines.ts';
import { median } from './percentile.ts';
import { type BenchPlatform, openPlatform } from './platform.ts';
import { timesIn } from './scale-acts.ts';
import { cityEntries, openCity } from './scale-city.ts';
import type { Scale } from './scale-filled.ts';

const rounds = 5;

/** The same acts in a small city and in one a hundred times its size, in turns. */
export async function tellScale(slug: BenchEngine['slug'], stores: string, large: Scale): Promise<string> {
  const small = { learners: Math.ceil(large.learners / 100), awards: Math.ceil(large.awards / 100) };
  const [few, many] = [small.awards.toLocaleString('en'), large.awards.toLocaleString('en')];
  const [engine, platform] = [await openEngine(slug, stores), await openPlatform()];
  const rows = Object.entries(await measured(engine, platform, small, large)).map(
    ([act, [a, b]]) =>
      `| ${act} | ${median(a).toFixed(1)} | ${median(b).toFixed(1)} | ${ratioOf(a, b).toFixed(2)} |`,
  );
  await engine.stop();
  platform.close();
  return `## A small and a large city, ${engine.name}

${small.learners.toLocaleString('en')} learners beside ${large.learners.toLocaleString('en')}, each award with what it was earned by: enrolment, work, evidence, review, completion, credential, and what was told. Both have the demo city, four classes of a thousand and ${cityEntries.toLocaleString('en')} entries in the catalogue. In turns on the same machine; medians of ${rounds} rounds, the ratio of each round by itself.

| Act, ms | ${few} awards | ${many} awards | large ÷ small (goal ≤ 1.2) |
|---|---|---|---|
${rows.join('\n')}
`;
}

async function measured(engine: BenchEngine, platform: BenchPlatform, small: Scale, large: Scale) {
  const cities = [await openCity(engine, platform, small), await openCity(engine, platform, large)] as const;
  const times: Record<string, [number[], number[]]> = {};
  // The first round warms up. Who begins changes, so that what one leaves to clear away weighs on both.
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      for (const [act, ms] of Object.entries(await timesIn(cities[side]))) {
        times[act] ??= [[], []];
        if (round > 0) times[act][side].push(ms);
      }
    }
  }
  for (const city of cities) await city.close();
  return times;
}

const ratioOf = (small: readonly number[], large: readonly number[]): number =>
  median(large.map((ms, round) => ms / (small[round] ?? Number.NaN)));
