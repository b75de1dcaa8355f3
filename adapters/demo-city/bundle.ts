import { z } from 'zod';
import { badgeShapes } from '../../core/badges/design.ts';
import {
  activityTypes,
  aliases,
  categories,
  checkers,
  evidenceKinds,
  organiserKinds,
  visibilities,
} from '../../core/lists.ts';
import { Language } from '../../core/texts.ts';
import { momentOf } from '../../core/zoned-time.ts';

/**
 * The format `col-bundle/1`: one organiser's content in one file (`content/README.md`).
 * Every message is the end of a sentence that begins with a path.
 */

export const Key = z.string().regex(/^[a-z0-9-]{2,64}$/, 'must be 2 to 64 small letters, digits or hyphens');
/** `organiser/key` points into another bundle. */
const Ref = z
  .string()
  .regex(/^([a-z0-9-]{2,64}\/)?[a-z0-9-]{2,64}$/, 'must be a key, or organiser/key for another bundle');

/** One of the site's values, or what another system calls it. */
const listed = <const Values extends readonly string[]>(values: Values) =>
  z.preprocess((value) => (typeof value === 'string' ? (aliases[value] ?? value) : value), z.enum(values));

const url = z.url({ protocol: /^https?$/, error: 'must be a web address' }).max(2000);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

/** `PT1H30M`, `P2D`. */
const Duration = z
  .string()
  .regex(/^(P\d{1,4}D|PT(?=\d)(\d{1,4}H)?(\d{1,4}M)?)$/, 'must be a duration such as PT1H30M or P2D');

const wall = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'must be a time such as 2026-10-15T16:00');
const zone = z.string().refine((name) => momentOf('2026-01-01T00:00', name) !== null, {
  message: 'is not a time zone such as Europe/Ljubljana',
});
const zoned = z.strictObject({ at: wall, zone }).transform(({ at, zone }, context) => {
  const moment = momentOf(at, zone);
  if (moment) return moment;
  context.addIssue({ code: 'custom', path: ['at'], message: 'is not a day and time that exists' });
  return z.NEVER;
});
const when = z
  .strictObject({ starts: wall, ends: wall, zone })
  .transform(({ starts, ends, zone }, context) => {
    const [startsAt, endsAt] = [momentOf(starts, zone), momentOf(ends, zone)];
    if (startsAt && endsAt && startsAt <= endsAt) return { startsAt, endsAt, zone };
    if (!startsAt)
      context.addIssue({ code: 'custom', path: ['starts'], message: 'is not a day and time that exists' });
    else
      context.addIssue({
        code: 'custom',
        path: ['ends'],
        message: endsAt ? 'is before the start' : 'is not a day and time that exists',
      });
    return z.NEVER;
  });

const Place = z
  .strictObject({
    mode: z.enum(['online', 'onsite', 'hybrid']),
    name: optional(z.string().trim().min(1).max(200)),
    address: optional(z.string().trim().min(1).max(300)),
    lat: optional(z.number().min(-90).max(90)),
    lon: optional(z.number().min(-180).max(180)),
    area: optional(z.string().min(1).max(64)),
    url: optional(url),
  })
  .refine(({ mode, name, lat }) => mode !== 'onsite' || name !== null || lat !== null, {
    path: ['name'],
    message: 'is missing: whoever comes must know where',
  })
  .refine(({ lat, lon }) => (lat === null) === (lon === null), {
    path: ['lon'],
    message: 'and lat go together',
  });

const CompletedBy = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('tasks'), need: optional(z.number().int().min(1).max(20)) }),
  z.strictObject({ way: z.literal('declaration') }),
  z.strictObject({
    way: z.literal('attendance'),
    minMinutes: z.number().int().min(0).max(100_000).default(0),
  }),
  z.strictObject({ way: z.literal('organiser') }),
  z.strictObject({ way: z.literal('score'), atLeast: z.number().int().min(0).max(100) }),
]);

const exactlyOne = (thing: Record<string, unknown>, ...names: string[]): boolean =>
  names.filter((name) => thing[name] !== undefined).length === 1;

const EarnedBy = z
  .strictObject({
    activity: Ref.optional(),
    playlist: Ref.optional(),
    score: z.strictObject({ activity: Ref, atLeast: z.number().int().min(0).max(100) }).optional(),
  })
  .refine((rule) => exactlyOne(rule, 'activity', 'playlist', 'score'), {
    message: 'must name exactly one of activity, playlist, score',
  });

const state = z.literal('published', {
  error: 'must be "published": drafts cannot be loaded yet, leave this one out',
});

