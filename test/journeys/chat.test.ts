import { chatOf } from '../../core/communities/chat-settings.ts';
import { askToConnect, connectCommunity } from '../../core/communities/connect-community.ts';
import { setUpChat } from '../../core/communities/set-up-chat.ts';
import type { CommunityId } from '../../core/ids.ts';
import { dayMs, hourMs, minuteMs } from '../../core/instant.ts';
import type { Audience } from '../../core/lists.ts';
import { InviteStaff, inviteStaff } from '../../core/organisers/invite-staff.ts';
import { operator } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { onEachEngine } from '../support/mongo.ts';
import { must, openWorld, Story, titles, undoOver, type World } from '../support/story.ts';
import { Terminal } from '../support/terminal.ts';

/** Somebody of Mladi zmaji, whose id is what they sit down with at the console. */
async function staffOf(world: World, name: string, role: 'owner' | 'manager' | 'reviewer') {
  const { ports } = world.house.app;
  const organiser = must(await ports.records.organisers.bySlug('mladi-zmaji'));
  const invited = await inviteStaff(
    ports,
    operator,
    InviteStaff.parse({ organiser: organiser.id, name, role }),
  );
  const { id } = must(invited.done).person;
  const person = must(await ports.records.people.byId(id));
  await ports.records.keep({ person: [{ ...person, language: 'en' }] });
  return { ...(await findActor(ports, id, null)), person: id };
}

/** The server *Zmaji*: somebody who runs it asked, its owner agreed. */
async function zmaji(world: World, audience: Audience): Promise<CommunityId> {
  const { ports } = world.house.app;
  const organiser = must(await ports.records.organisers.bySlug('mladi-zmaji'));
  const olga = await staffOf(world, 'Olga', 'owner');
  const group = { kind: 'discord-server', tenant: 'discord', nativeId: '1', title: 'Zmaji' } as const;
  const token = await askToConnect(ports, group);
  const connected = must(
    (await connectCommunity(ports, olga, token, { organiser: organiser.id, audience })).done,
  );
  await setUpChat(ports, olga, connected.id, {
    announce: 'news',
    review: 'reviews',
    staff: 'staff',
    language: 'en',
    from: '00:00',
    to: '23:59',
  });
  return connected.id;
}

/** Their words at the console, whose identity is kept as the command line does. */
async function seated(world: World, name: string, server: CommunityId, person: string): Promise<Terminal> {
  const { ports } = world.house.app;
  await ports.records.keep({
    identity: [
      {
        id: ports.ids.next() as never,
        revision: 0,
        person: person as never,
        kind: 'console',
        tenant: 'console',
        subject: name,
        at: ports.clock.now(),
      },
    ],
  });
  return Terminal.open(world.house, name, server);
}

onEachEngine('J2: Luka goes on in chat, and his Moodle grade moves', (store) => {
  let world: World;
  let story: Story;
  let server: CommunityId;
  let luka: Terminal;
  const shown: string[] = [];
  const types = async (line: string) => {
    const text = await luka.type(line);
    shown.push(text);
    return text;
  };

  beforeAll(async () => {
    world = await openWorld(['moodle'], 'minors', { config: await store() });
    story = new Story(world, 'moodle');
    await story.place();
    await story.peers('jan', 'eva');
    await story.declare('luka');
    server = await zmaji(world, 'minors');
    luka = await Terminal.open(world.house, 'luka', server);
  }, 60_000);
  afterAll(async () => {
    await luka.leave();
    await world.close();
  });

  const code = async (): Promise<string> => {
    const page = await story.at('luka', titles.header);
    await page.go('/me/account');
    await page.submit('get-code');
    return page.hook('link-code').textContent.trim();
  };

  it('links by the code of his course, after a confirm screen, and says where he is', async () => {
    const typed = await code();
    expect(typed).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

    const confirm = await types(`connect ${typed}`);
    expect(confirm).toMatch(/Is this you: \S{2}…\?/);
    shown.push(await luka.press('Yes, and I Am 15 or Over'));

    expect(shown.at(-1)).toContain('Linked.');
    expect(shown.at(-1)).toContain('1 of 3 needed · next: Interview a neighbour');
    expect(await types(`connect ${typed}`)).toContain('This code is not good.');
  });

  it('refuses a code after ten minutes, and every code after five tries', async () => {
    const late = await code();
    world.house.clock.advance(10 * minuteMs);
    const other = await Terminal.open(world.house, 'somebody', server);

    expect(await other.type(`connect ${late}`)).toContain('This code is not good.');
    for (let tries = 0; tries < 4; tries += 1) await other.type('connect 0000-0000');
    expect(await other.type(`connect ${await code()}`)).toContain('Too many tries. Try again in 15 minutes');
    await other.leave();
  });

  it('finishes the second step in chat: peers and his teacher review in Moodle, and the grade moves', async () => {
    await types('evidence Interview a neighbour : We talked about her first job.');
    await types('evidence Interview a neighbour : That she never finished school.');
    await world.house.settle();
    const name = world.lms.control.person('luka').given;
    for (const peer of ['jan', 'eva']) await story.approveAsPeer(peer, name);
    await story.approve(name);
    await world.house.settle(undoOver);

    expect(await types('progress')).toContain('2 of 3 needed');
    expect(world.lms.control.grades('7', 'moodle').get(titles.interview)?.get('luka')).toBe(100);
    expect(world.lms.control.grades('7', 'moodle').get(titles.header)?.get('luka')).toBe(66);
  });

  it('shows nothing of his name, e-mail or Moodle id', async () => {
    const { given, family, email, ids } = world.lms.control.person('luka');

    const all = [...shown, await types('badges'), await types('settings'), await types('help')].join('\n');

    for (const secret of [`${given} ${family}`, family, email, ids.moodle]) {
      if (secret && secret.length > 3) expect(all).not.toContain(secret);
    }
  });
});

