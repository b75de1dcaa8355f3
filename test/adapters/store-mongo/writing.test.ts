import { createSecrets } from '../../../adapters/secrets.ts';
import { connect, type Store } from '../../../adapters/store-mongo/connection.ts';
import { engineOn } from '../../../adapters/store-mongo/engine.ts';
import { dayMs, later, minuteMs } from '../../../core/instant.ts';
import type { Engine, FileFacts } from '../../../core/ports/engine.ts';
import { queueMail } from '../../../core/queue-mail.ts';
import { countingIds } from '../../support/ids.ts';
import { type Database, freshDatabase, mongoSuite } from '../../support/mongo.ts';
import { stillClock } from '../../support/still-clock.ts';

const facts: FileFacts = { name: 'otter.txt', type: 'text/plain', medium: 'other', bytes: 5 };

mongoSuite('What MongoDB is told to write', () => {
  const clock = stillClock();
  const ids = countingIds();
  let database: Database;
  let store: Store;
  let engine: Engine;
  /** Collection and write concern of each command that writes, in order. */
  let written: [of: string, w: unknown][] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    store = await connect(database.uri, { monitorCommands: true });
    engine = engineOn(store, { clock, ids, timeOf: 'process' });
    await engine.migrate();
    store.client.on('commandStarted', ({ command }) => {
      const of = command['insert'] ?? command['update'] ?? command['delete'];
      if (of) written.push([of, command['writeConcern']?.w]);
    });
  }, 60_000);
  beforeEach(() => {
    written = [];
  });
  afterAll(async () => {
    await engine?.close();
    await database?.drop();
  });

  async function* otter() {
    yield Buffer.from('otter');
  }

  it('waits for most members, but for what people begin anew', async () => {
    const soon = later(clock.now(), minuteMs);
    const secrets = createSecrets('a secret of tests, long enough for anyone');
    const note = { kind: 'email-code', code: 'ABCD' } as const;

    await engine.keyValues.put('lti.logins', 'one', 1, { until: soon, isFleeting: true });
    await engine.keyValues.first('lti.nonces', 'one', soon);
    await queueMail({ ...engine, secrets, ids }, { to: 'mia@example.org', language: 'en', note }, soon);

    expect(written).toEqual([
      ['keyValue', 1],
      ['keyValue', 'majority'],
      ['keyValue', 'majority'],
    ]);
  });

  it('leaves a mark while a file comes or goes, by which the bytes are found that a killed process left', async () => {
    const id = await engine.files.put(otter(), facts);
    const came = written.map(([of]) => of);
    written = [];
    await engine.files.remove(id);

    expect(came).toEqual(['upload', 'file.chunks', 'file.files', 'upload']);
    expect(written.map(([of]) => of)).toEqual(['upload', 'file.files', 'file.chunks', 'upload']);
  });

  it('takes those bytes out a day later, and no others', async () => {
    const [kept, gone] = [await engine.files.put(otter(), facts), await engine.files.put(otter(), facts)];
    const marks = database.db.collection<{ _id: string }>('upload');
    await database.db.collection<{ _id: string }>('file.files').deleteOne({ _id: gone });
    for (const _id of [kept, gone]) await marks.insertOne({ _id, at: new Date(clock.now()) } as never);
    const left = () => database.db.collection('file.chunks').distinct('files_id');

    await engine.migrate();
    const [early] = [await left()];
    clock.advance(dayMs + 1);
    await engine.migrate();

    expect([early, await left()]).toEqual([[kept, gone], [kept]]);
    expect(await marks.countDocuments()).toBe(0);
  });
});
