import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { secondMs } from '../core/instant.ts';
import { type App, assemble, type Given, isDemoCityCutOff, loadDemoCity } from './assemble.ts';
import { type Config, ConfigFault } from './config.ts';
import { mailFolder } from './data-folder.ts';

import { endWork } from './end.ts';
import { signOlderAwards } from './older-awards.ts';
import { isGone, processName } from './process-name.ts';
import { isNewSecret } from './secrets.ts';
import { hindrance, oneAtATime, serve } from './store.ts';

export interface Running {
  readonly app: App;
  /** Where it listens; `BASE_URL` may be a proxy in front of it. */
  readonly listeningAt: string;
  /** When the awards of an older store are signed, or there are none. */
  readonly signedOlder: Promise<void>;
  /** Not ready, no new work, requests and deliveries end (20 s at most), leases given back, store closed. */
  stop(): Promise<void>;
}

/**
 * Starts everything that this process does.
 * @param print tells the operator what happens, a line at a time
 * @throws ConfigFault another server uses the store, or the port; a copy into the store is not finished
 */
export async function start(
  config: Config,
  print: (line: string) => void,
  given: Given = {},
): Promise<Running> {
  const app = await assemble(config, given);
  const hindered = await hindrance(config, app.engine.leases);
  if (hindered) {
    await app.close();
    throw new ConfigFault(hindered);
  }
  const onLost = (fault: unknown) => app.ports.log.error({ err: fault }, 'The lease of the store was lost');
  const lease = await serve(config, app.engine.leases, onLost);
  if (lease.heldBy !== undefined) {
    await app.close();
    throw new ConfigFault(`DATA_DIR: the server ${lease.heldBy} is using this store already; one at a time`);
  }
  await app.engine.outbox.giveBack(isGone);
  await fillEmptyStore(app, config, print);

  const server = app.server.listen(config.port, config.host);
  // Longer than proxies keep theirs (60 s): else one sends on a connection that is being closed here.
  server.keepAliveTimeout = 65 * secondMs;
  try {
    await once(server, 'listening');
  } catch (fault) {
    await lease.stop();
    await app.close();
    const trouble = listeningTrouble(config, fault);
    throw trouble ? new ConfigFault(trouble) : fault;
  }
  const address = server.address() as AddressInfo;
  const worker = config.worker ? app.startWorker() : null;
  const older = config.worker ? signOlderAwards(app.ports, processName) : null;
  await app.practice?.connect(print);
  await app.discord?.start();
  await app.slack?.start();
  tell(app, config, print);
  if (await isNewSecret(app.ports.secrets, app.engine.keyValues)) print(otherSecret);

  return {
    app,
    signedOlder: older?.done ?? Promise.resolve(),
    listeningAt: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    async stop() {
      app.leave();
      await older?.stop();
      await app.discord?.stop();
      await app.slack?.stop();
      await endWork(server, worker, given.graceMs ?? 20 * secondMs);
      await lease.stop();
      await app.close();
    },
  };
}

const otherSecret =
  'COL_SECRET is not the one that this store was used with. Every server of a store needs the same; what the other one ' +
  'sealed stays shut, and visits of one server are none on the other (docs/operating.md)';

/** Null: nothing that other values would mend. */
function listeningTrouble({ host, port }: Config, fault: unknown): string | null {
  switch (typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : null) {
    case 'EADDRINUSE':
      return `PORT: ${port} is taken on ${host}`;
    case 'EACCES':
      return `PORT: ${port} may not be used by this process; take one from 1024 on, with a proxy in front`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST: ${host} is no address of this machine`;
    default:
      return null;
  }
}

/** A store that holds nothing yet gets something to look at. */
export async function fillEmptyStore(app: App, config: Config, print: (line: string) => void): Promise<void> {
  if (!config.demoCity) return;
  await oneAtATime(config, app.engine.leases, 'demo-city', () => fill(app, print));
}

async function fill(app: App, print: (line: string) => void): Promise<void> {
  const isEmpty = (await app.ports.records.organisers.all()).length === 0;
  if (!isEmpty && !(await isDemoCityCutOff(app.ports))) return;
  print(isEmpty ? 'An empty store: loading the demo city.' : 'Loading the rest of the demo city.');
  await loadDemoCity(app.ports, print);
}

function tell(app: App, config: Config, print: (line: string) => void): void {
  print('');
  const line = (words: string, where: string) => print(`${words.padEnd(39)} ${where}`);
  line('Cities of Learning Connect is running:', config.baseUrl);
  if (config.practiceLms) line('Try it as a teacher or a learner:', `${config.baseUrl}/practice`);
  line('Check a badge:', `${config.baseUrl}/verify`);
  if (!config.mail) line('Mails are files, none is sent:', join(resolve(config.dataDir), mailFolder));
  if (app.lti.offBecause) print(app.lti.offBecause);
}
