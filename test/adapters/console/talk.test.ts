import { talk } from '../../../adapters/console/index.ts';
import { aServer, patientConversation } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';

let city: City;
beforeEach(async () => {
  city = await openCity();
});
afterEach(() => city.close());

/** What a terminal shows when these lines are typed, one after another. */
async function typed(community: string, ...lines: string[]): Promise<string> {
  const shown: string[] = [];
  const left = [...lines];
  await talk({
    ports: city.ports,
    conversation: patientConversation(city.ports),
    from: {
      platform: 'console',
      tenant: 'console',
      group: { id: community, title: 'Zmaji' },
      chatUser: 'luka',
      clientLocale: 'en',
      nativeRights: [],
      nativeRoles: null,
    },
    prompt: {
      print: (text) => shown.push(text),
      line: async (asking) => {
        const line = left.shift() ?? null;
        shown.push(`${asking}${line ?? ''}`);
        return line;
      },
    },
    settle: city.settle,
  });
  return shown.join('\n');
}

describe('The console', () => {
  it('carries the whole way: begin, step by step, evidence in a form, without any account', async () => {
    const server = await aServer(city.ports, { organiser: city.zmaji });

    const text = await typed(
      server.id,
      'playlist join future',
      '1',
      'done explore',
      'evidence interview',
      'I asked my neighbour.',
      '',
      '',
      '',
      'progress',
      '99',
      'quit',
    );

    expect(text).toContain('Are you at least 13 years old?');
    expect(text).toContain('* Welcome! Here you are called');
    expect(text).toContain('Well done. It counts.');
    expect(text).toContain('What you did and what you learned (you can leave it out): I asked my neighbour.');
    expect(text).toContain('It waits for 2 peers.');
    expect(text).toContain('There is no button with that number.');
  });

  it('takes a typed answer to the one question for what it is, and asks again before it looks for words', async () => {
    const server = await aServer(city.ports, { organiser: city.zmaji });

    const text = await typed(server.id, 'playlist join future', 'perhaps', 'yes');

    expect(text).toContain('Type the number of your answer, or its first word.');
    expect(text).not.toContain('Nothing yet for these words');
    expect(text).toContain('* Welcome! Here you are called');
  });

  it('goes back to what stood before, leaves a form unsent, and says how each is done', async () => {
    const server = await aServer(city.ports, { organiser: city.zmaji });

    const text = await typed(
      server.id,
      'playlist join future',
      'yes',
      'done explore',
      'evidence interview',
      'back',
      'progress',
      'help',
      'back',
      'open a step',
      'back',
      'back',
    );

    expect(text).toContain('Nothing was sent.');
    expect(text.split('“back” shows what stood before')).toHaveLength(3);
    expect(text.split('1 of 3 needed').length).toBeGreaterThan(3);
  });

  it('copies a file by its path, and says where one is not', async () => {
    const server = await aServer(city.ports, { organiser: city.zmaji });

    const text = await typed(
      server.id,
      'playlist join future',
      'yes',
      'done explore',
      'evidence interview',
      'We talked.',
      '',
      'nowhere/bakery.jpg',
      '',
      'back',
    );

    expect(text).toContain('Where each file is on this computer');
    expect(text).toContain('bakery.jpg:');
    expect(text).not.toContain('Sent:');
  });
});
