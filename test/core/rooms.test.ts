import { checkIn } from '../../core/activities/check-in.ts';
import { closeRoom, confirmRoom } from '../../core/activities/close-room.ts';
import { notePresence } from '../../core/activities/note-presence.ts';
import { openRoom } from '../../core/activities/open-room.ts';
import { seeRoom } from '../../core/activities/see-room.ts';
import { minuteMs, secondMs } from '../../core/instant.ts';
import type { Someone } from '../../core/people/actor.ts';
import { type City, openCity } from '../support/city.ts';

let city: City;
let tim: Someone;
beforeEach(async () => {
  city = await openCity();
  tim = await city.staff('tim', 'manager');
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const opened = async () => {
  const room = await openRoom(city.ports, tim, {
    activity: city.openSpace.id,
    minMinutes: null,
    rotateSeconds: 30,
    channel: null,
  });
  if (!room.done) throw new Error(JSON.stringify(room.refused));
  return room.done;
};
const shown = async (room: { id: never | string }) => (await seeRoom(city.ports, tim, room.id as never)).done;

describe('A room', () => {
  it('takes the code it shows and the one before; a photo of it is over a minute later', async () => {
    const room = await opened();
    const [mia, jan, eva] = [await city.learner('mia'), await city.learner('jan'), await city.learner('eva')];
    const code = (await shown(room))?.code ?? '';

    expect((await checkIn(city.ports, mia, { code: code.toLowerCase() })).done?.activity.id).toBe(
      city.openSpace.id,
    );
    city.clock.advance(30 * secondMs);
    expect((await shown(room))?.code).not.toBe(code);
    expect((await checkIn(city.ports, jan, { code })).done).toBeTruthy();
    city.clock.advance(30 * secondMs);
    expect((await checkIn(city.ports, eva, { code })).refused).toEqual({ why: 'room-code-over' });
    expect((await checkIn(city.ports, eva, { code: 'ZZZZZZ' })).refused).toEqual({
      why: 'room-code-unknown',
    });
    expect((await shown(room))?.list.map(({ person }) => person)).toEqual([mia.person, jan.person]);
  });

  it('counts nothing before its leader confirmed the list, in which too short is greyed', async () => {
    const room = await opened();
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    await checkIn(city.ports, mia, { code: (await shown(room))?.code ?? '' });
    city.clock.advance(40 * minuteMs);
    await checkIn(city.ports, jan, { code: (await shown(room))?.code ?? '' });
    city.clock.advance(20 * minuteMs);
    await closeRoom(city.ports, tim, { room: room.id });
    await city.settle();

    expect((await shown(room))?.list).toMatchObject([
      { minutes: 60, isEnough: true },
      { minutes: 20, isEnough: false },
    ]);
    expect((await city.ports.records.completions.of(mia.person)).size).toBe(0);
    const late = await checkIn(city.ports, await city.learner('eva'), { code: 'ABCDEF' });
    expect(late.refused).toBeTruthy();

    await confirmRoom(city.ports, tim, { room: room.id, persons: [mia.person] });
    await confirmRoom(city.ports, tim, { room: room.id, persons: [mia.person] });
    city.clock.advance(minuteMs);
    await city.settle();

    expect([...(await city.ports.records.completions.of(mia.person))]).toEqual([city.openSpace.id]);
    expect((await city.ports.records.completions.of(jan.person)).size).toBe(0);
  });

  it('adds up the minutes in a voice channel, over breaks and repeats', async () => {
    const room = await opened();
    const mia = await city.learner('mia');
    const there = (isThere: boolean) =>
      notePresence(city.ports, {
        room: room.id,
        there: isThere ? [mia.person] : [],
        gone: isThere ? [] : [mia.person],
        goneAt: null,
      });

    await there(true);
    city.clock.advance(50 * minuteMs);
    await there(false);
    await there(false);
    city.clock.advance(10 * minuteMs);
    await there(true);
    city.clock.advance(42 * minuteMs);

    expect((await shown(room))?.list).toMatchObject([{ how: 'voice', minutes: 92 }]);
  });

  it('is opened, seen and confirmed by the organiser’s people only', async () => {
    const room = await opened();
    const mia = await city.learner('mia');

    const input = { activity: city.openSpace.id, minMinutes: null, rotateSeconds: 30, channel: null };
    expect((await openRoom(city.ports, mia, input)).refused).toEqual({ why: 'not-found' });
    expect((await seeRoom(city.ports, mia, room.id)).refused).toEqual({ why: 'not-found' });
    expect((await closeRoom(city.ports, mia, { room: room.id })).refused).toEqual({ why: 'not-found' });
    expect((await openRoom(city.ports, tim, input)).done?.id).toBe(room.id);
    expect((await openRoom(city.ports, tim, { ...input, activity: city.explore.id })).refused).toEqual({
      why: 'other-way',
      way: 'declaration',
    });
  });
});
