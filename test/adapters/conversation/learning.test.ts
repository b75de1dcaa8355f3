import { createConversation, readActionId } from '../../../adapters/conversation/index.ts';
import type { PersonId } from '../../../core/ids.ts';
import { aServer, type Chatter, chatter, patientConversation } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';

let city: City;
let mia: Chatter;

beforeEach(async () => {
  city = await openCity();
  await aServer(city.ports, { organiser: city.zmaji });
  mia = chatter(city.ports, patientConversation(city.ports), 'mia');
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

describe('A first act in a connected server', () => {
  it('asks one question, makes the person under an alias, and then does what was asked', async () => {
    const question = await mia.types('playlist join Future makers');
    expect(question.plain).toContain('Are you at least 13 years old?');

    const begun = await mia.presses('Yes, I Am 13 or Over');

    expect(begun.plain).toMatch(/^• Welcome! Here you are called \w+ \d{4}\.\nYou are in\./);
    expect(begun.plain).toContain('0 of 3 needed');
    const identity = await city.ports.records.identities.find('discord', 'discord', 'mia');
    const person = identity && (await city.ports.records.people.byId(identity.person));
    expect(person).toMatchObject({ displayName: null, emails: [], age: { statedBy: 'self', atLeast: 13 } });
  });

  it('makes nobody of who is too young, and says kindly what to do', async () => {
    await mia.types('playlist join Future makers');

    const refused = await mia.presses('Not Yet');

    expect(refused.plain).toContain('Thank you for being honest.');
    expect(await city.ports.records.identities.find('discord', 'discord', 'mia')).toBeNull();
  });

  it('lets people browse, and begin nowhere else', async () => {
    const alone = chatter(city.ports, patientConversation(city.ports), 'jan', { group: null });

    expect((await alone.types('explore makers')).plain).toContain('Future makers');
    expect((await alone.types('playlist join Future makers')).plain).toContain('You can look around here.');
  });
});

describe('Learning in chat', () => {
  beforeEach(async () => {
    await mia.types('playlist join Future makers');
    await mia.presses('Yes, I Am 13 or Over');
  });

  it('goes step by step: what is locked says why, what is done opens the next', async () => {
    expect((await mia.types('why interview')).plain).toContain('Explore skills');

    await mia.types('next');
    const done = await mia.presses('I Have Done It');

    expect(done.plain).toContain('Well done. It counts.');
    expect(done.plain).toContain('1 of 3 needed · next: Interview a neighbour');
    expect(done.items?.list.map(({ detail }) => detail?.[0])).toEqual(['Done', 'Open', 'Locked', 'Locked']);
  });

  it('offers what fits, own things first, and acts on the only one', async () => {
    const { reply } = await mia.asks({
      verb: 'activity.view',
      via: 'choices',
      focus: 'activity',
      said: { activity: 'in' },
    });

    expect(reply).toMatchObject({ show: 'choices', choices: [{ label: 'Interview a neighbour' }] });
    expect((await mia.types('activity podc')).plain).toContain('Podcast');
    expect((await mia.types('activity nothing such')).plain).toContain('I found nothing called');
  });

  it('runs the same act once', async () => {
    const asked = {
      from: mia.from,
      verb: 'playlist.progress' as const,
      said: {},
      via: 'command' as const,
      key: 'the same',
      receivedAt: city.ports.clock.now(),
    };
    const conversation = patientConversation(city.ports);

    const [first, second] = await Promise.all([conversation.answer(asked), conversation.answer(asked)]);
    city.clock.advance(60_000);
    const third = await conversation.answer(asked);

    expect([first.is, second.is].sort()).toEqual(['now', 'repeat']);
    expect(third.is).toBe('repeat');
  });

  it('defers what takes longer than its window, and still answers', async () => {
    let open = () => {};
    const gate = new Promise<void>((opened) => {
      open = opened;
    });
    const people = {
      ...city.ports.records.people,
      byId: (id: PersonId) => gate.then(() => city.ports.records.people.byId(id)),
    };
    const slow = { ...city.ports, records: { ...city.ports.records, people } };
    const hasty = createConversation(slow, { ackWindowMs: 0 });

    const answered = await hasty.answer({
      from: mia.from,
      verb: 'playlist.progress',
      said: {},
      via: 'command',
      key: 'late',
      receivedAt: city.ports.clock.now(),
    });

    expect(answered.is).toBe('later');
    open();
    expect(answered.is === 'later' && (await answered.told)?.reply.show).toBe('card');
  });
});

describe('An action id', () => {
  it('is read as it was written, and nothing else is', () => {
    expect(readActionId('playlist.view:abc:2:3')).toEqual({
      verb: 'playlist.view',
      item: 'abc',
      version: 2,
      extra: '3',
    });
    for (const wrong of [
      '',
      'x:y:1',
      'help',
      'help:a:b',
      'help:a b:1',
      'help:a:1:b:c',
      `help:${'a'.repeat(100)}:1`,
    ])
      expect(readActionId(wrong)).toBeNull();
  });
});
