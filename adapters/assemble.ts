import { join } from 'node:path';
import type { Express } from 'express';
import { disconnectCommunity } from '../core/communities/connect-community.ts';
import { deliver } from '../core/deliver.ts';
import { millis } from '../core/instant.ts';
import { floorOf } from '../core/people/platform-floor.ts';
import type { BadgeVerifier } from '../core/ports/badge-verifier.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Engine } from '../core/ports/engine.ts';
import type { Ids } from '../core/ports/ids.ts';
import type { Log } from '../core/ports/log.ts';
import type { Ports } from '../core/ports/ports.ts';
import { reactions } from '../core/reactions.ts';
import {
  createBadgePress,
  createBadgeSigner,
  createBadgeVerifier,
  createDocumentFetch,
  createPrinter,
  offlineFetch,
} from './badges/index.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigFault } from './config.ts';
import { type Conversation, createConversation } from './conversation/index.ts';
import { mailFolder, openDataFolder } from './data-folder.ts';
import { createDiscord, type Discord } from './discord/index.ts';
import { createSafeFetch } from './fetch/index.ts';
import { createFileIntake } from './files/index.ts';
import { createIds } from './ids.ts';
import { addressTrouble } from './kept-address.ts';
import { createLog } from './log.ts';
import { createLti, type Lti, type LtiLimits } from './lti/index.ts';
import { createMailer } from './mail/index.ts';
import { createMetrics } from './metrics.ts';
import { createOwnDocuments } from './own-documents.ts';
import { createPlatformRegistry } from './platform-registry.ts';
import { createPractice, type Practice } from './practice.ts';
import { processName } from './process-name.ts';
import { createSecrets, secretOf } from './secrets.ts';
import { createSlack, type Slack } from './slack/index.ts';
import { isServed, namingTheStore, openStore } from './store.ts';
import {
  answerLaunch,
  createRememberedDocuments,
  createServer,
  createSignInLinks,
  createVisits,
  type Web,
} from './web/index.ts';
import { announcing, startWorker, type Worker } from './worker.ts';

export { talk as talkAtConsole } from './console/index.ts';
export {
  isDemoCityCutOff,
  type LoadBundleRefusal,
  loadBundle,
  loadDemoCity,
  type ReportLine,
} from './demo-city/index.ts';
export { readCsv } from './files/index.ts';
export {
  AddPlatform,
  type AddPlatformRefusal,
  ApproveDeployment,
  InvitePlatform,
  type Lti,
  type RegistrationRefusal,
} from './lti/index.ts';

export const version = '0.1.0';

/** Verifies with a folder in place of the internet. @param now milliseconds since 1970 */
export const offlineVerifier = (folder: string, now: () => number): BadgeVerifier =>
  createBadgeVerifier({ fetch: offlineFetch(folder), now });

/** What tests put in place of the world. */
export interface Given {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
  /** In place of the store that the configuration names. */
  readonly engine?: Engine;
  /** In place of how often one address may try to come in. */
  readonly ltiLimits?: LtiLimits;
  /** How long stopping waits for what is under way; 20 s when left out. */
  readonly graceMs?: number;
}

/** The house, put together and not started. */
export interface App {
  readonly ports: Ports;
  readonly engine: Engine;
  readonly server: Express;
  /** As if it were then: milliseconds since 1970. */
  verifierAt(now: () => number): BadgeVerifier;
  readonly lti: Lti;
  /** The same for every chat platform and the console. */
  readonly conversation: Conversation;
  /** Null: switched off. */
  readonly discord: Discord | null;
  /** Null: not set up. */
  readonly slack: Slack | null;
  readonly signInLinks: ReturnType<typeof createSignInLinks>;
  /** Null: switched off. */
  readonly practice: Practice | null;
  /** Does a server of another process deliver what is due in this store? */
  isServed(): Promise<boolean>;
  /** Delivers until nothing is due: for the command line, and for tests whose clock stands still. */
  settle(): Promise<void>;
  startWorker(): Worker;
  /** `/readyz` answers "not ready" from now on. */
  leave(): void;
  close(): Promise<void>;
}

/**
 * Who gets what. The store is open and migrated when this returns.
 * @throws ConfigFault the data folder or the store cannot be used
 */
