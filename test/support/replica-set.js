import { createServer } from 'node:http';

/** One replica set for the whole run, of one member, started when the first test asks for it (`mongo.ts`). */
let replicaSet = null;

async function start(binary) {
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  // Entries of tests live by a clock that stands still: nothing may clean up by the real one.
  const args = [
    '--setParameter',
    'ttlMonitorEnabled=false',
    '--setParameter',
    'transactionLifetimeLimitSeconds=10',
  ];
  return MongoMemoryReplSet.create({
    replSet: { count: 1, name: 'tests', storageEngine: 'wiredTiger', args },
    instanceOpts: [{ launchTimeout: 60_000 }],
    ...(binary ? { binary: { systemBinary: binary } } : {}),
  });
}

export default async function setup() {
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const server = createServer(async (req, res) => {
    try {
      replicaSet ??= start(new URL(req.url, 'http://tests').searchParams.get('binary'));
      res.end((await replicaSet).getUri());
    } catch (fault) {
      res.writeHead(500).end(String(fault));
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  server.unref();
  process.env.TESTS_REPLICA_SET = `http://127.0.0.1:${server.address().port}/`;
  globalThis.stopReplicaSet = async () => {
    server.close();
    await (await replicaSet?.catch(() => null))?.stop({ doCleanup: true });
  };
}
