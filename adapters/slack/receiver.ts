import bolt, {
  type Authorize,
  type ExpressReceiver as ExpressReceiverClass,
  type Logger,
  type SocketModeReceiver as SocketModeReceiverClass,
} from '@slack/bolt';
import express, { type Router } from 'express';
import type { Ports } from '../../core/ports/ports.ts';
import type { SlackConfig } from './config.ts';
import type { Installs } from './installs.ts';
import { botScopes } from './scopes.ts';

const { ExpressReceiver, SocketModeReceiver, webApi } = bolt;

type Installer = NonNullable<ExpressReceiverClass['installer']>;

export interface Receiving {
  /** Where requests of Slack and of people who install us come in; for the shared app, before any body parser. */
  readonly router: Router;
  readonly receiver: ExpressReceiverClass | SocketModeReceiverClass;
  /** Null: one workspace, with a token of its own. */
  readonly installer: Installer | null;
}

export interface ReceivingParts {
  readonly ports: Pick<Ports, 'secrets' | 'baseUrl'>;
  readonly config: SlackConfig;
  readonly installs: Installs;
  readonly logger: Logger;
}

/** Signed requests or a socket, and the pages by which workspaces install us. */
export function createReceiving(parts: ReceivingParts): Receiving {
  const { config, logger } = parts;
  const router = express.Router();
  const app = express();
  app.disable('x-powered-by');
  const events = new ExpressReceiver({
    // Refused without one; where a socket carries the events, no address takes them.
    signingSecret: config.from.mode === 'http' ? config.from.signingSecret : 'no address takes events',
    endpoints: config.from.mode === 'http' ? { events: '/slack/events' } : {},
    app,
    router,
    logger,
    ...(config.botToken ? {} : installing(parts)),
  });
  const installer = events.installer ?? null;
  // Bolt takes either an installer or a word of ours on who is installed; ours asks the installer.
  events.installer = undefined;
  return { router, installer, receiver: receiverOf(parts, events) };
}

const receiverOf = (
  { config, logger }: ReceivingParts,
  events: ExpressReceiverClass,
): ExpressReceiverClass | SocketModeReceiverClass =>
  config.from.mode === 'http'
    ? events
    : new SocketModeReceiver({
        appToken: config.from.appToken,
        logger,
        installerOptions: { clientOptions: { slackApiUrl: config.apiUrl } },
      });

function installing({ ports, config, installs }: ReceivingParts) {
  const { client } = config;
  if (!client) return {};
  return {
    clientId: client.id,
    clientSecret: client.secret,
    stateSecret: ports.secrets.digest('state', 'slack.install'),
    redirectUri: `${ports.baseUrl}/slack/oauth_redirect`,
    scopes: [...botScopes],
    installationStore: installs,
    installerOptions: {
      redirectUriPath: '/slack/oauth_redirect',
      directInstall: true,
      authorizationUrl: config.authorizeUrl,
      clientOptions: { slackApiUrl: config.apiUrl },
    },
  };
}

/** Marks what comes from a workspace that did not install us: Bolt alone would answer it with silence. */
export const notConnected = 'notConnected';

/** Whose token acts where: from the store of installations, refreshed in time, or the one that we were given. */
export function authorizing(
  { config, installs, logger }: Pick<ReceivingParts, 'config' | 'installs' | 'logger'>,
  installer: Installer | null,
): Authorize<boolean> {
  const nowhere = { [notConnected]: true };
  if (installer) {
    return async (source) => {
      const tenant = source.isEnterpriseInstall ? source.enterpriseId : source.teamId;
      if (!tenant || !(await installs.of(tenant))) return nowhere;
      return installer.authorize(source);
    };
  }
  const token = config.botToken ?? '';
  let own: Promise<{ team: string; result: Awaited<ReturnType<Authorize<boolean>>> }> | null = null;
  const askOnce = async () => {
    const client = new webApi.WebClient(token, { slackApiUrl: config.apiUrl, logger });
    const { team_id: team, bot_id: botId, user_id: botUserId } = await client.auth.test();
    return {
      team: team ?? '',
      result: { botToken: token, ...(botId ? { botId } : {}), ...(botUserId ? { botUserId } : {}) },
    };
  };
  return async ({ teamId }) => {
    own ??= askOnce();
    try {
      const { team, result } = await own;
      return team === teamId ? { ...result, teamId: team } : nowhere;
    } catch (fault) {
      own = null;
      throw fault;
    }
  };
}
