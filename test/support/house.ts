import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, assemble, type Given } from '../../adapters/assemble.ts';
import { type Config, readConfig } from '../../adapters/config.ts';
import { instant } from '../../core/instant.ts';
import type { Log } from '../../core/ports/log.ts';
import { usualStore } from './mongo.ts';
import type { StillClock } from './still-clock.ts';

/** The whole house on a loopback port, as `main.ts` starts it, with a clock that tests can put forward. */
export interface House {
  readonly app: App;
  /** `http://localhost:…`, where `Secure` cookies work without TLS. */
  readonly baseUrl: string;
  readonly clock: StillClock;
  /** What was logged as an error: every test ends with none. */
  readonly errors: readonly object[];
  /** Puts the clock forward and delivers what is due then. */
  settle(aheadMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** @param more configuration beside the defaults: no practice LMS of its own, no demo city, everything in memory */
export async function openHouse(
  more: Partial<Config> = {},
  given: Given & { readonly clock?: StillClock } = {},
): Promise<House> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const isItsOwn = 'mongodbUri' in more || given.engine !== undefined || more.dataDir !== undefined;
  const usual = isItsOwn ? null : await usualStore();
  const config: Config = {
    ...readConfig({
      NODE_ENV: 'test',
      BASE_URL: baseUrl,
      DATA_DIR: ':memory:',
      PRACTICE_LMS: 'off',
      DEMO_CITY: 'off',
    }),
    ...(usual ? { mongodbUri: usual.mongodbUri } : {}),
    ...more,
  };
  const clock = given.clock ?? forwardClock();
  const errors: object[] = [];
  const app = await assemble(config, { log: listening(errors), ...given, clock });
  server.on('request', app.server);

  return {
    app,
    baseUrl,
    clock,
    errors,
    async settle(aheadMs = 0) {
      clock.advance(aheadMs);
      await app.settle();
    },
    async close() {
      await close(server, app);
      await usual?.drop();
    },
  };
}

/** The real time, and as much ahead of it as tests have put it: a platform's tokens are dated by the real one. */
export function forwardClock(): StillClock {
  let ahead = 0;
  return {
    now: () => instant(Date.now() + ahead),
    advance(ms) {
      ahead += ms;
    },
  };
}

async function close(server: Server, app: App): Promise<void> {
  const ended = new Promise<void>((closed) => server.close(() => closed()));
  server.closeAllConnections();
  await ended;
  await app.close();
}

const listening = (errors: object[]): Log => ({
  info() {},
  warn() {},
  error: (data, sentence) => errors.push({ sentence, ...data }),
});
