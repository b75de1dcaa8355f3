import type { Attendance } from '../../../core/activities/room.ts';
import { minuteMs } from '../../../core/instant.ts';
import { aStaff } from '../../builders/index.ts';
import type { Person } from '../../fakes/discord/index.ts';
import { type DiscordWorld, openDiscord } from '../../support/discord-world.ts';

const title = 'Open space at the library';

describe('A room in a voice channel', () => {
  let world: DiscordWorld;
  let [mia, jan, iva]: Person[] = [];
  beforeAll(async () => {
    world = await openDiscord('gateway');
    [mia, jan] = [world.person('mia'), world.person('jan')];
    iva = world.person('iva', { channel: 'Studio' });
    for (const one of [mia, jan, iva]) await known(one);
    await manages(iva);
  }, 60_000);
  afterAll(() => world.close());

  it('counts who sits there by the minute, over breaks, reconnecting and a restart, until its leader has the word', async () => {
    const { discord, house } = world;
    if (!mia || !jan || !iva) throw new Error('Nobody');
    const stranger = world.person('stranger');
    mia.sits('Studio');
    stranger.sits('Studio');

    const opened = await iva.command('organise attendance', { activity: title, minutes: 45 });
    await heard(({ since }) => since !== null);
    jan.sits('Studio');
    await heard(({ since }) => since !== null, 2);
    house.clock.advance(20 * minuteMs);
    jan.sits('Lounge');
    await heard(({ minutes }) => minutes === 20);
    house.clock.advance(30 * minuteMs);
    discord.inject({ kind: 'dropped' });
    mia.sits(null);
    await heard(({ minutes }) => minutes === 50);
    mia.sits('Studio');
    await heard(({ minutes, since }) => minutes === 50 && since !== null);
    house.clock.advance(42 * minuteMs);
    await house.app.discord?.stop();
    mia.sits(null);
    house.clock.advance(15 * minuteMs);
    await house.app.discord?.start();
    await heard(({ minutes }) => minutes === 92);

    const closed = await opened.press('Close the Room');
    const list = await closed.press('Confirm the List');
    const done = await list.fillIn({});

    expect(opened.text).toContain('count by themselves');
    expect(closed.text).toMatch(/92 min\n.*20 min, too short/);
    expect(list.form?.fields.find(({ id }) => id === 'persons')?.label).toBe('They were there');
    expect(done.text).toContain('Confirmed: 1 person');
    await house.settle(minuteMs);
    const { completions } = house.app.ports.records;
    expect([...(await completions.of(await personOf(mia)))]).toHaveLength(1);
    expect([...(await completions.of(await personOf(jan)))]).toEqual([]);
  });

  it('counts the stage that its leader sits on, who types elsewhere; who came by code is there until seen leaving', async () => {
    const [lev, tim] = [world.person('lev'), world.person('tim')];
    await known(lev);
    await known(tim);
    await manages(tim);
    tim.sits('Stage');
    mia?.sits('Stage');

    const opened = await tim.command('organise attendance', { activity: title });
    const code = /\b[A-Z0-9]{6}\b/.exec(opened.text)?.[0] ?? '';
    await lev.command('activity checkin', { code });
    await heard(({ since }) => since !== null, 3);
    world.house.clock.advance(10 * minuteMs);
    await opened.press('Show the Code Now');
    await heard(({ since }) => since !== null, 3);
    lev.sits('Stage');
    lev.sits(null);
    await heard(({ minutes }) => minutes === 10);

    const [room] = await roomsOf();
    expect(room?.channel).toBe(world.discord.channel(world.server, 'Stage').id);
    expect(room?.attendances.map(({ how }) => how).toSorted()).toEqual(['scan', 'voice', 'voice']);
  });

  const known = async (who: Person | undefined): Promise<void> => {
    await (await who?.command('playlist join', { playlist: 'Future makers' }))?.press(/^Yes/);
  };
  async function manages(who: Person): Promise<void> {
    await world.house.app.ports.records.keep({
      staff: [aStaff({ person: await personOf(who), organiser: world.zmaji.id, role: 'manager' })],
    });
  }
  async function personOf(who: Person | undefined) {
    const found = await world.house.app.ports.records.identities.find(
      'discord',
      'discord',
      who?.user.id ?? '',
    );
    if (!found) throw new Error('Not known');
    return found.person;
  }
  const roomsOf = () => world.house.app.ports.records.rooms.open();
  /** Events come over a socket: until the list says so. */
  async function heard(isSo: (one: Attendance) => boolean, count = 1): Promise<void> {
    await until(async () => ((await roomsOf())[0]?.attendances.filter(isSo).length ?? 0) === count);
  }
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isSo()) return;
    await new Promise((turn) => setTimeout(turn, 10));
  }
  throw new Error('Not within 5 s');
}
