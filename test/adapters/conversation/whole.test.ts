import { oneByOne } from '../../../adapters/conversation/in-turn.ts';
import { commands, createConversation, readActionId } from '../../../adapters/conversation/index.ts';
import { MakeClaimCodes, makeClaimCodes } from '../../../core/badges/make-claim-codes.ts';
import { connectCommunity, seeConnecting } from '../../../core/communities/connect-community.ts';
import { hourMs, minuteMs } from '../../../core/instant.ts';
import { beginInChat } from '../../../core/people/begin-in-chat.ts';
import { mintLinkCode } from '../../../core/people/mint-link-code.ts';
import { anEndorsement, anIdentity, aStaff } from '../../builders/index.ts';
import { aServer, type Chatter, chatter, formOf, patientConversation } from '../../support/chatting.ts';
import { type City, openCity } from '../../support/city.ts';

let city: City;
let mia: Chatter;
let iva: Chatter;

beforeEach(async () => {
  city = await openCity();
  const organiser = await city.ports.records.organisers.byId(city.zmaji);
  if (!organiser) throw new Error('No organiser');
  const whole = {
    ...organiser,
    url: 'https://zmaji.example',
    email: 'a@zmaji.example',
    verification: 'verified' as const,
  };
  await city.ports.records.keep({
    organiser: [whole],
    identity: [anIdentity({ person: city.iva.person, kind: 'discord', tenant: 'discord', subject: 'iva' })],
  });
  await aServer(city.ports, { organiser: city.zmaji, audience: 'adults' });
  const conversation = patientConversation(city.ports);
  mia = chatter(city.ports, conversation, 'mia', { place: { channel: 'C9', name: '#general' } });
  iva = chatter(city.ports, conversation, 'iva', {
    nativeRights: ['manage-server'],
    place: { channel: 'C9', name: '#general' },
  });
  await mia.types('playlist join Future makers');
  await mia.presses('Yes, I Am 13 or Over');
  await mia.types('done Explore skills');
  await city.settle();
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

describe('Badges', () => {
  it('are listed, explained, and shown to others by one confirmed click only', async () => {
    expect((await mia.types('badges')).plain).toMatch(/You earned the badge “Explore skills”!\nYour badge\n/);
    expect((await mia.types('badge Explore')).plain).toContain('Your badge');

    const preview = await mia.presses('Share');
    expect(preview.plain).toContain('Post this in #general with the name');
    expect(mia.last.reply?.show).toBe('card');
    const receipt = await mia.presses('Post It');

    expect(mia.last.reply).toMatchObject({
      show: 'post',
      to: { channel: 'C9' },
      card: { plain: expect.stringContaining('earned “Explore skills”!') },
    });
    expect(receipt.plain).toContain('Posted.');
    expect(receipt.plain).toContain('https://col.example/b/awards/');
  });

  it('are not shared by who counts as under 18, with the reason', async () => {
    const community = await city.ports.records.communities.find(
      'discord-server',
      'discord',
      '900000000000000001',
    );
    if (!community) throw new Error('No server');
    await city.ports.records.keep({ community: [{ ...community, audience: 'minors' }] });

    expect((await mia.types('badges share Explore')).plain).toContain('18');
    expect(mia.last.reply?.show).toBe('card');
  });

  it('are claimed with a code, once', async () => {
    const badge = await city.badgeOf(city.explore);
    await city.ports.records.keep({
      badge: [{ ...badge, earnedBy: [...badge.earnedBy, { by: 'code' }] }],
    });
    const input = MakeClaimCodes.parse({ badge: badge.id, sheet: 'a-sheet-of-codes' });
    const made = await makeClaimCodes(city.ports, city.iva, input);
    const code = made.done?.codes[0];
    const jan = chatter(city.ports, patientConversation(city.ports), 'jan');
    await jan.types(`claim ${code}`);

    expect((await jan.presses('Yes, I Am 13 or Over')).plain).toContain('it is coming to you');
  });

  it('open what others offer their holders, who choose what is shown of them', async () => {
    const badge = await city.badgeOf(city.explore);
    const opportunity = { kind: 'exchange', what: 'Apply for an exchange', places: 1, until: null } as const;
    await city.ports.records.keep({
      endorsement: [
        anEndorsement({
          object: { kind: 'badge', id: badge.id },
          organiser: city.zmaji,
          opportunity,
          state: 'signed',
          signedAt: city.clock.now(),
        }),
      ],
    });

    expect((await mia.types('badges ask Explore')).plain).toMatch(/Apply for an exchange.*1 place left/);
    const card = mia.last.reply?.show === 'card' ? mia.last.reply.card : null;
    const action = card?.items?.list[0]?.action;
    const on = action && 'do' in action ? action.do : undefined;
    await mia.asks({ verb: 'badges.ask', via: 'button', ...(on ? { on } : {}) });

    expect((await mia.fills({ released: ['name'], words: 'I would love to' })).plain).toContain('Sent.');
    const person = (await city.ports.records.identities.find('discord', 'discord', 'mia'))?.person;
    const [mine] = person ? await city.ports.records.applications.by(person) : [];
    expect(mine).toMatchObject({ released: ['name'], words: 'I would love to', state: 'sent' });
  });

  it('are checked by anyone', async () => {
    const passer = chatter(city.ports, patientConversation(city.ports), 'petra', { group: null });

    expect((await passer.types('verify https://col.example/b/awards/NOSUCHBADGE0000')).plain).toContain(
      'Cannot be confirmed',
    );
  });
});

describe('The account', () => {
  it('is joined by a code after a confirm screen, and the learning of both is one', async () => {
    const luka = await city.learner('luka');
    const code = (await mintLinkCode(city.ports, luka)).done?.code ?? '';

    expect((await mia.types(`connect ${code}`)).plain).toMatch(/Is this you: Ot…\?\nWhat you did here as /);
    const linked = await mia.presses('Connect');

    expect(linked.plain).toContain('Linked.');
    expect(linked.plain).toContain('1 of 3 needed · next: Interview a neighbour');
    expect(linked.plain).not.toMatch(/Novak|luka@/);
    expect((await mia.presses("This Wasn't Me")).plain).toContain('Undone.');
  });

  it('says kindly when a code is wrong, and locks after five', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await mia.types('connect 0000-0000')).plain).toContain('This code is not good.');
    }
    expect((await mia.types('connect 0000-0000')).plain).toContain('Too many tries. Try again in 15 minutes');
  });

  it('is spoken to as it wishes', async () => {
    await mia.types('settings');
    await mia.asks({ verb: 'account.settings', via: 'button', on: 'account.settings::0:change' });
    const saved = await mia.fills({ language: 'sl', name: 'Mia', wishes: ['celebrate', 'roles'] });

    expect(saved.plain).toContain('Shranjeno.');
    expect((await mia.types('progress')).plain).toContain('potrebnih');
  });

  it('is left, and nothing that was learned is lost', async () => {
    const luka = await city.learner('luka');
    const code = (await mintLinkCode(city.ports, luka)).done?.code ?? '';
    await city.ports.records.keep({ identity: [anIdentity({ person: luka.person })] });
    await mia.types(`connect ${code}`);
    await mia.presses('Connect');
    await mia.types('disconnect');

    expect((await mia.presses('Disconnect')).plain).toContain('Nothing that you learned is lost.');
    expect((await city.ports.records.completions.of(luka.person)).size).toBe(1);
    expect((await mia.types('progress')).plain).toContain('Are you at least 13');
  });
});

