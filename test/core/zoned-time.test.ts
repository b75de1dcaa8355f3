import { momentOf } from '../../core/zoned-time.ts';

describe('A time on the clocks of a zone', () => {
  it.each([
    ['2026-10-15T16:00', 'Europe/Ljubljana', '2026-10-15T14:00:00.000Z'],
    ['2026-11-07T10:00', 'Europe/Ljubljana', '2026-11-07T09:00:00.000Z'],
    ['2026-10-24T10:00', 'Europe/London', '2026-10-24T09:00:00.000Z'],
    ['2024-07-04T20:00', 'Europe/Vilnius', '2024-07-04T17:00:00.000Z'],
    ['2027-03-01T23:59', 'Europe/Amsterdam', '2027-03-01T22:59:00.000Z'],
    ['2026-06-01T12:00', 'America/St_Johns', '2026-06-01T14:30:00.000Z'],
    ['2026-06-01T12:00', 'Asia/Kathmandu', '2026-06-01T06:15:00.000Z'],
    ['2026-06-01T12:00', 'UTC', '2026-06-01T12:00:00.000Z'],
  ])('%s in %s is the moment %s', (wall, zone, moment) => {
    expect(momentOf(wall, zone)).toBe(moment);
  });

  it.each([
    ['an hour before clocks go forward', '2027-03-28T01:30', '2027-03-28T00:30:00.000Z'],
    ['skipped when they do: an hour later', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ['right after', '2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['before clocks go back', '2026-10-25T01:59', '2026-10-24T23:59:00.000Z'],
    ['twice on that day: the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['right after', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('that is %s is read so in Ljubljana (%s)', (_when, wall, moment) => {
    expect(momentOf(wall, 'Europe/Ljubljana')).toBe(moment);
  });

  it('is the same on the other half of the earth, where summer begins in October', () => {
    expect(momentOf('2026-10-04T02:30', 'Australia/Sydney')).toBe('2026-10-03T16:30:00.000Z');
    expect(momentOf('2026-04-05T02:30', 'Australia/Sydney')).toBe('2026-04-04T15:30:00.000Z');
  });

  it.each([
    ['2026-02-30T10:00', 'Europe/Ljubljana'],
    ['2026-13-01T10:00', 'Europe/Ljubljana'],
    ['2026-01-01T24:30', 'Europe/Ljubljana'],
    ['2026-01-01T10:00', 'Europe/Atlantis'],
  ])('that does not exist is none (%s in %s)', (wall, zone) => {
    expect(momentOf(wall, zone)).toBeNull();
  });
});
