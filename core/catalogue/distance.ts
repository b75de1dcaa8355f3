/** Degrees; lat −90..90, lon −180..180. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Edges in degrees; west is never greater than east. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

const earthRadiusMetres = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Metres between two points on a round earth (haversine): within 0.6 % of the true distance. */
export function metresBetween(a: Point, b: Point): number {
  const byLat = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const byLon = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const part = byLat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * byLon;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** The angle at the middle of the earth, in radians, up to half a turn; a little wider, against rounding. */
export const angleOf = (metres: number): number =>
  Math.min(Math.PI, (metres / earthRadiusMetres) * 1.000_001 + 1e-9);

/**
 * Boxes that hold every point within so many metres, and some beyond: a rough sieve before the exact distance.
 * @returns two where the circle crosses the 180th meridian, else one
 */
export function boxesAround(centre: Point, metres: number): readonly Box[] {
  const angle = angleOf(metres);
  const south = Math.max(-90, centre.lat - degrees(angle));
  const north = Math.min(90, centre.lat + degrees(angle));
  const holdsPole = south === -90 || north === 90;
  if (holdsPole) return [{ south, north, west: -180, east: 180 }];

  const reach = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(centre.lat)))));
  const [west, east] = [centre.lon - reach, centre.lon + reach];
  if (west < -180) return [box(-180, east), box(west + 360, 180)];
  if (east > 180) return [box(west, 180), box(-180, east - 360)];
  return [box(west, east)];

  function box(from: number, to: number): Box {
    return { south, north, west: from, east: to };
  }
}