onEachEngine('J3: Mia learns in the server Zmaji, without ever opening the web', (store) => {
  let world: World;
  let server: CommunityId;
  let mia: Terminal;
  let jan: Terminal;
  let eva: Terminal;
  let tim: Terminal;

  beforeAll(async () => {
    world = await openWorld([], 'minors', { config: await store() });
    server = await zmaji(world, 'minors');
    [mia, jan, eva] = (await Promise.all(
      ['mia', 'jan', 'eva'].map((name) => Terminal.open(world.house, name, server)),
    )) as [Terminal, Terminal, Terminal];
    tim = await seated(world, 'tim', server, (await staffOf(world, 'Tim', 'manager')).person);
  }, 60_000);
  afterAll(async () => {
    for (const one of [mia, jan, eva, tim]) await one.leave();
    await world.close();
  });

  const begin = async (who: Terminal) => {
    await who.type('playlist join Future makers');
    const begun = await who.press('Yes, I Am 15 or Over');
    await who.type('done Explore skills');
    await who.type('activity join Interview a neighbour');
    return begun;
  };

  it('begins with one question and one command, under an alias', async () => {
    expect(await begin(mia)).toMatch(/Welcome! Here you are called \w+ \d{4}/);
    expect(await mia.type('progress')).toContain('1 of 3 needed');
    expect(await mia.type('why Open space at the library')).toContain('First: “Interview a neighbour”.');
    await begin(jan);
    await begin(eva);
  });

  it('hands in by a form; peers see it without her name, she has no buttons', async () => {
    await mia.type('evidence Interview a neighbour');
    await mia.type('We talked about her first job.');
    for (let rest = 0; rest < 3; rest += 1) await mia.type('');

    const review = await jan.type('review');
    expect(review).toContain('We talked about her first job.');
    expect(review).not.toMatch(/mia/i);
    expect(await mia.type('review')).toContain('Nothing waits for you to review.');
  });

  it('hears what is missing with its reason; a new version voids what was said and asks both again', async () => {
    await jan.press('Approve');
    await eva.type('review');
    await eva.press('Ask to Improve');
    expect(await eva.type('Say what surprised you')).toContain('Sent back with your words');

    expect(await mia.type('progress')).toContain('came back to you: “Say what surprised you”');
    await mia.type('evidence Interview a neighbour : She never finished school.');
    for (const peer of [jan, eva]) {
      expect(await peer.type('review')).toContain('She never finished school.');
      await peer.press('Approve');
    }
    await world.house.settle(undoOver);
    await mia.type('evidence Interview a neighbour : It surprised me that she laughed.');
    expect(await tim.type('review')).toContain('It surprised me');
    await tim.press('Approve');
    await world.house.settle(undoOver);
    expect(await mia.type('progress')).toContain('2 of 3 needed');
  });

  it('is there: the room’s code counts her in, Tim confirms the list, and the badge follows', async () => {
    // The open space begins on 15 October 2026; whenever that is from now, checking in is not before.
    const room = await tim.type('attendance Open space at the library minutes:45');
    const code = /Code: (\w{6})/.exec(room)?.[1] ?? '';
    expect(await mia.type(`checkin ${code}`)).toContain('You are in: Open space at the library.');
    world.house.clock.advance(hourMs);
    await tim.type('attendance Open space at the library');
    await tim.press('Close the Room');
    await tim.press('Confirm the List');
    expect(await tim.type('1')).toContain('Confirmed: 1 person.');
    await world.house.settle(undoOver);

    expect(await mia.type('progress')).toContain('You did it: all that is needed is done.');
    expect(await mia.type('badges')).toContain('Future maker');
  });

  it('shares nothing while she counts as under 18, and says why', async () => {
    expect(await mia.type('badges share Future maker')).toContain('under-18s badges are not shown in public');
  });

  it('finds her place again after a long time away, and leaving loses nothing', async () => {
    world.house.clock.advance(30 * dayMs);
    expect(await mia.type('progress')).toContain('3 of 3 needed');
    const community = must(await world.house.app.ports.records.communities.byId(server));
    expect(chatOf(community).channels.review).toBe('reviews');
  });
});

onEachEngine('J4, the reviewing part: another workspace sees nothing of it', (store) => {
  let world: World;
  let nerijus: Terminal;
  let other: Terminal;

  beforeAll(async () => {
    world = await openWorld([], 'adults', { config: await store() });
    const server = await zmaji(world, 'adults');
    nerijus = await Terminal.open(world.house, 'nerijus', server);
    other = await Terminal.open(world.house, 'other', null);
  }, 60_000);
  afterAll(async () => {
    await nerijus.leave();
    await other.leave();
    await world.close();
  });

  it('lets who is in no connected community browse, and nothing else', async () => {
    expect(await other.type('explore maker')).toContain('Future makers');
    expect(await other.type('review')).toContain('Are you at least 13');
  });

  it('shares an adult’s badge by one confirmed click, in one post', async () => {
    await nerijus.type('done Explore skills');
    await nerijus.press('Yes, I Am 15 or Over');
    await world.house.settle();

    expect(await nerijus.type('badges share Explore skills')).toContain(
      'Post this in #general with the name',
    );
    const posted = await nerijus.press('Post It');

    expect(posted).toContain('Posted in #general, for everybody to see:');
    expect(posted).toMatch(/earned “Explore skills”!/);
  });
});
