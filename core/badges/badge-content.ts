import { z } from 'zod';
import { ActivityId, BadgeId, PlaylistId } from '../ids.ts';
import { TextsUpTo } from '../texts.ts';
import { BadgeDrawing } from './design.ts';

export const BadgeImage = z.union([
  z.object({
    draw: BadgeDrawing,
    alt: TextsUpTo(250),
  }),
  z.object({
    /** A data URI, PNG or SVG, up to 1 MiB. */
    data: z
      .string()
      .max(1_500_000)
      .regex(/^data:image\/(png|svg\+xml)[;,]/),
    alt: TextsUpTo(250),
  }),
]);

/** ISO 8601: years, months, days. */
const Validity = z.string().regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,3}M)?(\d{1,4}D)?$/);

export const EarnedBy = z.discriminatedUnion('by', [
  z.object({ by: z.literal('activity'), activity: ActivityId }),
  z.object({ by: z.literal('playlist'), playlist: PlaylistId }),
  z.object({ by: z.literal('score'), activity: ActivityId, atLeast: z.number().int().min(0).max(100) }),
  z.object({ by: z.literal('code') }),
  z.object({ by: z.literal('hand') }),
]);

/** An entry of a framework that others know. */
export const Alignment = z.object({
  name: z.string().trim().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  framework: z.string().trim().min(1).max(200).nullable().default(null),
  code: z.string().trim().min(1).max(120).nullable().default(null),
});

/** What its makers write. */
export const BadgeContent = z.object({
  name: TextsUpTo(120),
  description: TextsUpTo(1000),
  criteria: TextsUpTo(4000),
  image: BadgeImage,
  skills: z.array(z.string().min(1).max(120)).max(10).default([]),
  competences: z.array(z.string().min(1).max(120)).max(10).default([]),
  programme: z.enum(['activity', 'competency', 'assessment']).default('activity'),
  validFor: Validity.nullable().default(null),
  earnedBy: z.array(EarnedBy).min(1).max(5),
  prerequisites: z
    .object({
      badges: z.union([z.array(BadgeId).min(1).max(20), z.literal('any')]),
      need: z.number().int().min(1).max(20),
    })
    .refine(({ badges, need }) => badges === 'any' || need <= badges.length, {
      message: 'needs more badges than it names',
    })
    .nullable()
    .default(null),
  ladder: z
    .object({ name: z.string().trim().min(1).max(120), step: z.string().trim().min(1).max(120) })
    .nullable()
    .default(null),
  microcredential: z
    .object({
      hours: z.number().int().min(1).max(10_000),
      ects: z.number().min(0.5).max(60).multipleOf(0.5).nullable().default(null),
      eqfLevel: z.number().int().min(1).max(8).nullable().default(null),
      assessment: z.string().trim().min(1).max(500).nullable().default(null),
      qualityAssurance: z.string().trim().min(1).max(500).nullable().default(null),
      awardingBody: z.string().trim().min(1).max(200).nullable().default(null),
    })
    .nullable()
    .default(null),
  alignments: z.array(Alignment).max(10).default([]),
});
export type BadgeContent = z.infer<typeof BadgeContent>;