describe('Organising', () => {
  it('takes attendance: a room with a code, a list, the leader’s word', async () => {
    const room = await iva.types('attendance Open space');
    const code = /Code: (\w{6})/.exec(room.plain)?.[1] ?? '';
    expect((await mia.types(`checkin ${code}`)).plain).toContain('You are in: Open space at the library.');
    city.clock.advance(hourMs);

    await iva.presses('Close the Room').catch(() => undefined);
    const closed = await iva.asks({
      verb: 'organise.attendance',
      via: 'button',
      on: closeOf(room),
    });
    expect(closed.reply).toMatchObject({ card: { plain: expect.stringContaining('Nothing counts before') } });
    await iva.asks({
      verb: 'organise.attendance',
      via: 'button',
      on: closeOf(room).replace('close', 'confirm') as never,
    });
    const field = formOf(iva.last.reply).fields[0];
    if (field?.kind !== 'ticks') throw new Error('No list');
    expect(field.value).toHaveLength(1);

    expect((await iva.fills({ persons: [...(field.value ?? [])] })).plain).toContain('Confirmed: 1 person.');
    city.clock.advance(minuteMs);
    await city.settle();
    expect((await mia.types('activity Open space')).plain).toContain('Done');
  });

  it('gives a badge by hand, announces after a preview, and shows a group in totals', async () => {
    const badge = await city.badgeOf(city.podcast);
    await city.ports.records.keep({ badge: [{ ...badge, earnedBy: [{ by: 'hand' }] }] });

    expect((await iva.types('award <@mia> Podcast')).plain).toMatch(/has the badge “Podcast”\./);
    expect((await iva.types('group Future makers')).plain).toContain('1 person has joined.');
    expect((await iva.types('group Future makers')).plain).toContain('Explore skills · 1 done');
    expect((await iva.types('announce playlist: Future makers')).plain).toContain('Post this in #general?');
    await iva.presses('Post It');
    expect(iva.last.reply).toMatchObject({ show: 'post', card: { actions: [{ label: 'Open' }] } });
  });

  it('is for the organiser’s people, whatever the platform shows', async () => {
    expect((await mia.types('group Future makers')).plain).toMatch(/nothing called|There is nothing here/);
    expect((await mia.types('award <@iva> Podcast')).plain).toMatch(/nothing called|There is nothing here/);
  });
});

