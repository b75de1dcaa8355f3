import express, { type Router as Routes } from 'express';
import { z } from 'zod';
import type { ChatPlatform } from '../../core/ports/chat-platform.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Conversation } from '../conversation/index.ts';
import type { SafeFetch } from '../fetch/index.ts';
import { fileHandle } from './attachments.ts';
import type { DiscordConfig } from './config.ts';
import { connectRouter } from './connect.ts';
import { createGateway } from './gateway.ts';
import { createInspector } from './inspect.ts';
import { endpoints } from './interactions.ts';
import { createLinkedRoles } from './linked-roles.ts';
import { createMessenger } from './messenger.ts';
import { createOAuth } from './oauth.ts';
import { register } from './register.ts';
import { createRest } from './rest.ts';
import { createRoles } from './roles.ts';
import { createRouter, type Handled } from './router.ts';
import { createVoice } from './voice.ts';

export interface DiscordParts {
  readonly config: DiscordConfig;
  readonly ports: Ports;
  readonly conversation: Conversation;
  readonly fetch: SafeFetch;
  /** This process, in leases. */
  readonly holder: string;
  /** We were removed from a server. */
  readonly left: (server: string) => Promise<void>;
}

/** Discord, put together and not started. */
export interface Discord {
  readonly platform: ChatPlatform;
  /** Mounted at `/discord`, before bodies are parsed. */
  readonly routes: Routes;
  start(): Promise<void>;
  stop(): Promise<void>;
  isReady(): boolean;
  /** Where who runs a server adds the bot, with the rights that notices need. */
  readonly inviteUrl: string;
  /** People can connect and sign in by Discord's own sign-in. */
  readonly connects: boolean;
  /** Tells Discord the commands. @throws Declined */
  register(isForced: boolean): Promise<{ readonly commands: number; readonly told: boolean }>;
}

export function buildDiscord({ config, ports, conversation, fetch, holder, left }: DiscordParts): Discord {
  const { applicationId, publicKey, mode } = config;
  const { log, meter } = ports;
  const rest = createRest(config, ports);
  const titles = new Map<string, string>();
  const voice = mode === 'http' ? null : createVoice(ports);
  const router = createRouter({
    conversation,
    rest,
    log,
    async acted(user, verb) {
      if (verb === 'organise.attendance') await voice?.look();
      await linkedRoles?.refresh(user);
    },
    reading: {
      opens: (attachment) => fileHandle(fetch, config, attachment),
      now: () => ports.clock.now(),
      titleOf: (server) => titles.get(server) ?? '',
      hearsVoice: voice !== null,
      seatOf: (server, user) => voice?.seatOf(server, user) ?? null,
    },
  });
  const acknowledged = (verb: Handled['verb'], seconds: number): void => {
    if (verb) meter.acknowledged('discord', verb, seconds);
  };
  const oauth = config.clientSecret ? createOAuth(config, config.clientSecret) : null;
  const linkedRoles = oauth ? createLinkedRoles(ports, oauth) : null;
  const heard = async (type: string, data: unknown) => {
    const whose = Deauthorised.safeParse(data).data;
    if (type === 'APPLICATION_DEAUTHORIZED' && whose) await linkedRoles?.forget(whose.user.id);
  };
  const gateway =
    voice === null
      ? null
      : createGateway({
          config,
          router,
          voice,
          log,
          leases: ports.leases,
          holder,
          left,
          acknowledged,
          heard: ({ server, title }) => titles.set(server, title),
        });
  const routes = express.Router();
  if (oauth && linkedRoles) routes.use(connectRouter({ ports, config, oauth, linkedRoles }));
  if (publicKey) routes.use(endpoints({ publicKey, router, log, heard, acknowledged }));

  return {
    routes,
    inviteUrl: inviteUrlOf(config),
    connects: oauth !== null,
    platform: {
      messenger: createMessenger(rest, ports),
      roles: createRoles(rest, ports, linkedRoles),
      ...createInspector(rest, applicationId),
    },
    start: async () => gateway?.start(),
    stop: async () => gateway?.stop(),
    isReady: () => gateway?.isReady() ?? true,
    register: (isForced) => register(rest, ports.keyValues, { applicationId, isForced }),
  };
}

/** Somebody took back what they had allowed. */
const Deauthorised = z.object({ user: z.object({ id: z.string() }) });

/** View Channel, Send Messages, Embed Links. */
const invitedRights = (1 << 10) | (1 << 11) | (1 << 14);

function inviteUrlOf({ authorizeUrl, applicationId }: DiscordConfig): string {
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(invitedRights),
  }).toString();
  return url.href;
}
