import { verbs } from '../../adapters/conversation/index.ts';
import { connectCommunity } from '../../core/communities/connect-community.ts';
import { askEndorsement } from '../../core/endorsements/ask-endorsement.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { mintLinkCode } from '../../core/people/mint-link-code.ts';
import { aPerson, aStaff } from '../builders/index.ts';
import type { Member } from '../fakes/slack/index.ts';
import { onEachEngine } from '../support/mongo.ts';
import { network, openSlackHouse, other, type SlackHouse } from '../support/slack-world.ts';
import { undoOver } from '../support/story.ts';

const playlist = 'Future makers';
const interview = 'Interview a neighbour';
const first = 'She told me *everything* about <@U0ONEJAN>.';
const better = 'I did not know that she never finished school.';

onEachEngine('J3 and J4 in Slack: learning and reviewing where people are', (store) => {
  let world: SlackHouse;
  let mia: Member;
  let jan: Member;
  let eva: Member;
  let iva: Member;
  let owner: Someone;

  beforeAll(async () => {
    world = await openSlackHouse(await store());
    [mia, jan, eva, iva] = ['mia', 'jan', 'eva', 'iva'].map((name) => world.slack.member(network, name)) as [
      Member,
      Member,
      Member,
      Member,
    ];
    owner = await anOwner();
  }, 60_000);
  afterAll(() => world.close());

  async function anOwner(): Promise<Someone> {
    const { records } = world.house.app.ports;
    const person = aPerson({ alias: 'Otter 1', language: 'en' });
    await records.keep({
      person: [person],
      staff: [aStaff({ organiser: world.zmaji.id, person: person.id, role: 'owner' })],
    });
    return { ...(await findActor(world.house.app.ports, person.id, null)), person: person.id };
  }
  async function begin(who: Member): Promise<void> {
    await who.types(`playlist join ${playlist}`);
    await who.presses('Yes, I Am 16 or Over');
    await who.types('done Explore skills');
  }
  const personBehind = async (who: Member): Promise<PersonId> => {
    const { identities } = world.house.app.ports.records;
    const identity = await identities.find('slack', who.team, who.id);
    if (!identity) throw new Error('Nobody');
    return identity.person;
  };
  /** The notice that stands in the review channel. */
  const notice = () =>
    world.slack
      .workspace(network)
      .messages.find(({ channel, text }) => channel === 'C0ONEREVIEW' && text.includes('evidence'));
  async function looksAtNotice(who: Member): Promise<void> {
    const message = notice();
    if (!message) throw new Error('No notice stands in the channel');
    who.looksAt(message);
    await who.presses('Review');
  }

  it('is installed by who runs the workspace, and connected by an owner of the organiser', async () => {
    expect((await world.install(network, 'iva')).status).toBe(200);
    await mia.types('setup connect');
    expect(mia.words()).toContain('Only who may manage this server or workspace');

    await iva.types('setup connect');
    const [, token = ''] = /\/app\/connect\/(\w+)/.exec(JSON.stringify(iva.seen)) ?? [];
    const connected = await connectCommunity(world.house.app.ports, owner, token, {
      organiser: world.zmaji.id,
      audience: 'adults',
    });

    expect(connected.done).toMatchObject({ tenant: network, organiser: world.zmaji.id });
  });

  it('links by a code from the signed-in side, once, after a confirm screen', async () => {
    const minted = await mintLinkCode(world.house.app.ports, owner);
    await iva.types(`connect ${minted.done?.code}`);
    expect(iva.words()).toContain('Is this you: Ot…?');
    await iva.presses('Yes, and I Am 16 or Over');
    expect(await personBehind(iva)).toBe(owner.person);

    await jan.types(`connect ${minted.done?.code}`);

    expect(jan.words()).not.toContain('Is this you');
  });

  it('lets owners choose channels in a modal, out of Slack’s own list', async () => {
    await iva.types('setup channels');
    await iva.fills({ review: 'C0ONEREVIEW', announce: 'C0ONELEARN' });
    for (const channel of world.slack.workspace(network).channels) {
      channel.isOptedIn = channel.name !== 'general';
    }

    await iva.types('setup check');

    expect(iva.words()).toContain('CoL Network');
  });

  it('J3.2: a playlist is joined without leaving Slack, under an alias, privately', async () => {
    for (const one of [mia, jan, eva]) await begin(one);

    await mia.types('progress');

    expect(mia.words()).toContain('1 of 3 needed');
    expect(world.slack.workspace(network).messages.filter(({ onlyFor }) => !onlyFor)).toEqual([]);
  });

  it('J3.3: evidence is handed in by a form, and by a line alone', async () => {
    await mia.types(`evidence ${interview}`);
    await mia.fills({ text: first });
    expect(mia.words()).toContain('waits for 2 peers');
    await mia.types(`evidence ${interview}: That she never finished school.`);
    expect(mia.words()).toContain('waits for an organiser');
    await jan.types(`evidence ${interview}: He mends bicycles.`);
    await eva.types(`evidence ${interview}: A red door.`);

    await world.settle(60_000);

    expect(notice()?.text).toContain('wait');
    expect(notice()?.text).not.toContain('everything');
  });

  it('J4.7, J3.4: peers open it in a modal and decide; the author has no controls', async () => {
    await looksAtNotice(jan);
    expect(jan.seen?.is).toBe('modal');
    await opened(jan, first);
    await jan.presses('Approve');
    expect(jan.words()).toMatch(/Approved/);

    await looksAtNotice(eva);
    await opened(eva, first);
    await eva.presses('Ask to Improve');
    await eva.fills({ reason: 'Say what surprised you.' });
    await world.settle(undoOver);
    await mia.types('progress');

    expect(mia.words()).toContain('Say what surprised you.');
    await jan.types('progress');
    expect(jan.words()).not.toContain('Say what surprised you.');
    await mia.types('review');
    expect(mia.words()).not.toContain(first);
  });

  it('J3.4: new evidence voids what was said before; both are asked again, then the organiser', async () => {
    await mia.types(`evidence ${interview}: ${better}`);
    await world.settle(60_000);
    for (const one of [jan, eva]) {
      await one.types('review');
      await opened(one, better);
      await one.presses('Approve');
      await world.settle(undoOver);
    }
    await iva.types('review');
    await opened(iva, 'That she never finished school.');
    await iva.presses('Approve');
    await world.settle(undoOver);

    await mia.types('progress');

    expect(mia.words()).toContain('2 of 3 needed');
  });

  it('J4.6: a request to endorse is answered where one is; one’s own is refused with the reason', async () => {
    const { ports } = world.house.app;
    const { records } = ports;
    const tilburg = await records.organisers.bySlug('tilburg-city-of-learning');
    const [badge] = await records.badges.of(world.zmaji.id);
    if (!tilburg || !badge) throw new Error('The demo city has them');
    const asked = await askEndorsement(ports, owner, {
      object: { kind: 'badge', id: badge.id },
      of: { organiser: tilburg.id },
      request: 'Would you take our holders for an exchange?',
      language: 'en',
    });
    expect(asked.refused).toBeUndefined();
    const sandra = world.slack.member(network, 'sandra');
    await sandra.types('progress');
    await sandra.presses('Yes, I Am 16 or Over');
    await records.keep({
      staff: [aStaff({ organiser: tilburg.id, person: await personBehind(sandra), role: 'manager' })],
    });

    await sandra.types('endorse');
    expect(sandra.words()).toContain('Would you take our holders for an exchange?');
    await sandra.presses('Endorse');
    await sandra.fills({
      text: 'We have met ten of them, and they listen.',
      what: 'an exchange',
      places: '3',
    });
    expect(sandra.words()).toContain('Signed.');
    await iva.types(`endorse ${badge.name.in['en']}`);

    expect(iva.words()).toContain('Nobody can endorse what is their own.');
    const [signed] = await records.endorsements.of([badge.id]);
    expect(signed).toMatchObject({ state: 'signed', opportunity: { what: 'an exchange', places: 3 } });
  });

  it('J4.6: what is offered is posted by one’s own click, into the channel that was chosen for it', async () => {
    const sandra = world.slack.member(network, 'sandra');
    const posts = () =>
      world.slack.workspace(network).messages.filter((one) => one.channel === 'C0ONELEARN' && !one.onlyFor);
    const before = posts().length;

    await sandra.uses('share_opportunity');
    expect(sandra.words()).toContain('an exchange');
    expect(posts()).toHaveLength(before);
    await sandra.presses('Post It');

    expect(posts()).toHaveLength(before + 1);
    expect(posts().at(-1)?.text).toContain('offers something to holders');
  });

  it('never shows people’s words as markup, a mention or a link', () => {
    const bodies = world.slack.calls.map(({ args }) => JSON.stringify(args)).join('\n');

    expect(bodies).not.toMatch(/"type":"mrkdwn","text":"[^"]*<@U0ONEJAN>/);
  });

  it('counts first words by command, and names nobody and nothing that people typed', async () => {
    const page = await (await fetch(`${world.house.baseUrl}/metrics`)).text();

    const lines = page.split('\n').filter((line) => line.startsWith('col_chat_'));
    expect(lines).toContainEqual(
      expect.stringMatching(/^col_chat_acknowledge_seconds_count\{platform="slack",verb="review"\} \d+$/),
    );
    expect(lines.some((line) => line.startsWith('col_chat_acknowledge_late_total{'))).toBe(false);
    for (const [, verb = ''] of page.matchAll(/col_chat_\w+\{[^}]*verb="([^"]*)"/g)) {
      expect(verbs).toContain(verb);
    }
  });

  it('keeps two workspaces apart', async () => {
    await world.install(other, 'nerijus');
    const twin = world.slack.member(other, 'mia');

    await twin.types('review');

    expect(twin.words()).not.toContain(better);
    expect(await world.house.app.ports.records.identities.find('slack', other, twin.id)).toBeNull();
  });

  /** Picks this piece out of the list, where there are several. */
  async function opened(who: Member, words: string): Promise<void> {
    if (who.words().includes(words)) return;
    const { id } = who;
    for (let at = 0; at < 6; at += 1) {
      const reviews = who.buttons().filter((label) => label === 'Review').length;
      if (at >= reviews) break;
      await who.pressesNth('Review', at);
      if (who.words().includes(words)) return;
      await who.types('review');
    }
    throw new Error(`${id} found nothing that says “${words}”:\n${who.words()}`);
  }
});
