import { later, minuteMs } from '../../../core/instant.ts';
import { atNewPlace, type Place } from './place.ts';

export function describeKeyValues(newPlace: () => Place): void {
  describe('key-values', () => {
    const { engine, place, another } = atNewPlace(newPlace);
    const store = () => engine().keyValues;
    const inOneMinute = () => later(place().clock.now(), minuteMs);

    it.each([
      ['an object', { keys: ['a', { b: null }], text: '"šola"' }],
      ['a text', 'moodle'],
      ['a number', 0],
      ['a no', false],
      ['a list', []],
    ])('gives back %s', async (_, value) => {
      await store().put('lti.registrations', 'one', value);

      expect(await store().read('lti.registrations', 'one')).toEqual(value);
    });

    it('knows nothing that was never put', async () => {
      await store().put('a', 'key', 1);

      expect(await store().read('b', 'key')).toBeNull();
      expect(await store().read('a', 'KEY')).toBeNull();
      expect(await store().take('b', 'key')).toBeNull();
    });

    it('puts over what was there, its labels and its end too', async () => {
      await store().put('a', 'key', 1, { labels: { school: 'x' }, until: inOneMinute() });

      await store().put('a', 'key', 2, { labels: { school: 'y' } });

      place().clock.advance(2 * minuteMs);
      expect(await store().read('a', 'key')).toBe(2);
      expect(await store().find('a', { school: 'x' })).toEqual([]);
      expect(await store().find('a', { school: 'y' })).toEqual([{ key: 'key', value: 2 }]);
    });

    it('finds those that carry every label, by key', async () => {
      await store().put('a', 'two', 2, { labels: { school: 'x', state: 'active' } });
      await store().put('a', 'one', 1, { labels: { school: 'x', state: 'active', family: 'moodle' } });
      await store().put('a', 'three', 3, { labels: { school: 'x', state: 'new' } });
      await store().put('b', 'four', 4, { labels: { school: 'x', state: 'active' } });
      const found = async (labels: Record<string, string>) =>
        (await store().find('a', labels)).map(({ key }) => key);

      expect(await found({ school: 'x', state: 'active' })).toEqual(['one', 'two']);
      expect(await found({ state: 'active', school: 'x', family: 'moodle' })).toEqual(['one']);
      expect(await found({ school: 'x', state: 'x' })).toEqual([]);
      expect(await found({})).toEqual(['one', 'three', 'two']);
    });

    it('forgets when the time is over', async () => {
      await store().put('a', 'key', 1, { labels: { school: 'x' }, until: inOneMinute() });
      place().clock.advance(minuteMs - 1);
      expect(await store().read('a', 'key')).toBe(1);

      place().clock.advance(1);

      expect(await store().read('a', 'key')).toBeNull();
      expect(await store().find('a', { school: 'x' })).toEqual([]);
      expect(await store().find('a', {})).toEqual([]);
      expect(await store().take('a', 'key')).toBeNull();
    });

    it('lets one of twenty takers have it', async () => {
      const other = await another();
      await store().put('lti.states', 'state', { nonce: 'n' });

      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? other.keyValues : store()).take<{ nonce: string }>('lti.states', 'state'),
        ),
      );

      expect(taken.filter(Boolean)).toEqual([{ nonce: 'n' }]);
      expect(await store().read('lti.states', 'state')).toBeNull();
    });

    it('lets one of twenty callers be first', async () => {
      const other = await another();

      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? other.keyValues : store()).first('lti.nonces', 'nonce', inOneMinute()),
        ),
      );

      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('lets somebody be first again when the time is over', async () => {
      const until = inOneMinute();
      expect(await store().first('a', 'key', until)).toBe(true);
      place().clock.advance(minuteMs - 1);
      expect(await store().first('a', 'key', inOneMinute())).toBe(false);

      place().clock.advance(1);

      expect(await store().first('a', 'key', inOneMinute())).toBe(true);
      expect(await store().first('a', 'other', inOneMinute())).toBe(true);
      expect(await store().first('b', 'key', inOneMinute())).toBe(true);
    });
  });
}
