import {
  chatLanguages,
  commands,
  createConversation,
  readActionId,
  readTyped,
  type Verb,
  waysToCall,
} from '../../../adapters/conversation/index.ts';
import { closeLateWork } from '../../../core/activities/close-late-work.ts';
import type { PersonId } from '../../../core/ids.ts';
import { later } from '../../../core/instant.ts';
import { aPlacement } from '../../builders/index.ts';
import { aServer, type Chatter, chatter, patientConversation } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';
import { ok } from '../../support/doing.ts';

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

  it('says who takes no more late work, and keeps what was typed into a form that was open', async () => {
    const { records } = city.ports;
    await mia.types('next');
    await mia.presses('I Have Done It');
    const person = (await records.identities.find('discord', 'discord', 'mia'))?.person;
    const [joined] = person ? await records.memberships.of(person) : [];
    if (!joined) throw new Error('Mia is nowhere');
    const { id } = city.interview;
    const ask = { verb: 'activity.evidence', said: { activity: 'Interview a neighbour' } } as const;
    expect((await mia.asks(ask)).reply.show).toBe('form');
    ok(await closeLateWork(city.ports, city.iva, { activity: id, takes: 'no' }));
    const placed = aPlacement({ community: joined.community, subject: { kind: 'activity', id } });
    await records.keep({ placement: [{ ...placed, deadline: later(city.clock.now(), -1) }] });

    const { last } = mia;
    const form = last.reply?.show === 'form' ? last.reply.form : null;
    const sent = {
      verb: 'activity.evidence',
      on: form?.id,
      said: { text: 'She danced.' },
      via: 'form',
    } as const;
    const { reply } = await mia.asks(sent);

    const why = 'Mladi zmaji takes no more work for this: its deadline is over. Ask them.';
    expect(reply).toMatchObject({
      show: 'wrong-fields',
      wrong: { text: why },
      form: {
        fields: expect.arrayContaining([expect.objectContaining({ name: 'text', value: 'She danced.' })]),
      },
    });
    expect((await mia.types('evidence Interview a neighbour')).plain).toContain(why);
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

describe('The whole quest', () => {
  it.each(chatLanguages)('is gone through by typed commands alone, in %s', async (language) => {
    const conversation = patientConversation(city.ports);
    const luka = chatter(city.ports, conversation, `luka-${language}`, { clientLocale: language });
    const says = async (verb: Verb, about = '') => {
      const typed = readTyped(commands, language, `${waysToCall(verb, language)[0]} ${about}`);
      expect(typed?.verb).toBe(verb);
      const { reply, reader } = await luka.asks({ verb, said: { ...typed?.said }, via: 'typing' });
      if (reply.show !== 'card') throw new Error(`${verb} showed a ${reply.show}`);
      expect(reader.language).toBe(language);
      expect(['refused', 'fault', 'which']).not.toContain(reply.card.id);
      return reply.card;
    };

    await says('explore', 'makers');
    const [yes] = (await says('playlist.join', 'Future makers')).actions;
    await luka.asks({ verb: 'account.begin', via: 'button', ...(yes && 'do' in yes ? { on: yes.do } : {}) });
    await says('activity.done', 'Explore skills');
    expect((await says('activity.why', 'Open space')).id).toBe('why');
    await says('playlist.next');
    expect((await says('activity.evidence', 'Interview: We talked about her first job.')).id).toBe(
      'handed-in',
    );
    expect((await says('activity.takeback', 'Interview')).id).toBe('said');
    await city.settle();
    expect((await says('badges.wallet')).id).toBe('wallet');
    await says('badges.view', 'Explore skills');
    await says('review');
    await says('account.connect');
    await says('account.settings');
    const progress = await says('playlist.progress');

    expect(progress.progress).toEqual({ done: 1, needed: 3, extra: 0 });
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
