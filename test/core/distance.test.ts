import fc from 'fast-check';
import { boxesAround, metresBetween, type Point } from '../../core/catalogue/distance.ts';
import { cases } from '../support/cases.ts';

const anywhere: fc.Arbitrary<Point> = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('Distance', () => {
  it.each([
    ['the same place', { lat: 45.8, lon: 15.17 }, { lat: 45.8, lon: 15.17 }, 0],
    ['one degree north', { lat: 45, lon: 15 }, { lat: 46, lon: 15 }, 111_195],
    ['one degree east at the equator', { lat: 0, lon: 0 }, { lat: 0, lon: 1 }, 111_195],
    ['across the 180th meridian', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195],
    ['pole to pole', { lat: 90, lon: 0 }, { lat: -90, lon: 77 }, 20_015_115],
    // By Vincenty's formula on the WGS 84 ellipsoid.
    ['Ljubljana to Antwerp', { lat: 46.0503, lon: 14.5069 }, { lat: 51.2212, lon: 4.3997 }, 939_645],
  ])('is right for %s', (_, a, b, metres) => {
    expect(Math.abs(metresBetween(a, b) - metres)).toBeLessThanOrEqual(Math.max(1, metres * 0.006));
  });

  it('is the same both ways and never more than half way around', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3);
        expect(metresBetween(a, b)).toBeLessThanOrEqual(20_015_116);
      }),
      cases(),
    );
  });
});

describe('Boxes around a point', () => {
  it('hold every point within reach, wherever on earth', () => {
    const reach = fc.oneof(fc.constantFrom(1, 1000, 20_000_000), fc.integer({ min: 1, max: 20_000_000 }));

    fc.assert(
      fc.property(anywhere, anywhere, reach, (centre, point, metres) => {
        // Far points are drawn near, or few would ever be within reach.
        const near = between(centre, point, Math.min(1, metres / 20_000_000));
        if (metresBetween(centre, near) > metres) return;

        const isHeld = boxesAround(centre, metres).some(
          ({ south, north, west, east }) =>
            south <= near.lat && near.lat <= north && west <= near.lon && near.lon <= east,
        );

        expect(isHeld).toBe(true);
      }),
      cases(2000),
    );
  });

  it('are no larger than they need to be', () => {
    const [box, ...more] = boxesAround({ lat: 45, lon: 15 }, 111_195);

    expect(more).toEqual([]);
    expect(box?.south).toBeCloseTo(44, 2);
    expect(box?.north).toBeCloseTo(46, 2);
    expect(box?.east).toBeCloseTo(15 + Math.SQRT2, 1);
  });

  it('are two where the circle crosses the 180th meridian', () => {
    const [eastern, western] = boxesAround({ lat: 0, lon: 179.9 }, 111_195);

    expect(eastern).toMatchObject({ east: 180 });
    expect(western).toMatchObject({ west: -180 });
    expect(western?.east).toBeCloseTo(-179.1, 2);
  });
});

/** So far along from one point to another, in degrees; the shorter way around. */
function between(a: Point, b: Point, part: number): Point {
  const turn = ((b.lon - a.lon + 540) % 360) - 180;
  const lon = a.lon + turn * part;
  return { lat: a.lat + (b.lat - a.lat) * part, lon: ((lon + 540) % 360) - 180 };
}
