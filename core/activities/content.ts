import { z } from 'zod';
import { LocationId, OrganiserId } from '../ids.ts';
import { Instant } from '../instant.ts';
import { activityTypes, categories, checkers, evidenceKinds, visibilities } from '../lists.ts';
import { Language, TextsUpTo } from '../texts.ts';

export const Origin = z.object({
  bundle: z.string().regex(/^[a-z0-9-]{2,64}$/),
  key: z.string().regex(/^[a-z0-9-]{2,64}$/),
  version: z.number().int().min(1),
});

/** `same`: nothing was written. `older`: what is here is newer than what came; nothing was written. */
export type PublishResult = 'new' | 'same' | 'changed' | 'older';

/** ISO 8601, PT_H_M or P_D. */
export const Duration = z.string().regex(/^(P\d{1,4}D|PT(?=\d)(\d{1,4}H)?(\d{1,4}M)?)$/);

const url = z.url({ protocol: /^https?$/ }).max(2000);
const key = z.string().regex(/^[a-z0-9-]{2,64}$/);

export const TaskContent = z.object({
  key,
  title: TextsUpTo(120),
  instruction: TextsUpTo(2000),
  accepts: z.array(z.enum(evidenceKinds)).min(1),
  check: z.object({ who: z.enum(checkers), count: z.number().int().min(1).max(9) }),
});

export const Place = z.object({
  mode: z.enum(['online', 'onsite', 'hybrid']),
  name: z.string().trim().min(1).max(200).nullable().default(null),
  address: z.string().trim().min(1).max(300).nullable().default(null),
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  area: z.string().max(64).nullable().default(null),
  url: url.nullable().default(null),
});

export const CompletedBy = z.discriminatedUnion('way', [
  z.object({ way: z.literal('tasks'), need: z.number().int().min(1).max(20).nullable().default(null) }),
  z.object({ way: z.literal('declaration') }),
  z.object({ way: z.literal('attendance'), minMinutes: z.number().int().min(0).max(100_000).default(0) }),
  z.object({ way: z.literal('organiser') }),
  z.object({ way: z.literal('score'), atLeast: z.number().int().min(0).max(100) }),
]);

/** What its makers write. Null or empty where not written yet: publishing says all that is missing (R2). */
export const ActivityContent = z.object({
  coHosts: z
    .array(z.union([OrganiserId, z.object({ name: z.string().trim().min(1).max(120) })]))
    .max(10)
    .default([]),
  location: LocationId.nullable().default(null),
  type: z.enum(activityTypes).nullable(),
  categories: z.array(z.enum(categories)).max(3),
  name: TextsUpTo(120).nullable(),
  do: TextsUpTo(2000).nullable(),
  learn: TextsUpTo(2000).nullable(),
  about: TextsUpTo(5000).nullable().default(null),
  duration: Duration.nullable().default(null),
  when: z
    .object({ startsAt: Instant, endsAt: Instant, zone: z.string().min(1).max(64) })
    .refine((when) => when.startsAt <= when.endsAt, { message: 'ends before it starts' })
    .nullable()
    .default(null),
  applyBefore: Instant.nullable().default(null),
  place: Place,
  capacity: z.number().int().min(1).max(100_000).nullable().default(null),
  joining: z.enum(['open', 'on-request', 'by-invitation']).default('open'),
  materials: z
    .array(z.object({ kind: z.enum(['video', 'tool', 'text', 'file']), title: TextsUpTo(200), url }))
    .max(20)
    .default([]),
  skills: z.array(z.string().min(1).max(120)).max(10).default([]),
  competences: z.array(z.string().min(1).max(120)).max(10).default([]),
  languages: z.array(Language).max(20).default([]),
  tasks: z
    .array(TaskContent)
    .max(20)
    .refine((tasks) => new Set(tasks.map((task) => task.key)).size === tasks.length, {
      message: 'two tasks have the same key',
    })
    .default([]),
  completedBy: CompletedBy,
  visibility: z.enum(visibilities).default('anyone'),
});
export type ActivityContent = z.infer<typeof ActivityContent>;

/** The bundle that what is here came from has been newer. */
export const isOlder = (
  here: z.infer<typeof Origin> | null | undefined,
  coming: z.infer<typeof Origin> | null,
): boolean => !!here && !!coming && here.bundle === coming.bundle && coming.version < here.version;
