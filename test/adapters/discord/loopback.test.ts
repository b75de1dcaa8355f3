import { loadDemoCity } from '../../../adapters/assemble.ts';
import type { Server } from '../../fakes/discord/index.ts';
import { answeredTwice, readyToHandIn, round } from '../../support/discord-rounds.ts';
import { broke, type DiscordWorld, onDiscord, openDiscord } from '../../support/discord-world.ts';
import { openHouse } from '../../support/house.ts';

describe.each(['http', 'gateway'] as const)('Discord over %s', (mode) => {
  let world: DiscordWorld;
  beforeAll(async () => {
    world = await openDiscord(mode);
  }, 60_000);
  afterAll(() => world.close());

  it('shows a newcomer what is offered, in private, before anybody knows them', async () => {
    const mia = world.person('mia');

    const shown = await mia.command('explore', { about: 'makers' });

    expect(shown).toMatchObject({ kind: 'message', isPrivate: true });
    expect(shown.text).toContain('Future makers');
  });

  it('asks one question before the first act, makes the person, and does what was asked', async () => {
    const mia = world.person('mia');

    const question = await mia.command('playlist join', { playlist: 'Future makers' });
    const begun = await question.press(/^Yes/);

    expect(question.text).toMatch(/at least 13/);
    expect(begun.text).toMatch(/Here you are called/);
    expect(begun.text).toContain('Future makers');
    expect(begun.isPrivate).toBe(true);
  });

  it('offers titles while they are typed', async () => {
    const shown = await world.person('jan').types('activity view', { activity: 'inter' }, 'activity');

    expect(shown.kind).toBe('choices');
    expect(shown.choices.map(({ name }) => name)).toContain('Interview a neighbour');
  });

  it('takes evidence by form, with a file that is copied, and says what became of it', async () => {
    const eva = world.person('eva');
    await (await eva.command('playlist join', { playlist: 'Future makers' })).press(/^Yes/);
    await eva.command('activity done', { activity: 'Explore skills' });

    const form = await eva.command('activity evidence', { activity: 'Interview a neighbour' });
    const file = eva.file('notes.txt', Buffer.from('What she told me.'), 'text/plain');
    const sent = await form.fillIn({
      text: 'She told me of *her* first job. <@1> https://x.example',
      file: [file],
    });

    expect(form.kind).toBe('form');
    expect(sent.text).toMatch(/Take It Back|Sent|wait/i);
    const [work] = await worksOf(eva.user.id);
    expect(work?.state).toBe('in-review');
  });

  it('keeps the text of a form whose file is gone, and opens it again', async () => {
    const jan = world.person('janko');
    await (await jan.command('playlist join', { playlist: 'Future makers' })).press(/^Yes/);
    await jan.command('activity done', { activity: 'Explore skills' });
    world.discord.inject({ kind: 'files-expired' });

    const form = await jan.command('activity evidence', { activity: 'Interview a neighbour' });
    const wrong = await form.fillIn({ text: 'We talked.', file: [jan.file('a.txt', Buffer.from('a'))] });
    const again = await wrong.press('Edit Again');

    expect(wrong.text).toContain('a\\.txt'.replace('\\', ''));
    expect(again.form?.fields.find(({ id }) => id === 'text')?.value).toBe('We talked.');
    world.discord.heal();
  });

  it('says that an old button is old, and what to do', async () => {
    const mia = world.person('ana');
    const shown = await mia.command('help');
    const { message } = shown;
    if (!message) throw new Error('No message');
    message.body = withButton(message.body, 'gone.verb:x:1');

    const over = await mia.presses('Old', message);

    expect(over.text).toContain('That is over');
    expect(over.buttons).toContain('Help');
  });

  it('does an act once that is delivered twice', async () => {
    const tia = world.person('tia');
    world.discord.inject({ kind: 'delivered-twice' });

    const shown = await tia.command('help');

    expect(shown.kind).toBe('message');
    const answers = world.discord.calls.filter(({ path }) => path.includes(tia.lastId()));
    expect(answers.filter(({ method, status }) => method === 'POST' || status === 200)).toHaveLength(1);
  });

  it('has every effect once where a quarter of what people do is delivered twice', async () => {
    const [ada, bor] = [world.person('ada'), world.person('bor')];
    for (const one of [ada, bor]) await readyToHandIn(one);
    const before = world.discord.calls.length;
    let acts = 0;

    await Promise.all(
      [ada, bor].map(async (person) => {
        for (let nth = 0; nth < 3; nth += 1)
          for (const act of round) {
            acts += 1;
            if (acts % 4 === 0) world.discord.inject({ kind: 'delivered-twice' });
            expect((await act(person, `The ${nth}th talk`)).kind).toBe('message');
          }
      }),
    );

    for (const person of [ada, bor]) {
      const [work] = await worksOf(person.user.id);
      const history = work ? await world.house.app.ports.records.evidence.history(work.id) : [];
      expect(history.map(({ version }) => version)).toEqual([1, 2, 3]);
    }
    expect(answeredTwice(world.discord.calls.slice(before))).toBe(0);
  });

  it("takes a message of one's own as evidence, shown in the form first, and nobody else's", async () => {
    const lea = world.person('lea');
    await (await lea.command('playlist join', { playlist: 'Future makers' })).press(/^Yes/);
    await lea.command('activity done', { activity: 'Explore skills' });
    const message = { id: lea.channel.id, author: lea.user, content: 'Yesterday I met her again.' };

    const which = await lea.usesOn('Use as evidence', message);
    const form = await which.press('This One');
    const refused = await lea.usesOn('Use as evidence', { ...message, author: world.person('other').user });

    expect(which.text).toContain('Share the talk');
    expect(form.form?.fields.find(({ id }) => id === 'text')?.value).toBe('Yesterday I met her again.');
    expect(refused.text).toContain('Only your own messages');
  });

  async function worksOf(chatUser: string) {
    const { records } = world.house.app.ports;
    const identity = await records.identities.find('discord', 'discord', chatUser);
    const all = identity ? await records.enrolments.of(identity.person) : [];
    const ids = await Promise.all(
      all.map(async ({ subject }) =>
        subject.kind === 'playlist'
          ? ((await records.playlists.byId(subject.id))?.steps.map(({ activity }) => activity) ?? [])
          : [subject.id],
      ),
    );
    return identity ? records.work.of(identity.person, ids.flat()) : [];
  }
});

