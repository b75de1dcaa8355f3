import { z } from 'zod';
import { LocationId, OrganiserId } from '../ids.ts';
import { activityTypes, categories, visibilities } from '../lists.ts';
import { Language } from '../texts.ts';

/** What somebody looks for. All words must be found, the last one as the beginning of a word. */
export const Query = z.object({
  text: z.string().max(200).default(''),
  kind: z.enum(['activity', 'playlist']).nullable().default(null),
  type: z.enum(activityTypes).nullable().default(null),
  category: z.enum(categories).nullable().default(null),
  language: Language.nullable().default(null),
  location: LocationId.nullable().default(null),
  /** Within so many metres of a point, nearest first. */
  near: z
    .object({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      metres: z.number().int().min(1).max(20_000_000),
    })
    .nullable()
    .default(null),
  /** Widest visibility that the reader may see; narrower ones are left out. */
  seenBy: z.enum(visibilities).default('anyone'),
  /** Also what these organisers show to their own people (`organiser-people`). */
  ownOf: z.array(OrganiserId).max(100).default([]),
});
export type Query = z.infer<typeof Query>;