export async function assemble(config: Config, given: Given = {}): Promise<App> {
  const { clock = systemClock, log = createLog(config.logLevel) } = given;
  const ids = given.ids ?? createIds(clock);
  const data = openDataFolder(config);
  const folder = data.path;
  const isTimeOurs = given.clock !== undefined;
  const engine = await namingTheStore(config, async () => {
    const opened = given.engine ?? (await openStore(config, folder, { clock, ids, isTimeOurs }));
    await opened.migrate();
    return opened;
  });
  const trouble = await addressTrouble(engine, config.baseUrl);
  if (trouble) {
    await engine.close();
    data.close();
    throw new ConfigFault(trouble);
  }

  let worker: Worker | null = null;
  let isLeaving = false;
  const metrics = createMetrics(engine.outbox, clock);
  const safeFetch = createSafeFetch({ version });
  const documents = createDocumentFetch({
    fetch: safeFetch,
    own: createOwnDocuments(() => ports),
    baseUrl: config.baseUrl,
  });
  const verifierAt = (now: () => number) => createBadgeVerifier({ fetch: documents, now });
  const registry = createPlatformRegistry(() => engine.records);
  const { messenger, roles, chatPlatforms } = registry;
  const remembered = createRememberedDocuments();
  const secrets = createSecrets(config.secret ?? secretOf(folder));
  const base: Omit<Ports, 'gradebook' | 'roster'> = {
    ...engine,
    messenger,
    roles,
    chatPlatforms,
    records: announcing(remembered.watching(engine.records), (due) => worker?.nudge(due)),
    clock,
    ids,
    log,
    meter: metrics,
    secrets,
    fileIntake: createFileIntake(),
    badgePress: createBadgePress(config),
    badgeSigner: createBadgeSigner({ ...config, secrets }),
    printer: createPrinter(),
    mailer: createMailer({ config: config.mail, folder: join(folder, mailFolder), baseUrl: config.baseUrl }),
    badgeVerifier: verifierAt(() => millis(clock.now())),
    baseUrl: config.baseUrl,
  };
  const visits = createVisits(base);
  const { baseUrl, isProduction, ltiPrivateHosts } = config;
  // The practice LMS lives on our own host, which is loopback: invitations are good there too.
  const privateHosts = config.practiceLms ? [...ltiPrivateHosts, new URL(baseUrl).host] : ltiPrivateHosts;
  const { ltiLimits: limits } = given;
  const lti = await createLti({
    ports: base,
    visits,
    fetch: safeFetch,
    config: { baseUrl, isProduction, privateHosts, version, ...(limits ? { limits } : {}) },
  });
  const ports: Ports = { ...base, gradebook: lti.gradebook, roster: lti.roster };
  const conversation = createConversation(ports, { isStrict: config.isTest });
  const discord = config.discord
    ? await createDiscord({
        config: config.discord,
        ports,
        conversation,
        fetch: safeFetch,
        holder: processName,
        async left(server) {
          const community = await ports.records.communities.find('discord-server', 'discord', server);
          if (community) await disconnectCommunity(ports, 'native-admin', community.id);
        },
      })
    : null;
  if (discord) registry.register('discord', discord.platform);
  const slack = config.slack
    ? await createSlack({ ports, config: config.slack, isStrict: config.isTest })
    : null;
  if (slack) registry.register('slack', slack.platform);
  const practice = config.practiceLms ? createPractice(ports, lti.registrations, folder, config) : null;
  const { trustProxy, operator } = config;
  const connects = [
    ...(discord?.connects ? [{ kind: 'discord', atLeast: floorOf('discord', null) } as const] : []),
    ...(slack?.connects ? [{ kind: 'slack', atLeast: floorOf('slack', null) } as const] : []),
  ];
  const web: Web = {
    ports,
    remembered,
    visits,
    lms: lti.bridge,
    platforms: lti.platforms,
    config: {
      trustProxy,
      operator,
      ownTexts: join(folder, 'texts'),
      practiceLms: practice !== null,
      connects,
    },
  };

  return {
    ports,
    engine,
    conversation,
    discord,
    slack,
    verifierAt,
    lti,
    practice,
    signInLinks: createSignInLinks(ports),
    server: createServer({
      ...web,
      mounts: [
        {
          path: '/lti',
          router: lti.router((req, res, opened, view, records) =>
            answerLaunch({ ...web, ports: { ...ports, records } }, req, res, opened, view),
          ),
        },
        ...(discord ? [{ path: '/discord', router: discord.routes }] : []),
        ...(slack ? [{ path: '/', router: slack.router }] : []),
        ...(practice ? [{ path: '/practice', router: practice.router }] : []),
      ],
      probes: {
        ready: async () => !isLeaving && (discord?.isReady() ?? true) && (await engine.isReady()),
        metrics: metrics.page,
        metricsToken: config.metricsToken,
        answered: metrics.answered,
      },
    }),
    isServed: () => isServed(engine.leases),
    async settle() {
      while ((await deliver(ports, reactions, processName)) > 0);
    },
    startWorker() {
      worker = startWorker({ ports, reactions });
      return worker;
    },
    leave() {
      isLeaving = true;
    },
    async close() {
      await discord?.stop();
      await slack?.stop();
      await practice?.close();
      await engine.close();
      data.close();
    },
  };
}
