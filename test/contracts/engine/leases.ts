import { minuteMs } from '../../../core/instant.ts';
import { atNewPlace, type Place } from './place.ts';

export function describeLeases(newPlace: () => Place): void {
  describe('leases', () => {
    const { engine, place, another } = atNewPlace(newPlace);
    const hold = (holder: string, name = 'gateway') => engine().leases.hold(name, holder, minuteMs);

    it('are held by one', async () => {
      const other = await another();

      const answers = await Promise.all([
        hold('one'),
        other.leases.hold('gateway', 'two', minuteMs),
        hold('three'),
      ]);

      // Of those that ask at once any may be the first.
      expect(answers.filter((isHeld) => isHeld)).toHaveLength(1);
      const holder = ['one', 'two', 'three'][answers.indexOf(true)];
      expect(await other.leases.holder('gateway')).toBe(holder);
      expect(await hold('two', 'another lease')).toBe(true);
    });

    it('last as long as they are renewed', async () => {
      await hold('one');
      place().clock.advance(minuteMs - 1);
      expect(await hold('one')).toBe(true);

      place().clock.advance(minuteMs - 1);

      expect(await hold('two')).toBe(false);
    });

    it('pass to another when they end', async () => {
      await hold('one');

      place().clock.advance(minuteMs);

      expect(await engine().leases.holder('gateway')).toBeNull();
      expect(await hold('two')).toBe(true);
      expect(await hold('one')).toBe(false);
    });

    it('are given back by their holder only', async () => {
      await hold('one');

      await engine().leases.release('gateway', 'two');
      expect(await hold('two')).toBe(false);

      await engine().leases.release('gateway', 'one');
      expect(await hold('two')).toBe(true);
    });
  });
}
