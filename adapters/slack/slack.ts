import express, { type Router } from 'express';
import type { ChatPlatform } from '../../core/ports/chat-platform.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { createConversation, type Patience, readerFor } from '../conversation/index.ts';
import type { Answering } from './answer.ts';
import { createApp } from './app.ts';
import { boltLog } from './bolt-log.ts';
import { createClients } from './clients.ts';
import type { SlackConfig } from './config.ts';
import { connectRouter } from './connect.ts';
import { createInstalls } from './installs.ts';
import { createMessenger } from './messenger.ts';
import { slackPlatform } from './platform.ts';
import { posting } from './posting.ts';
import { authorizing, createReceiving } from './receiver.ts';

export interface Slack {
  /** For the shared app, before any body parser. */
  readonly router: Router;
  /** People can connect and sign in by Slack's own sign-in. */
  readonly connects: boolean;
  readonly platform: ChatPlatform;
  /** Opens the socket, where that is how requests come. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface SlackParts {
  readonly ports: Ports;
  readonly config: SlackConfig;
  /** Over a limit throws, in tests. */
  readonly isStrict?: boolean;
}

/** Slack: commands, buttons, modals and the home of many workspaces, for one conversation. */
export function buildSlack({ ports, config, isStrict = false }: SlackParts): Slack {
  const logger = boltLog(ports.log);
  const installs = createInstalls(ports);
  const receiving = createReceiving({ ports, config, installs, logger });
  const authorize = authorizing({ config, installs, logger }, receiving.installer);
  const clients = createClients(config, ports.meter, authorize, logger);
  const speaking = (patience: Partial<Patience>) =>
    posting(createConversation(ports, { isStrict, ...patience }), ports, clients);
  const answering: Answering = {
    conversation: speaking({}),
    // A modal is there already, so that what fills it may take a while; an answer beside fields may not.
    patient: speaking({ ackWindowMs: 1500, formMs: 10_000 }),
    readerFor: (from) => readerFor(ports, from),
    log: ports.log,
  };
  const app = createApp({ ports, config, installs, receiving, authorize, answering, logger });
  const isSocket = config.from.mode === 'socket';
  let isOpen = false;
  return {
    router: express.Router().use(connectRouter({ ports, config, installs }), receiving.router),
    connects: config.client !== null,
    platform: slackPlatform(createMessenger(ports, clients), clients),
    async start() {
      if (!isSocket || isOpen) return;
      isOpen = true;
      await app.start();
    },
    async stop() {
      if (!isOpen) return;
      isOpen = false;
      await app.stop();
    },
  };
}
