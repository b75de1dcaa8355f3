import { REST, Routes } from 'discord.js';
import type { APIInteraction } from 'discord-api-types/v10';
import {
  type Answered,
  actionId,
  type Card,
  card,
  type Form,
  type Reply,
} from '../../../adapters/conversation/index.ts';
import { createRouter } from '../../../adapters/discord/router.ts';
import { type FakeDiscord, type Person, startDiscord } from '../../fakes/discord/index.ts';
import { broke } from '../../support/discord-world.ts';
import { stillClock } from '../../support/still-clock.ts';

const clock = stillClock();
const reader = { language: 'en', zone: 'UTC', plain: false } as const;
const shown = (title: string, more: Partial<Card> = {}): Card =>
  card(reader, { id: 'test', title: [title], actions: [], ...more });
const form: Form = {
  id: actionId('activity.evidence', 'draft', 0, 'form'),
  title: 'Evidence',
  submit: 'Send',
  fields: [
    {
      name: 'text',
      kind: 'text',
      label: 'What you did',
      required: true,
      most: 3000,
      lines: 'many',
      value: 'We talked.',
    },
  ],
};
const press = { label: 'Press', do: actionId('help') };

/** Interactions go to a router whose turns take as long as a test says. */
describe('What a turn replies, on Discord', () => {
  let discord: FakeDiscord;
  let mia: Person;
  let errors: object[];
  let replies: (Reply | null)[];
  let isLater: boolean;
  let slowly: Promise<void>;
  let token: string;

  beforeEach(async () => {
    discord = await startDiscord({ clock });
    mia = discord.person({ name: 'mia', server: discord.addServer({ name: 'Moste' }) });
    [errors, replies, isLater, slowly, token] = [[], [], false, Promise.resolve(), ''];
    const rest = new REST({ version: '10', api: discord.apiUrl }).setToken(discord.token);
    const router = createRouter({
      rest,
      log: { info() {}, warn() {}, error: (data) => void errors.push(data) },
      reading: {
        opens: () => {
          throw new Error('No files here');
        },
        now: clock.now,
        titleOf: () => '',
        hearsVoice: false,
        seatOf: () => null,
      },
      conversation: {
        async answer(): Promise<Answered> {
          const reply = replies.shift();
          if (!reply) return { is: 'repeat' };
          if (!isLater) return { is: 'now', visibility: 'private', reader, reply };
          return { is: 'later', visibility: 'private', told: slowly.then(() => ({ reader, reply })) };
        },
      },
    });
    discord.answerWith(async (payload) => {
      token = (payload as unknown as APIInteraction).token;
      const handled = await router.handle(payload as unknown as APIInteraction);
      return handled && { first: handled.first, after: handled.after };
    });
  });
  afterEach(async () => {
    await discord.stop();
    expect(errors).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it('comes at once and in private', async () => {
    replies = [{ show: 'card', card: shown('Done.'), place: 'new' }];

    expect(await mia.command('help')).toMatchObject({
      isPrivate: true,
      wasDeferred: false,
      text: '### Done.',
    });
  });

  it('waits in private when it takes longer, and then stands in its place', async () => {
    replies = [{ show: 'card', card: shown('Done.'), place: 'new' }];
    isLater = true;

    expect(await mia.command('help')).toMatchObject({
      isPrivate: true,
      wasDeferred: true,
      text: '### Done.',
    });
  });

  it.each([false, true])(
    'takes the place of the card whose button was pressed (later: %s)',
    async (later) => {
      replies = [
        { show: 'card', card: shown('First.', { actions: [press] }), place: 'new' },
        { show: 'card', card: shown('Second.'), place: 'instead' },
      ];
      const first = await mia.command('help');
      isLater = later;

      const second = await first.press('Press');

      expect(second.text).toBe('### Second.');
      expect(second.message?.id).toBe(first.message?.id);
    },
  );

  it.each([false, true])(
    'leaves what everybody sees as it is, and answers in private (later: %s)',
    async (later) => {
      replies = [{ show: 'card', card: shown('For you.'), place: 'instead' }];
      isLater = later;
      const post = discord.postBy(mia.channel.id, 'Press', actionId('help'));

      const answer = await mia.presses('Press', post);

      expect(answer).toMatchObject({ text: '### For you.', isPrivate: true });
      expect(answer.message?.id).not.toBe(post.id);
    },
  );

  it('opens a form, and shows one that comes in answer to a form as a card that opens it', async () => {
    replies = [
      { show: 'form', form },
      { show: 'wrong-fields', form, wrong: { text: 'Too short.' } },
      { show: 'form', form },
    ];
    const asked = await mia.command('activity evidence', { activity: 'x' });

    const wrong = await asked.fillIn({ text: 'We' });
    const again = await wrong.press('Edit Again');

    expect(wrong.text).toContain('**What you did:** Too short.');
    expect(again.form?.fields).toMatchObject([{ id: 'text', value: 'We talked.' }]);
  });

  it('posts what was confirmed once, and only then says that it did', async () => {
    replies = [
      {
        show: 'post',
        card: shown('Mia earned a badge.'),
        to: { channel: mia.channel.id },
        receipt: shown('Posted.'),
      },
    ];

    const receipt = await mia.command('help');

    expect(receipt).toMatchObject({ text: '### Posted.', isPrivate: true });
    expect(discord.postsIn(mia.channel.id)).toHaveLength(1);
  });

  it('says nothing to a repeat', async () => {
    replies = [null];

    expect((await mia.command('help')).kind).toBe('nothing');
    expect(broke(discord, 'silent')).toBe(true);
  });

  it.each([
    ['is limited', { kind: 'rate-limited', route: /webhooks/, seconds: 0.05 }],
    ['stumbles', { kind: 'server-error', route: /webhooks/, status: 503 }],
  ] as const)('arrives although Discord %s', async (_what, fault) => {
    replies = [{ show: 'card', card: shown('Done.'), place: 'new' }];
    isLater = true;
    discord.inject(fault);

    expect((await mia.command('help')).text).toBe('### Done.');
  });

  it('is told anew, in private, where “one moment” was closed before it came', async () => {
    replies = [{ show: 'card', card: shown('Done.'), place: 'new' }];
    isLater = true;
    let over = () => {};
    slowly = new Promise((done) => {
      over = done;
    });
    const waiting = mia.command('help');
    while (!token) await new Promise((turn) => setTimeout(turn, 5));
    const original = Routes.webhookMessage(discord.applicationId, token, '@original');
    const deleted = () => new REST({ version: '10', api: discord.apiUrl }).delete(original, { auth: false });
    while (!(await deleted().then(Boolean, () => false))) await new Promise((turn) => setTimeout(turn, 5));

    over();

    expect(await waiting).toMatchObject({ isPrivate: true, text: '### Done.' });
    expect(broke(discord, 'original')).toBe(true);
  });

  it('is lost, and logged, when it comes after a quarter of an hour', async () => {
    replies = [{ show: 'card', card: shown('Late.'), place: 'new' }];
    isLater = true;
    let over = () => {};
    slowly = new Promise((done) => {
      over = done;
    });
    const waiting = mia.command('help');
    await new Promise((turn) => setTimeout(turn, 50));
    clock.advance(15 * 60_000 + 1);
    over();
    while (errors.length === 0) await new Promise((turn) => setTimeout(turn, 10));

    expect(errors).toHaveLength(1);
    errors.splice(0);
    expect(broke(discord, 'token')).toBe(true);
    mia.givesUp();
    await waiting;
  });
});
