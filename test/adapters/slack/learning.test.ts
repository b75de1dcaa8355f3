import { anEndorsement } from '../../builders/index.ts';
import type { Member } from '../../fakes/slack/index.ts';
import { network, openSlackWorld, other, type SlackWorld } from '../../support/slack-world.ts';

let world: SlackWorld;
let mia: Member;

beforeEach(async () => {
  world = await openSlackWorld();
  await world.install(network);
  await world.connect(network);
  mia = world.slack.member(network, 'mia');
});
afterEach(() => world.close());

describe('Slack', () => {
  it('finds, asks the one question, and begins a playlist, seen by nobody else', async () => {
    await mia.types('explore makers');
    expect(mia.words()).toContain('Future makers');
    await mia.types('playlist join Future makers');
    expect(mia.words()).toContain('Are you at least 16 years old?');

    await mia.presses('Yes, I Am 16 or Over');

    expect(mia.words()).toContain('0 of 3 needed');
    const seen = world.slack.workspace(network).messages;
    expect(seen.every(({ onlyFor }) => onlyFor === mia.id)).toBe(true);
  });

  it('tells a workspace that did not install it so', async () => {
    const jan = world.slack.member(other, 'jan');

    await jan.types('explore');

    expect(jan.seen).toMatchObject({
      message: { text: expect.stringContaining('This workspace is not connected.') },
    });
  });

  it('takes evidence in a modal, and says what became of it in the modal’s place', async () => {
    await mia.types('playlist join Future makers');
    await mia.presses('Yes, I Am 16 or Over');
    await mia.types('done Explore skills');
    await mia.types('evidence Interview');
    expect(mia.seen?.is).toBe('modal');

    await mia.fills({ 'In your words': 'We talked about her first job.' });

    expect(mia.seen?.is).toBe('modal');
    expect(mia.words()).toContain('peers');
  });

  it('takes what one wrote in a channel as evidence, shown in the form first; and nobody else’s words', async () => {
    await mia.types('playlist join Future makers');
    await mia.presses('Yes, I Am 16 or Over');
    await mia.types('done Explore skills');
    const jan = world.slack.member(network, 'jan');
    await mia.usesOn('save_as_evidence', { text: 'Jan wrote this.', user: jan.id });
    expect(mia.words()).toContain('Only your own words');

    await mia.usesOn('save_as_evidence', { text: 'She told me about her first job.', user: mia.id });
    await mia.presses('This One');
    expect(JSON.stringify(mia.seen)).toContain('She told me about her first job.');
    await mia.fills({});

    expect(mia.words()).toContain('waits for 2 peers');
  });

  it('asks for what a badge opens: a list, then a form in its place, then one word that it is sent', async () => {
    const { ports, zmaji, explore, badgeOf, settle } = world.city;
    const opportunity = { kind: 'exchange', what: 'Apply for an exchange', places: 3, until: null } as const;
    const signed = { state: 'signed', signedAt: ports.clock.now() } as const;
    const object = { kind: 'badge', id: (await badgeOf(explore)).id } as const;
    await ports.records.keep({
      endorsement: [anEndorsement({ object, organiser: zmaji, opportunity, ...signed })],
    });
    await mia.types('playlist join Future makers');
    await mia.presses('Yes, I Am 16 or Over');
    await mia.types('done Explore skills');
    await settle();

    await mia.types('badges ask Explore');
    expect(mia.words()).toContain('Apply for an exchange');
    await mia.presses("I'm Interested");
    await mia.fills({ released: ['name'], words: 'I would love to.' });

    expect(mia.words()).toContain('Sent.');
    const me = await ports.records.identities.find('slack', network, mia.id);
    const [mine] = me ? await ports.records.applications.by(me.person) : [];
    expect(mine).toMatchObject({ released: ['name'], words: 'I would love to.', state: 'sent' });
  });

  it('shows the home: what one has begun, and where to go on', async () => {
    await mia.types('playlist join Future makers');
    await mia.presses('Yes, I Am 16 or Over');

    await mia.opensHome();

    expect(mia.seen?.is).toBe('home');
    expect(mia.words()).toContain('Future makers');
    await mia.presses('Explore');
    expect(mia.seen?.is).toBe('modal');
  });
});
