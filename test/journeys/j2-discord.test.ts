import { minuteMs } from '../../core/instant.ts';
import type { Person, Shown } from '../fakes/discord/index.ts';
import { type OnDiscord, onDiscord } from '../support/discord-world.ts';
import { onEachEngine } from '../support/mongo.ts';
import { openWorld, Story, titles, undoOver, type World } from '../support/story.ts';

onEachEngine('J2: learner Luka goes on in Discord, and his Moodle grade moves', (store) => {
  let world: World;
  let story: Story;
  let chat: OnDiscord;
  let luka: Person;
  beforeAll(async () => {
    chat = await onDiscord('http');
    world = await openWorld(['moodle'], 'minors', {
      config: { ...(await store()), discord: chat.config },
      given: { clock: chat.clock },
    });
    await chat.connect(world.house);
    story = new Story(world, 'moodle');
    await story.place();
    await story.peers('mia', 'jan');
    await story.declare('luka');
    luka = chat.person('luka');
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await chat.close();
  });

  const gradeOf = () => world.lms.control.grades('7', 'moodle').get(titles.header)?.get('luka');
  async function codeOf(learner: string): Promise<string> {
    const page = await story.at(learner, titles.header);
    await page.go('/me/account');
    await page.submit('get-code');
    return page.hook('link-code').textContent.trim();
  }
  const typed = (person: Person, code: string): Promise<Shown> => person.command('account connect', { code });

  it('knows nobody by that Discord account before', async () => {
    const shown = await luka.command('playlist progress');

    expect(shown.text).toContain('at least 13');
    expect(gradeOf()).toBe(33);
  });

  it('locks who guesses codes, and knows no code that is over', async () => {
    const guesser = chat.person('guesser');
    const late = await codeOf('luka');
    world.house.clock.advance(11 * minuteMs);

    const over = await typed(luka, late);
    for (let guess = 0; guess < 5; guess += 1) await typed(guesser, `ABCD-EFG${guess}`);
    const locked = await typed(guesser, 'ABCD-EFG9');

    expect(over.text).not.toContain('Lu…');
    expect(locked.text).toMatch(/15 minutes/);
  });

  it('joins his Discord account to the learner in Moodle, by a code from there and a confirm screen', async () => {
    const code = await codeOf('luka');

    const confirm = await typed(luka, code);
    const joined = await confirm.press(/^Yes/);
    const again = await typed(chat.person('other'), code);
    const progress = await luka.command('playlist progress');

    expect(joined.text).toContain('1 of 3 needed');
    expect(progress.text).toContain('1 of 3 needed · next: Interview a neighbour');
    expect(again.buttons.filter((label) => label.startsWith('Yes'))).toEqual([]);
  });

  it('takes his evidence in Discord, and shows it to his teacher and peers in Moodle', async () => {
    const form = await luka.command('activity evidence', { activity: titles.interview });
    await form.fillIn({ text: 'We talked about her first job.' });
    await luka.command('activity evidence', {
      activity: titles.interview,
      text: 'That she never finished school.',
    });
    await world.house.settle();
    for (const peer of ['mia', 'jan']) await story.approveAsPeer(peer, 'Luka');
    await story.approve('Luka');
    await world.house.settle(undoOver);

    expect(gradeOf()).toBe(66);
    expect((await luka.command('playlist progress')).text).toContain('2 of 3 needed');
  });

  it('says the same on his page in Moodle', async () => {
    const page = await story.at('luka', titles.header);

    expect(page.hook('progress').textContent).toBe('2 of 3 needed');
  });

  it('told Discord no surname and no e-mail of his, and not where he learns', async () => {
    const sent = JSON.stringify(chat.discord.calls.map(({ body }) => body));

    const { family, email } = world.lms.control.person('luka');
    for (const secret of [family, email, 'moodle']) expect(sent).not.toContain(secret);
  });
});