/** Every text in the bundle has at least the bundle's original language. */
export function BundleIn(original: Language) {
  const text = (most: number) =>
    z
      .record(Language, z.string().trim().min(1).max(most))
      .refine((texts) => original in texts, {
        message: `has no text in ${original}, the bundle's original language`,
      })
      .transform((texts) => ({ original, in: texts }));
  const languages = z.array(Language).min(1).max(20);
  const words = z.array(z.string().trim().min(1).max(120)).max(10);

  const Organiser = z.strictObject({
    slug: Key,
    kind: listed(organiserKinds),
    name: z.string().trim().min(1).max(120),
    home: Key.nullable(),
    url: url.nullable(),
    email: z.email('must be an e-mail address').nullable(),
    about: text(2000).nullable(),
    languages: languages.max(10),
  });

  const Badge = z.strictObject({
    key: Key,
    name: text(120),
    description: text(1000),
    criteria: text(4000),
    image: z
      .strictObject({
        draw: z
          .strictObject({
            shape: z.enum(badgeShapes),
            colour: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1B6CA8'),
            letters: z.string().trim().min(1).max(3),
          })
          .optional(),
        data: z
          .string()
          .max(1_500_000)
          .regex(/^data:image\/(png|svg\+xml)[;,]/, 'must be a data URI of a PNG or SVG')
          .optional(),
        alt: text(250),
      })
      .refine((image) => exactlyOne(image, 'draw', 'data'), {
        message: 'must have draw or data, and not both',
      }),
    skills: words,
    competences: words,
    programme: z.enum(['activity', 'competency', 'assessment']),
    validFor: z
      .string()
      .regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,4}D)?$/, 'must be years, months and days such as P2Y')
      .nullable(),
    earnedBy: z.array(EarnedBy).min(1).max(5),
    prerequisites: z
      .strictObject({
        badges: z.union([z.literal('any'), z.array(Key).min(1).max(20)]),
        need: z.number().int().min(1).max(20),
      })
      .refine(({ badges, need }) => badges === 'any' || need <= badges.length, {
        path: ['need'],
        message: 'is more than the badges it names',
      })
      .nullable(),
    ladder: optional(
      z.strictObject({ name: z.string().trim().min(1).max(120), step: z.string().trim().min(1).max(120) }),
    ),
    microcredential: optional(
      z.strictObject({
        hours: z.number().int().min(1).max(10_000),
        ects: optional(z.number().min(0.5).max(60).multipleOf(0.5)),
        eqfLevel: optional(z.number().int().min(1).max(8)),
        assessment: optional(z.string().trim().min(1).max(500)),
        qualityAssurance: optional(z.string().trim().min(1).max(500)),
        awardingBody: optional(z.string().trim().min(1).max(200)),
      }),
    ),
    alignments: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1).max(200),
          url,
          framework: optional(z.string().trim().min(1).max(200)),
          code: optional(z.string().trim().min(1).max(120)),
        }),
      )
      .max(10)
      .default([]),
  });

  const Task = z.strictObject({
    key: Key,
    title: text(120),
    instruction: text(2000),
    accepts: z.array(z.enum(evidenceKinds)).min(1),
    check: z.strictObject({ who: listed(checkers), count: z.number().int().min(1).max(9) }),
  });

  const Activity = z
    .strictObject({
      key: Key,
      type: listed(activityTypes),
      categories: z.array(listed(categories)).min(1).max(3),
      name: text(120),
      do: text(2000),
      learn: text(2000),
      about: optional(text(5000)),
      duration: Duration.nullable(),
      when: when.nullable(),
      applyBefore: zoned.nullable(),
      location: Key.nullable(),
      place: Place,
      capacity: z.number().int().min(1).max(100_000).nullable(),
      joining: z.enum(['open', 'on-request', 'by-invitation']),
      languages,
      skills: words,
      competences: words,
      materials: z
        .array(z.strictObject({ kind: z.enum(['video', 'tool', 'text', 'file']), title: text(200), url }))
        .max(20),
      tasks: z.array(Task).max(20),
      completedBy: CompletedBy,
      badge: Key.nullable(),
      visibility: listed(visibilities),
      state,
      coHosts: z.array(z.string().trim().min(1).max(120)).max(10).default([]),
    })
    .refine(
      ({ tasks, completedBy }) => completedBy.way !== 'tasks' || tasks.length >= (completedBy.need ?? 1),
      {
        path: ['completedBy', 'need'],
        message: 'is more than there are tasks',
      },
    );

  const Playlist = z.strictObject({
    key: Key,
    name: text(120),
    about: text(5000).nullable(),
    sequence: z.enum(['fixed', 'flexible']),
    steps: z
      .array(z.strictObject({ activity: Ref, isMandatory: z.boolean() }))
      .min(1)
      .max(50)
      .refine((steps) => steps.length === 0 || steps.some((step) => step.isMandatory), {
        message: 'need at least one that is mandatory',
      }),
    badge: Key.nullable(),
    location: Key.nullable(),
    next: Ref.nullable(),
    visibility: listed(visibilities),
    state,
  });

  const Endorsement = z.looseObject({ key: Key });

  return z.strictObject({
    format: z.literal('col-bundle/1', { error: 'must be "col-bundle/1"' }),
    key: Key,
    version: z.number().int().min(1),
    made: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a day such as 2026-09-01'),
    licence: z.string().min(1).max(120),
    credits: z.string().max(2000).nullable(),
    original: Language,
    languages,
    organiser: Organiser,
    badges: z.array(Badge).max(500),
    activities: z.array(Activity).max(500),
    playlists: z.array(Playlist).max(200),
    endorsements: z.array(Endorsement).max(200).default([]),
    signature: z.unknown().optional(),
  });
}

export type Bundle = z.infer<ReturnType<typeof BundleIn>>;
export type BundleActivity = Bundle['activities'][number];
export type BundlePlaylist = Bundle['playlists'][number];
export type BundleBadge = Bundle['badges'][number];
