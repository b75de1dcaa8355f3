import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, ConfigFault, readConfig } from '../../adapters/config.ts';
import { start } from '../../adapters/start.ts';

let dataDir: string;
let other: Server;
beforeEach(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  dataDir = await mkdtemp(join(tmpdir(), 'col-start-'));
});
afterEach(async () => {
  other.close();
  await rm(dataDir, { recursive: true, force: true });
});

const configured = (port: number): Config =>
  readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    PORT: String(port),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
  });
const quietly = () => {};

describe('Starting', () => {
  it('names the port that is taken, and leaves the store to the next server', async () => {
    const { port } = other.address() as AddressInfo;

    const refused = start(configured(port), quietly);

    await expect(refused).rejects.toThrow(new ConfigFault(`PORT: ${port} is taken on 127.0.0.1`));
    other.close();
    const running = await start(configured(port), quietly);
    const ready = await fetch(`${running.listeningAt}/readyz`);
    await running.stop();

    expect(ready.status).toBe(200);
  });
});