describe('Discord over http', () => {
  let world: DiscordWorld;
  beforeAll(async () => {
    world = await openDiscord('http');
  }, 60_000);
  afterAll(() => world.close());

  it('answers the probe and refuses what is not signed by Discord', async () => {
    expect(await world.discord.probe(`${world.house.baseUrl}/discord/interactions`)).toEqual({
      answersPing: true,
      refusesForged: true,
    });
    const bare = await fetch(`${world.house.baseUrl}/discord/interactions`, { method: 'POST', body: '{}' });
    expect(bare.status).toBe(401);
    expect(await world.discord.probe(`${world.house.baseUrl}/discord/events`)).toMatchObject({
      refusesForged: true,
    });
  });

  it('registers the commands once, and again when they changed', async () => {
    const { discord } = world.house.app;

    const first = await discord?.register(false);
    const second = await discord?.register(false);

    expect([first?.told, second?.told]).toEqual([true, false]);
    expect(world.discord.commands()).toHaveLength(first?.commands ?? -1);
    expect(broke(world.discord, 'command')).toBe(false);
  });
});

function withButton(body: object, id: string): { readonly [key: string]: unknown } {
  return {
    ...body,
    components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Old', custom_id: id }] }],
  };
}

describe('Discord over two shards of the gateway', () => {
  it('answers people of servers on either, and who writes in private', async () => {
    const chat = await onDiscord('gateway', 2);
    const other = otherShard(chat);
    const house = await openHouse(
      { discord: chat.config && { ...chat.config, shards: 2 } },
      { clock: chat.clock },
    );
    await loadDemoCity(house.app.ports);
    await chat.connect(house);
    const people = [
      chat.person('mia'),
      chat.person('jan', { server: other }),
      chat.person('eva', { server: null }),
    ];

    const shown = await Promise.all(people.map((one) => one.command('help')));

    expect(shown.map(({ kind }) => kind)).toEqual(['message', 'message', 'message']);
    expect(house.app.discord?.isReady()).toBe(true);
    expect(new Set(chat.discord.shards())).toEqual(new Set(['0 of 2', '1 of 2']));
    await house.close();
    await chat.close();
  });

  /** A server that Discord tells another shard of: which one follows from the millisecond it was made in. */
  function otherShard({ discord, server, clock }: Awaited<ReturnType<typeof onDiscord>>): Server {
    const shardOf = ({ id }: Server) => (BigInt(id) >> 22n) % 2n;
    for (;;) {
      const made = discord.addServer({ name: 'Sosedi' });
      if (shardOf(made) !== shardOf(server)) return made;
      clock.advance(1);
    }
  }
});

describe('Discord with a wrong token', () => {
  it('keeps the rest of the site going, says so in the log, and is not ready', async () => {
    const chat = await onDiscord('gateway');
    const wrong = chat.config && { ...chat.config, token: 'nobody.knows.this-token' };
    const house = await openHouse({ discord: wrong }, { clock: chat.clock });

    await house.app.discord?.start();

    expect(house.app.discord?.isReady()).toBe(false);
    expect((await fetch(`${house.baseUrl}/healthz`)).status).toBe(200);
    expect(house.errors).toHaveLength(1);
    await house.close();
    await chat.close();
  });
});