describe('Setting up', () => {
  it('takes two consents: who runs the server asks, an owner agrees', async () => {
    const other = chatter(city.ports, patientConversation(city.ports), 'tom', {
      group: { id: '900000000000000002', title: 'Novi' },
      nativeRights: ['manage-server'],
    });
    const asked = await other.types('setup connect');
    const token = /connect\/([0-9A-Z]+)/.exec(asked.plain)?.[1] ?? '';
    const owner = await city.staff('olga', 'member');

    expect((await seeConnecting(city.ports, owner, token)).done?.organisers).toEqual([]);
    const input = { organiser: city.zmaji, audience: 'minors' as const };
    expect((await connectCommunity(city.ports, owner, token, input)).refused?.why).toBe('not-allowed');
    await city.ports.records.keep({
      staff: [aStaff({ organiser: city.school, person: owner.person, role: 'owner' })],
    });
    const boss = { ...owner, roles: [{ role: 'owner' as const, on: city.school }] };
    expect(
      (await connectCommunity(city.ports, boss, token, { ...input, organiser: city.school })).done?.title,
    ).toBe('Novi');
    expect((await connectCommunity(city.ports, boss, token, input)).refused?.why).toBe('not-found');

    expect((await other.types('setup connect')).plain).toContain('Connected with Gimnazija Zmaj.');
    await other.presses('Disconnect');
    expect((await other.presses('Disconnect')).plain).toContain('Disconnected.');
  });

  it('chooses channels and roles, and says exactly what to change', async () => {
    await iva.asks({ verb: 'setup.channels' });
    expect((await iva.fills({ review: 'C2', staff: 'C3', hours: '15:00-20:00' })).plain).toContain('Saved.');
    await iva.types('setup roles');
    await iva.asks({ verb: 'setup.roles', via: 'button', on: 'setup.roles::0:add' });
    const badge = await city.badgeOf(city.explore);
    expect((await iva.fills({ badge: badge.id, role: 'R1' })).plain).toContain(
      'Explore skills → Future maker',
    );
    await city.settle();
    expect([...city.chat.held]).toEqual(['mia R1']);

    city.chat.findings = [
      { part: 'permission', name: 'Send Messages', trouble: null },
      { part: 'role', name: 'Future maker', trouble: 'above-us' },
    ];
    const checked = await iva.types('setup check');
    expect(checked.plain).toContain('✅ Send Messages: ok');
    expect(checked.plain).toContain('Future maker: this role stands above mine. Drag my role above it.');
  });
});

describe('Safety', () => {
  it('a report hides a piece from peers at once and reaches the organiser', async () => {
    const [jan, eva] = ['jan', 'eva'].map((name) =>
      chatter(city.ports, patientConversation(city.ports), name),
    );
    for (const one of [jan, eva]) {
      await one?.types('activity join Interview a neighbour');
      await one?.presses('Yes, I Am 13 or Over');
    }
    await mia.types('evidence Interview a neighbour : Something bad');
    await city.settle();
    await jan?.types('review');

    expect((await jan?.presses('Report'))?.plain).toContain('Peers no longer see it');
    await city.settle();
    expect((await eva?.types('review'))?.plain).toContain('Nothing waits');
    expect((await iva.types('review')).plain).toContain('Somebody asks you to look');
  });

  it('no answer to anybody holds an e-mail, a surname or an LMS id', async () => {
    await beginInChat(
      city.ports,
      { kind: 'discord', tenant: 'discord', subject: 'x' },
      { language: 'en', atLeast: 13 },
    );
    const shown: string[] = [];
    for (const line of [
      'help',
      'explore',
      'progress',
      'next',
      'badges',
      'settings',
      'review',
      'why Interview',
    ]) {
      shown.push((await mia.types(line)).plain);
    }

    expect(shown.join('\n')).not.toMatch(/@[a-z]+\.|Novak|subject-/);
  });
});

describe('The table', () => {
  it('has a row for every verb, and its answers fit everywhere', async () => {
    expect(new Set(commands.map(({ verb }) => verb)).size).toBe(commands.length);
    expect(readActionId('help::0')).not.toBeNull();
    expect(createConversation(city.ports)).toBeTruthy();
  });
});

it('people who come at once are let in one by one, and what else waits is done between them', async () => {
  const inTurn = oneByOne();
  const done: string[] = [];
  const comes = (name: string) =>
    inTurn(async () => {
      done.push(name);
      // As somebody's first word waits, or a timer that is over.
      setImmediate(() => done.push(`after ${name}`));
    });

  await Promise.all([comes('mia'), comes('jan'), comes('eva')]);

  expect(done.slice(0, 5)).toEqual(['mia', 'after mia', 'jan', 'after jan', 'eva']);
});

function closeOf(card: { actions: readonly object[] }) {
  const found = card.actions.find((one) => 'do' in one && String(one.do).endsWith(':close'));
  if (!found || !('do' in found)) throw new Error('No closing');
  return found.do as `organise.attendance:${string}:0:close`;
}
