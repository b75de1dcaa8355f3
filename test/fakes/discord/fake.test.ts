import { type APIInteraction, Client, GatewayIntentBits, REST, Routes, type Snowflake } from 'discord.js';
import { verifyKey } from 'discord-interactions';
import { minuteMs } from '../../../core/instant.ts';
import { stillClock } from '../../support/still-clock.ts';
import { type FakeDiscord, startDiscord } from './index.ts';
import { componentsV2, ephemeral } from './message-rules.ts';

const clock = stillClock();
let discord: FakeDiscord;
let client: Client | null = null;

beforeEach(async () => {
  discord = await startDiscord({ clock });
});
afterEach(async () => {
  await client?.destroy();
  client = null;
  await discord.stop();
});

const text = (content: string, more: object = {}) => ({
  flags: componentsV2 | ephemeral,
  allowed_mentions: { parse: [] as never[] },
  components: [{ type: 17, components: [{ type: 10, content }] }],
  ...more,
});
const answer = (data: object, type = 4) => ({ type, data });
const rest = () => new REST({ version: '10', api: discord.apiUrl }).setToken(discord.token);

/** Logs in with the real client, and answers what comes. */
async function connected(answers: (interaction: APIInteraction) => object | null): Promise<Client> {
  const made = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  client = made;
  // The raw event under its name, which the types of the library leave out.
  (made.ws as unknown as NodeJS.EventEmitter).on('INTERACTION_CREATE', (interaction: APIInteraction) => {
    const body = answers(interaction);
    if (body)
      void made.rest
        .post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
        .catch(() => {});
  });
  await made.login(discord.token);
  await new Promise<void>((ready) => {
    if (made.isReady()) ready();
    made.once('clientReady', () => ready());
  });
  return made;
}

/** Takes a violation that the test is about away. */
function broke(rule: string): boolean {
  const at = discord.violations.findIndex((one) => one.rule === rule);
  return at >= 0 && discord.violations.splice(at, 1).length === 1;
}

