import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { newId } from '../ids.ts';
import { locationKinds } from '../lists.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { Language, TextsUpTo } from '../texts.ts';
import type { Location } from './location.ts';

const Point = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

export const DescribeLocation = z.object({
  slug: z.string().regex(/^[a-z0-9-]{2,64}$/),
  kind: z.enum(locationKinds),
  openness: z.enum(['open', 'private']),
  name: TextsUpTo(120),
  country: z.string().regex(/^[A-Z]{2}$/),
  zone: z.string().min(1).max(64),
  languages: z.array(Language).min(1).max(20),
  centre: Point,
  zoom: z.number().int().min(1).max(18),
  areas: z
    .array(
      z.object({
        key: z.string().min(1).max(64),
        name: TextsUpTo(120),
        centre: Point,
        radiusMetres: z.number().int().min(1),
      }),
    )
    .max(200),
});
export type DescribeLocation = z.infer<typeof DescribeLocation>;

/** Puts a location on the map, or describes it anew; `isNew` and `isSame` tell which. */
export async function describeLocation(
  { records, ids }: Pick<Ports, 'records' | 'ids'>,
  by: Actor,
  input: DescribeLocation,
): Promise<
  Outcome<
    { location: Location; isNew: boolean; isSame: boolean },
    { readonly why: 'not-allowed'; readonly because: Explanation }
  >
> {
  const allowed = may.describeLocation(by);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const known = await records.locations.bySlug(input.slug);
  const location: Location = { ...input, id: known?.id ?? newId(ids), revision: known?.revision ?? 0 };
  if (known && JSON.stringify(sorted(known)) === JSON.stringify(sorted(location))) {
    return done({ location: known, isNew: false, isSame: true });
  }

  await records.keep({ location: [location] });
  return done({ location: { ...location, revision: location.revision + 1 }, isNew: !known, isSame: false });
}

/** The same fields in the same order, however they were stored. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
