import { MongoMemoryServer } from 'mongodb-memory-server-core';
import { mongo } from 'mongoose';
import { connect } from '../../../adapters/store-mongo/connection.ts';
import { inOurWords } from '../../../adapters/store-mongo/faults.ts';
import { Stale, StoreFault } from '../../../core/faults.ts';
import { freshDatabase, mongodPath, mongoSuite } from '../../support/mongo.ts';
import { freePort } from '../../support/server-process.ts';

const impatient = { serverSelectionTimeoutMS: 300 };

describe('An address that is no store', () => {
  it('is named when nothing answers there, without what is secret', async () => {
    const port = await freePort();

    const refused = connect(`mongodb://col:secret@127.0.0.1:${port}/cities`, impatient);

    await expect(refused).rejects.toMatchObject({
      name: 'StoreFault',
      message: `MongoDB does not answer at 127.0.0.1:${port}`,
    });
  });
});

describe('A driver that could not send several writes', () => {
  const { MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError } = mongo;
  // What it makes of the error itself, or of what most members had to say to a write.
  const wrapped = (inner: object) => new MongoBulkWriteError(inner as never, {} as never);

  it.each([
    ['no primary was found', new MongoServerSelectionError('No primary', {} as never)],
    ['the line broke', new MongoNetworkError('The line went dead')],
    ['too few members confirmed', { message: 'waiting for replication timed out', code: 64 }],
  ])('is told as a store that is out of reach: %s', (_, inner) => {
    expect(inOurWords(wrapped(inner))).toBeInstanceOf(StoreFault);
  });

  it('is not confused with a unique rule that would break', () => {
    const broken = { message: 'E11000', code: 11_000, writeErrors: [{ code: 11_000 }] };

    expect(inOurWords(wrapped(broken))).toBeInstanceOf(Stale);
  });
});

mongoSuite('An address that asks for less than is promised', () => {
  it('is followed to its servers, and no further', async () => {
    const { uri, drop } = await freshDatabase();
    const less =
      'w=1&journal=false&readPreference=secondaryPreferred&maxStalenessSeconds=120&retryWrites=false&readConcernLevel=available';

    const { client, connection } = await connect(`${uri}${uri.includes('?') ? '&' : '?'}${less}`);

    const { writeConcern, readPreference, readConcern, retryWrites } = client.options;
    expect([writeConcern?.w, writeConcern?.journal, readPreference.mode]).toEqual([
      'majority',
      undefined,
      'primary',
    ]);
    expect([readConcern?.level, retryWrites]).toEqual(['local', true]);
    await connection.close();
    await drop();
  });
});

mongoSuite('A MongoDB that cannot keep all or nothing', () => {
  // A running replica set is not ours to start differently.
  const own = mongodPath === null ? it.skip : it;
  const start = (args: readonly string[]) =>
    MongoMemoryServer.create({
      instance: { storageEngine: 'wiredTiger', args: [...args] },
      binary: { systemBinary: mongodPath ?? '' },
    });

  own(
    'is refused when it runs alone, with the sentence that helps',
    async () => {
      const server = await start([]);

      const refused = connect(server.getUri(), impatient);

      await expect(refused).rejects.toThrow(/runs alone.*mongod --replSet rs0.*rs\.initiate\(\)/);
      await server.stop();
    },
    60_000,
  );

  own(
    'is refused while its set was not initiated, with the sentence that helps',
    async () => {
      const server = await start(['--replSet', 'rs0']);

      const refused = connect(`${server.getUri()}?replicaSet=rs0`, impatient);

      await expect(refused).rejects.toThrow(/not initiated.*rs\.initiate\(\)/);
      await server.stop();
    },
    60_000,
  );
});
