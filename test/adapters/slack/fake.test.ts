import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { type FakeSlack, fakeSlack } from '../../fakes/slack/index.ts';

const { App, ExpressReceiver, LogLevel } = bolt;
const one = 'T0ONE';
const quiet = { logLevel: LogLevel.ERROR };
const rapid = { retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 5 } };

let slack: FakeSlack;
let now: number;
let server: Server | null;

beforeEach(async () => {
  now = Date.parse('2026-10-05T07:00:00Z');
  slack = await fakeSlack({ now: () => now });
  server = null;
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await slack.stop();
  expect(slack.violations).toEqual([]);
});

const taken = (...rules: string[]): void => {
  expect([...new Set(slack.violations.map(({ rule }) => rule))]).toEqual(rules);
  slack.violations.length = 0;
};

const clientOf = (token: string) => new WebClient(token, { slackApiUrl: slack.apiUrl, ...quiet, ...rapid });

/** A small app of Bolt's own. */
async function anApp(): Promise<InstanceType<typeof App>> {
  const { token } = slack.platform.grant(one);
  const receiver = new ExpressReceiver({ signingSecret: slack.platform.signingSecret, ...quiet });
  const app = new App({ token, receiver, clientOptions: { slackApiUrl: slack.apiUrl, ...rapid }, ...quiet });
  app.command('/col', async ({ ack, command }) => {
    await ack({ response_type: 'ephemeral', text: `You said ${command.text}` });
  });
  server = receiver.app.listen(0, '127.0.0.1');
  await new Promise((listening) => server?.once('listening', listening));
  // A server that listens on a port has such an address.
  slack.pointAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return app;
}

describe('The loopback Slack', () => {
  it('carries a command to Bolt and shows its answer', async () => {
    await anApp();
    const mia = slack.member(one, 'mia');

    await mia.types('help');

    expect(mia.seen).toMatchObject({ is: 'message', message: { text: 'You said help', onlyFor: mia.id } });
  });

  it('is refused by Bolt when a signature is bad or five minutes old', async () => {
    await anApp();
    const mia = slack.member(one, 'mia');
    const delivery = mia.commandDelivery('help');

    const answers = [
      await mia.sends(delivery, { secret: 'another' }),
      await mia.sends(delivery, { agoSeconds: 301 }),
      await mia.sends(delivery, { unsigned: true }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  it('opens a modal from a button, takes what is filled in, and tells what is wrong beside its field', async () => {
    const app = await anApp();
    app.command('/col', async () => {});
    app.action('open', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Say it' },
          submit: { type: 'plain_text', text: 'Send' },
          blocks: [
            {
              type: 'input',
              block_id: 'text',
              label: { type: 'plain_text', text: 'Text' },
              element: { type: 'plain_text_input', action_id: 'value' },
            },
          ],
        },
      });
    });
    app.view('form', async ({ ack, view }) => {
      const said = view.state.values['text']?.['value']?.value;
      if (said === 'good') return ack();
      await ack({ response_action: 'errors', errors: { text: 'Say good' } });
    });
    const mia = slack.member(one, 'mia');
    mia.looksAt(
      slack.platform.post(slack.workspace(one), {
        channel: mia.channel,
        onlyFor: null,
        text: 'Press',
        blocks: [
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Open' } }],
          },
        ],
      }),
    );

    await mia.presses('Open');
    await mia.fills({ Text: 'bad' });

    expect(mia.wrong).toEqual({ text: 'Say good' });
    expect(mia.seen?.is).toBe('modal');
  });

  it('says what is wrong with a token, and sees one used for another team', async () => {
    const { token } = slack.platform.grant(one);
    const client = clientOf(token);

    await expect(clientOf('xoxb-nobody').auth.test()).rejects.toThrow('invalid_auth');
    await expect(client.chat.postMessage({ channel: 'C0TWOLEARN', text: 'Hi' })).rejects.toThrow(
      'channel_not_found',
    );
    slack.platform.revoke(one);
    await expect(client.auth.test()).rejects.toThrow('token_revoked');

    taken('token-of-another-team');
  });

  it('holds triggers to three seconds and one use', async () => {
    const client = clientOf(slack.platform.grant(one).token);
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'Hi' },
      blocks: [],
    };
    const mia = slack.member(one, 'mia');
    const late = slack.platform.trigger(one, mia.id);
    now += 3001;
    const good = slack.platform.trigger(one, mia.id);

    await expect(client.views.open({ trigger_id: late, view })).rejects.toThrow('expired_trigger_id');
    await client.views.open({ trigger_id: good, view });
    await expect(client.views.open({ trigger_id: good, view })).rejects.toThrow('exchanged_trigger_id');
    await expect(client.views.open({ trigger_id: 'made-up', view })).rejects.toThrow('invalid_trigger_id');
  });

  it('sees posts in the general channel, where nobody asked for them, and what is no block', async () => {
    const client = clientOf(slack.platform.grant(one).token);

    await client.chat.postMessage({ channel: 'C0ONEGENERAL', text: 'Hello all' });
    await client.chat.postMessage({ channel: 'C0ONELEARN', text: 'Hello' });
    await expect(
      client.chat.postMessage({
        channel: 'C0ONELEARN',
        text: 'Hello',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      }),
    ).rejects.toThrow('invalid_blocks');

    taken('general-channel', 'channel-not-opted-in', 'invalid-blocks');
  });

  it('answers as injected: too many requests, broken, gone; and the client tries again', async () => {
    const client = clientOf(slack.platform.grant(one).token);
    slack.inject({ on: 'auth.test', answer: { status: 429, retryAfter: 0 } });
    slack.inject({ on: 'auth.test', answer: { status: 503 } });

    expect((await client.auth.test()).team_id).toBe(one);
    expect(slack.calls).toHaveLength(3);
    slack.inject({ on: '*', answer: { error: 'account_inactive' } });
    await expect(client.auth.test()).rejects.toThrow('account_inactive');
  });

  it('speaks through a socket, and tells it to come again', async () => {
    const app = new App({
      token: slack.platform.grant(one).token,
      appToken: slack.platform.appToken,
      socketMode: true,
      clientOptions: { slackApiUrl: slack.apiUrl },
      ...quiet,
    });
    app.command('/col', async ({ ack }) => ack('Through the socket'));
    await app.start();
    const mia = slack.member(one, 'mia');

    const answer = await mia.sends(mia.commandDelivery('help'));

    expect(answer.status).toBe(200);
    expect(slack.calls.map(({ method }) => method)).toContain('apps.connections.open');
    await app.stop();
  });
});
