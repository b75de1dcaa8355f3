import bolt, {
  type AllMiddlewareArgs,
  type AnyMiddlewareArgs,
  type App as AppClass,
  type Authorize,
  type Logger,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { Ports } from '../../core/ports/ports.ts';
import { type Asked, readerFor, say, type Value } from '../conversation/index.ts';
import {
  type Answering,
  answer,
  answerForm,
  type Client,
  type FormOutcome,
  isTriggerOver,
  tooLate,
  type Ways,
} from './answer.ts';
import type { SlackConfig } from './config.ts';
import { drawHome } from './home.ts';
import type { Installs } from './installs.ts';
import { leave, leaveSome } from './leaving.ts';
import { askedByAction, askedByCommand, askedByForm, askedByShortcut } from './read-command.ts';
import { notConnected, type Receiving } from './receiver.ts';
import { entitled } from './rights.ts';
import {
  BlockActions,
  Gone,
  HomeOpened,
  MessageShortcut,
  type Metadata,
  readMetadata,
  Shortcut,
  SlashCommand,
  ViewSubmission,
  Withdrawn,
} from './schema.ts';
import { waysOf } from './ways.ts';

const { App } = bolt;

export interface AppParts {
  readonly ports: Ports;
  readonly config: SlackConfig;
  readonly installs: Installs;
  readonly receiving: Receiving;
  readonly authorize: Authorize<boolean>;
  readonly answering: Answering;
  readonly logger: Logger;
}

/** Slack's own library, told what to do with each thing that people do. It carries; the conversation decides. */
export function createApp(parts: AppParts): AppClass {
  const { ports, config, installs, receiving, authorize, answering, logger } = parts;
  const app = new App({
    receiver: receiving.receiver,
    socketMode: config.from.mode === 'socket',
    authorize,
    clientOptions: { slackApiUrl: config.apiUrl },
    logger,
    // Nothing of a talk is kept by the library.
    convoStore: false,
  });
  app.error(async (fault) => ports.log.error({ err: fault }, 'An act in Slack broke'));
  const now = () => ports.clock.now();
  const facts = { installs, config };
  const heardFrom = ({ verb }: Asked): (() => void) => {
    const startedAt = performance.now();
    return () => ports.meter.acknowledged('slack', verb, (performance.now() - startedAt) / 1000);
  };

  app.use(async (args) => {
    if (!(await isStranger(ports, args))) await args.next();
  });

  app.command(/^\/./, async ({ ack, body, respond, client }) => {
    const command = SlashCommand.parse(body);
    const asked = askedByCommand(now, command);
    const metadata = { channel: command.channel_id };
    const ways = waysOf({
      client,
      ack,
      heard: heardFrom(asked),
      respond,
      trigger: command.trigger_id,
      metadata,
      isModal: false,
    });
    await answered(answering, ways, await entitled(facts, client, asked));
  });

  app.action(/./, async ({ ack, body: given, client, ...more }) => {
    const body = BlockActions.parse(given);
    const read = askedByAction(now, body);
    if (!read) return ack();
    const heard = heardFrom(read);
    const asked = await entitled(facts, client, read);
    const isHome = body.view?.type === 'home';
    const within = body.view?.type === 'modal' ? body.view : null;
    const isNotice = read.on?.endsWith(':notice') ?? false;
    const before = within ? readMetadata(within.private_metadata) : {};
    const channel = body.channel?.id ?? before.channel;
    const metadata: Metadata = {
      ...(channel ? { channel } : {}),
      ...(isHome || before.home ? { home: true } : {}),
    };
    const ways = waysOf({
      client,
      ack: () => ack(),
      heard,
      respond: 'respond' in more ? more.respond : null,
      trigger: body.trigger_id,
      metadata,
      within: within?.id ?? null,
      isModal: isHome || isNotice,
    });
    if (await answered(answering, ways, asked)) await redrawn(metadata, client, asked);
  });

  app.view<ViewSubmitAction>(
    { callback_id: /^col\.form$/, type: 'view_submission' },
    async ({ ack, body: given, client }) => {
      const body = ViewSubmission.parse(given);
      const read = askedByForm(now, body);
      if (!read) return ack();
      const heard = heardFrom(read);
      const asked = await entitled(facts, client, read);
      const metadata = withoutForm(readMetadata(body.view.private_metadata));
      const ways = {
        client,
        view: body.view.id,
        metadata,
        async ack(outcome?: FormOutcome) {
          await ack(outcome);
          heard();
        },
      };
      if (await answerForm(answering, ways, asked)) await redrawn(metadata, client, asked);
    },
  );

  app.shortcut({ type: 'shortcut' }, async ({ ack, body, client }) => {
    const shortcut = Shortcut.parse(body);
    const asked = askedByShortcut(now, shortcut);
    if (!asked) return ack();
    const ways = waysOf({
      client,
      ack: () => ack(),
      heard: heardFrom(asked),
      trigger: shortcut.trigger_id,
      metadata: {},
      isModal: true,
    });
    await answered(answering, ways, asked);
  });

  app.shortcut({ type: 'message_action' }, async ({ ack, body, client, ...more }) => {
    const shortcut = MessageShortcut.parse(body);
    const respond = 'respond' in more ? more.respond : null;
    const { channel, message, user, trigger_id: trigger } = shortcut;
    const said: Record<string, Value> = { text: message.text.slice(0, 3000) };
    const asked = askedByShortcut(now, shortcut, said);
    if (!asked) return ack();
    const ways = waysOf({
      client,
      ack: () => ack(),
      heard: heardFrom(asked),
      respond,
      trigger,
      metadata: { channel: channel.id },
      isModal: true,
    });
    if (message.user === user.id) {
      await answered(answering, ways, asked);
      return;
    }
    await ways.ack();
    const { language } = await readerFor(ports, asked.from);
    const text = say(language, 'slack.own-message');
    await ways.respond({ text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] }, 'new');
  });

  app.event('app_home_opened', async ({ body, client }) => {
    const opened = HomeOpened.parse(body);
    if (opened.event.tab === 'home') await drawHome(answering.conversation, ports, client, homeOf(opened));
  });
  app.event('app_uninstalled', async ({ body }) => leave({ ports, installs }, Gone.parse(body)));
  app.event('tokens_revoked', async ({ body, event }) => {
    if ((event.tokens.bot ?? []).length > 0) await leave({ ports, installs }, Gone.parse(body));
  });

  app.event('team_access_revoked', async ({ body }) => leaveSome({ ports }, Withdrawn.parse(body)));

  async function redrawn(metadata: Metadata, client: Client, { from, key }: Asked): Promise<void> {
    if (metadata.home) await drawHome(answering.conversation, ports, client, { from, key: `${key} home` });
  }
  return app;
}

