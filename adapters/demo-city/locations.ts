import { z } from 'zod';
import { DescribeLocation } from '../../core/locations/describe-location.ts';
import type { Texts } from '../../core/texts.ts';

const texts = z.record(z.string(), z.string());

/** `col-locations/1`: the cities of the demo. */
const Locations = z.object({
  format: z.literal('col-locations/1'),
  locations: z.array(
    DescribeLocation.omit({ slug: true, name: true, areas: true }).extend({
      key: z.string(),
      name: texts,
      areas: z.array(
        z.object({
          key: z.string(),
          name: texts,
          lat: z.number(),
          lon: z.number(),
          radiusMetres: z.number(),
        }),
      ),
    }),
  ),
});

/** As the core describes them. The first language of a location is the one its names were written in. */
export function readLocations(text: string): DescribeLocation[] {
  const { locations } = Locations.parse(JSON.parse(text));
  return locations.map(({ key, name, areas, ...facts }) => {
    const [original = 'en'] = facts.languages;
    const named = (words: Record<string, string>): Texts => ({ original, in: words });
    return DescribeLocation.parse({
      ...facts,
      slug: key,
      name: named(name),
      areas: areas.map(({ lat, lon, ...area }) => ({
        ...area,
        name: named(area.name),
        centre: { lat, lon },
      })),
    });
  });
}