describe('The loopback Discord', () => {
  afterEach(() => expect(discord.violations).toEqual([]));

  it('lets the real client log in, see its servers and answer a command in private', async () => {
    const server = discord.addServer({ name: 'Moste' });
    const mia = discord.person({ name: 'mia', server });
    await connected(() => answer(text('Hello')));

    const shown = await mia.command('help');

    expect(shown).toMatchObject({ kind: 'message', text: 'Hello', isPrivate: true, wasDeferred: false });
    expect(client?.guilds.cache.get(server.id)?.name).toBe('Moste');
  });

  it('refuses a wrong token and privileged intents', async () => {
    const wrong = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
    await expect(wrong.login('no.good.token')).rejects.toThrow();
    await wrong.destroy();

    const nosy = new Client({ intents: [GatewayIntentBits.GuildMembers], rest: { api: discord.apiUrl } });
    await expect(nosy.login(discord.token)).rejects.toThrow(/intents/i);
    await nosy.destroy();
    expect(broke('gateway')).toBe(true);
  });

  it('takes one answer, in time and of a kind that fits', async () => {
    const mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
    const seen: APIInteraction[] = [];
    await connected((interaction) => {
      seen.push(interaction);
      return answer(text('Hello'));
    });
    await mia.command('help');
    const again = () =>
      rest().post(Routes.interactionCallback(seen[0]?.id as Snowflake, seen[0]?.token ?? ''), {
        body: answer(text('Again')),
        auth: false,
      });

    await expect(again()).rejects.toMatchObject({ code: 40060 });
    clock.advance(3_001);
    await expect(again()).rejects.toMatchObject({ code: 10062 });
    expect([broke('double'), broke('late')]).toEqual([true, true]);
  });

  it.each<[string, object, string]>([
    ['content beside Components V2', text('Hello', { content: 'Hello' }), 'body'],
    [
      '41 parts',
      text('', { components: Array.from({ length: 41 }, () => ({ type: 10, content: 'a' })) }),
      'body',
    ],
    ['4,001 characters', text('a'.repeat(4_001)), 'body'],
    ['a key that nobody knows', text('Hello', { colour: 'red' }), 'body'],
    ['a button of 81 characters', row({ type: 2, style: 1, label: 'a'.repeat(81), custom_id: 'a' }), 'body'],
    [
      'the same button twice',
      row(
        { type: 2, style: 1, label: 'A', custom_id: 'a' },
        { type: 2, style: 1, label: 'B', custom_id: 'a' },
      ),
      'body',
    ],
    ['a message that may mention', text('Hello', { allowed_mentions: { parse: ['users'] } }), 'mentions'],
  ])('sees %s', async (_what, data, rule) => {
    const mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
    const seen: APIInteraction[] = [];
    await connected((interaction) => {
      seen.push(interaction);
      return answer(text('Hello'), 5) && answer({ flags: ephemeral }, 5);
    });
    const waiting = mia.command('help');
    while (seen.length === 0) await new Promise((turn) => setTimeout(turn, 5));
    await new Promise((turn) => setTimeout(turn, 50));

    const path = Routes.webhookMessage(discord.applicationId, seen[0]?.token ?? '', '@original');
    await rest()
      .patch(path, { body: data, auth: false })
      .catch(() => {});

    expect(broke(rule)).toBe(true);
    await rest().patch(path, { body: text('Fine'), auth: false });
    expect((await waiting).wasDeferred).toBe(true);
  });

  it('sees a sixth part of a form, and one in answer to a form', async () => {
    const mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
    const field = (name: string) => ({
      type: 18,
      label: name,
      component: { type: 4, custom_id: name, style: 1 },
    });
    const form = (fields: number) =>
      answer(
        {
          custom_id: 'form',
          title: 'Form',
          components: Array.from({ length: fields }, (_, at) => field(`f${at}`)),
        },
        9,
      );
    let fields = 6;
    await connected(() => form(fields));

    expect((await mia.command('help')).kind).toBe('nothing');
    expect(broke('body')).toBe(true);

    fields = 5;
    const shown = await mia.command('help');
    expect(shown.form?.fields).toHaveLength(5);
    expect((await shown.fillIn({ f0: 'hello' })).kind).toBe('nothing');
    expect(broke('body')).toBe(true);
  });

  it('ends a token after a quarter of an hour', async () => {
    const mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
    let itsToken = '';
    await connected(({ token }) => {
      itsToken = token;
      return answer(text('Hello'));
    });
    await mia.command('help');
    clock.advance(15 * minuteMs + 1);

    const path = Routes.webhookMessage(discord.applicationId, itsToken, '@original');
    await expect(rest().patch(path, { body: text('Late'), auth: false })).rejects.toMatchObject({
      code: 50027,
    });
    expect(broke('token')).toBe(true);
  });

  it('posts once under one nonce, refuses closed direct messages and roles above the bot', async () => {
    const server = discord.addServer({ name: 'Moste', botRights: 1n << 28n });
    const [low, high] = [discord.addRole(server, 'Explorer', 5), discord.addRole(server, 'Boss', 12)];
    const mia = discord.person({ name: 'mia', server, takesDirectMessages: false });
    const body = text('News', { nonce: 'abc', enforce_nonce: true, flags: componentsV2 });
    const place = Routes.channelMessages(discord.channel(server, 'general').id);

    const first = await rest().post(place, { body });
    expect(await rest().post(place, { body })).toMatchObject({ id: (first as { id: string }).id });

    const direct = (await rest().post(Routes.userChannels(), { body: { recipient_id: mia.user.id } })) as {
      id: string;
    };
    await expect(
      rest().post(Routes.channelMessages(direct.id), { body: text('Hi', { flags: componentsV2 }) }),
    ).rejects.toMatchObject({ code: 50007 });
    await rest().put(Routes.guildMemberRole(server.id, mia.user.id, low.id));
    await expect(rest().put(Routes.guildMemberRole(server.id, mia.user.id, high.id))).rejects.toMatchObject({
      code: 50013,
    });
    expect([mia.holds(low), mia.holds(high)]).toEqual([true, false]);
  });

  it('limits and stumbles when told to, and the real client waits and tries again', async () => {
    const server = discord.addServer({ name: 'Moste' });
    discord.inject({ kind: 'rate-limited', route: /roles/, seconds: 0.05 });
    discord.inject({ kind: 'server-error', route: /roles/, status: 502 });

    expect(await rest().get(Routes.guildRoles(server.id))).toHaveLength(2);
    expect(discord.calls.map(({ status }) => status)).toEqual([429, 502, 200]);
  });

  it.each(['dropped', 'reconnect', 'session-over'] as const)(
    'brings what happened meanwhile after %s',
    async (kind) => {
      const mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
      await connected(() => answer(text('Hello')));

      discord.inject({ kind });
      if (kind === 'session-over') {
        await new Promise((turn) => setTimeout(turn, 100));
        while (!discord.isConnected()) await new Promise((turn) => setTimeout(turn, 100));
      }
      expect((await mia.command('help')).text).toBe('Hello');
    },
  );

  it('signs what it posts, so that the published check takes it', async () => {
    const payload = { id: '1', type: 1, application_id: discord.applicationId };
    const { createServer } = await import('node:http');
    const seen: boolean[] = [];
    const endpoint = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const header = (name: string) => String(request.headers[name]);
      const isGood = await verifyKey(
        Buffer.concat(parts),
        header('x-signature-ed25519'),
        header('x-signature-timestamp'),
        discord.publicKey,
      );
      seen.push(isGood);
      response.writeHead(isGood ? 200 : 401).end(JSON.stringify({ type: 1 }));
    });
    await new Promise<void>((listening) => endpoint.listen(0, '127.0.0.1', listening));
    const { port } = endpoint.address() as { port: number };

    expect(await discord.probe(`http://127.0.0.1:${port}/`)).toEqual({
      answersPing: true,
      refusesForged: true,
    });
    expect(seen).toEqual([true, false]);
    await discord.post(`http://127.0.0.1:${port}/`, payload);
    endpoint.close();
  });
});

function row(...components: object[]): object {
  return text('Hello', { components: [{ type: 1, components }] });
}
