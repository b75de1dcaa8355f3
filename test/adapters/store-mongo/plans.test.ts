import type { mongo } from 'mongoose';
import { connect } from '../../../adapters/store-mongo/connection.ts';
import { engineOn } from '../../../adapters/store-mongo/engine.ts';
import { sweepFiles } from '../../../adapters/store-mongo/files.ts';
import { callEverything, methodsOf } from '../../support/every-call.ts';
import { countingIds } from '../../support/ids.ts';
import { type Database, freshDatabase, mongoSuite } from '../../support/mongo.ts';
import { stillClock } from '../../support/still-clock.ts';

/** Questions that read a whole collection or a whole index, each with the reason. */
const mayScan: Readonly<Record<string, string>> = {
  'find location {} by slug': 'a site has a few dozen locations, and the page shows all',
  'find organiser {} by slug': 'for the operator, who asks for all',
  'find file.files {}': 'the driver looks whether there is any, and reads no more than one',
};

type Command = Readonly<Record<string, unknown>>;
interface Plan {
  readonly command: string;
  /** The one at an end of an order is wanted, which stands at an end of its index. */
  readonly isOne: boolean;
  /** Of the plan that was chosen, outermost first. */
  readonly stages: readonly Command[];
}

mongoSuite('Every question to MongoDB', () => {
  let database: Database;
  let plans: readonly Plan[];
  let methods: ReturnType<typeof methodsOf>;
  beforeAll(async () => {
    database = await freshDatabase();
    const store = await connect(database.uri, { monitorCommands: true });
    const engine = engineOn(store, { clock: stillClock(), ids: countingIds(), timeOf: 'server' });
    await engine.migrate();
    const asked: Command[] = [];
    store.client.on('commandStarted', ({ command }) => asked.push(command));
    methods = methodsOf(engine);
    await callEverything(engine);
    await engine.isReady();
    await sweepFiles(store.db, new Date());
    await engine.close();
    const questions = new Map(asked.flatMap(questionsIn).map((one) => [JSON.stringify(one), one]));
    plans = await Promise.all([...questions.values()].map((question) => planOf(database.db, question)));
  }, 60_000);
  afterAll(() => database?.drop());

  it('was asked, by every method of the engine', () => {
    expect(methods.there).toEqual(methods.called);
    expect(new Set(plans.map(({ command }) => command)).size).toBeGreaterThan(80);
  });

  it('finds its documents by an index', () => {
    expect(scanning(plans.filter(({ command }) => !(command in mayScan)))).toEqual([]);
  });

  it('is written here when it may read all, and only then', () => {
    expect(scanning(plans.filter(({ command }) => command in mayScan)).sort()).toEqual(
      Object.keys(mayScan).sort(),
    );
  });

  it('pages without sorting what it does not show', () => {
    // The members of a community each have their own order; together they are sorted.
    const ofSeveral = /^find work .*"person":\{"\$in"/;
    const paged = plans.filter(({ command }) => !ofSeveral.test(command));
    const sorting = paged.filter(({ stages }) => stages.some(({ stage }) => stage === 'SORT'));

    expect([...new Set(sorting.map(({ command }) => command))]).toEqual([]);
  });
});

const scanning = (plans: readonly Plan[]): string[] => [
  ...new Set(
    plans
      .filter(({ isOne, stages }) =>
        stages.some((stage) => readsAll(stage) && !(isOne && stage['stage'] === 'IXSCAN')),
      )
      .map(({ command }) => command),
  ),
];

/** An index read from end to end is no better than a collection. */
function readsAll({ stage, indexBounds }: Command): boolean {
  if (stage === 'COLLSCAN') return true;
  if (stage !== 'IXSCAN' || typeof indexBounds !== 'object' || indexBounds === null) return false;
  const [first] = Object.values(indexBounds);
  return Array.isArray(first) && first.length === 1 && /^[[(]M(in|ax)Key, M(ax|in)Key[\])]$/.test(first[0]);
}

/** What belongs to the conversation and not to the question. */
const aside = /^(lsid|\$.*|txnNumber|autocommit|startTransaction|(read|write)Concern|ordered|bypass.*)$/;

/** Those of a command that look something up, one by one. */
function questionsIn(command: Command): readonly Command[] {
  const [[name, of] = []] = Object.entries(command);
  const bare = Object.fromEntries(Object.entries(command).filter(([part]) => !aside.test(part)));
  if (name === 'find' || name === 'aggregate' || name === 'findAndModify' || name === 'distinct')
    return [bare];
  const several = name === 'update' ? 'updates' : name === 'delete' ? 'deletes' : null;
  if (several === null) return [];
  const list: unknown = bare[several];
  return Array.isArray(list) ? list.map((one) => ({ [name ?? '']: of, [several]: [one] })) : [];
}

async function planOf(db: mongo.Db, question: Command): Promise<Plan> {
  const explained = await db.command({ explain: question, verbosity: 'queryPlanner' });
  const isOne = question['limit'] === 1 && question['sort'] !== undefined;
  return { command: toldOf(question), isOne, stages: stagesIn(winnersIn(explained)) };
}

/** `find award {"person":…} by earnedAt`, the same whatever was asked for. */
function toldOf(question: Command): string {
  const [[name, of] = []] = Object.entries(question);
  const [first] = [question['updates'], question['deletes'], question['pipeline']].flat();
  const filter =
    question['filter'] ?? question['query'] ?? partOf(first, 'q') ?? partOf(first, '$match') ?? {};
  const sort = question['sort'];
  const keys = sort instanceof Map ? [...sort.keys()] : Object.keys(sort ?? {});
  return `${name} ${of} ${JSON.stringify(shapeOf(filter))}${keys.length > 0 ? ` by ${keys.join(', ')}` : ''}`;
}

const partOf = (whole: unknown, part: string): unknown =>
  typeof whole === 'object' && whole !== null ? (whole as Command)[part] : undefined;

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null || value instanceof Date) return '…';
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

function winnersIn(explained: unknown): readonly unknown[] {
  if (typeof explained !== 'object' || explained === null) return [];
  return Object.entries(explained).flatMap(([key, part]) =>
    key === 'winningPlan' ? [part] : winnersIn(part),
  );
}

const stagesIn = (plans: readonly unknown[]): readonly Command[] =>
  plans.flatMap((plan) => {
    if (typeof plan !== 'object' || plan === null) return [];
    const inner = stagesIn(Object.values(plan).flat());
    // A stage of a plan, as MongoDB describes it.
    return 'stage' in plan ? [plan as Command, ...inner] : inner;
  });