async function answered(answering: Answering, ways: Ways, asked: Asked): Promise<boolean> {
  try {
    return await answer(answering, ways, asked);
  } catch (fault) {
    if (!isTriggerOver(fault)) throw fault;
    await tooLate(answering, ways, asked);
    return true;
  }
}

function withoutForm({ on: _, ...metadata }: Metadata): Metadata {
  return metadata;
}

const homeOf = ({ tenant, team, key, event }: HomeOpened): Pick<Asked, 'from' | 'key'> => ({
  from: {
    platform: 'slack',
    tenant,
    group: { id: team, title: '' },
    chatUser: event.user,
    nativeRights: [],
    nativeRoles: null,
  },
  key: `slack ${key}`,
});

/** Who writes from a workspace that did not install us is told so. @returns true: nothing more is to be done */
async function isStranger(
  { baseUrl }: Pick<Ports, 'baseUrl'>,
  args: AnyMiddlewareArgs & AllMiddlewareArgs,
): Promise<boolean> {
  if (args.context[notConnected] !== true) return false;
  const text = say('en', 'slack.not-connected', { url: `${baseUrl}/slack/install` });
  if ('command' in args) await args.ack({ response_type: 'ephemeral', text });
  else if ('respond' in args && args.respond) {
    await args.ack?.();
    await args.respond({ response_type: 'ephemeral', replace_original: false, text });
  } else if ('ack' in args) await args.ack?.();
  return true;
}
