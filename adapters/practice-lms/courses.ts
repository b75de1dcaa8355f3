import { z } from 'zod';
import { courseIds, NativeIds, ProfileName } from './people.ts';

export const Member = z.object({
  person: z.string(),
  as: z.enum(['teacher', 'learner']),
  state: z.enum(['active', 'inactive', 'deleted']),
  /** ISO instant of the last change, for `rel=differences`. */
  changedAt: z.string(),
});
export type Member = z.infer<typeof Member>;

/** A course with its own people; what stands in it are links. */
export const Course = z.object({
  key: z.string().regex(/^[1-9]\d*$/),
  title: z.string(),
  label: z.string(),
  ids: NativeIds,
  members: z.array(Member),
  /** Keys of the courses it was copied from, the nearest first. */
  copiedFrom: z.array(z.string()),
});
export type Course = z.infer<typeof Course>;

/** A link to a page of a tool, placed in a course. */
export const Link = z.object({
  /** The id that launches carry; small whole numbers in the Moodle profile. */
  id: z.string(),
  profile: ProfileName,
  clientId: z.string(),
  course: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  custom: z.record(z.string(), z.string()),
  opensIn: z.enum(['frame', 'window']),
  /** Canvas shows nothing to learners before it is published. */
  isPublished: z.boolean(),
  availableFrom: z.string().nullable(),
  availableUntil: z.string().nullable(),
  dueAt: z.string().nullable(),
});
export type Link = z.infer<typeof Link>;

/** A column of the gradebook. */
export const Column = z.object({
  id: z.string(),
  clientId: z.string(),
  course: z.string(),
  label: z.string(),
  scoreMaximum: z.number(),
  resourceId: z.string().nullable(),
  tag: z.string().nullable(),
  /** The link whose grade it is; null for one of its own. */
  link: z.string().nullable(),
  /** Came with its link, and goes with it. */
  isOfLink: z.boolean(),
  /** ISO dates as the tool gave them. */
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
});
export type Column = z.infer<typeof Column>;

/** What stands in a column for a learner. */
export const Grade = z.object({
  column: z.string(),
  person: z.string(),
  /** On the column's own scale; null: nothing, or taken away again. */
  points: z.number().nullable(),
  comment: z.string().nullable(),
  /** Milliseconds since 1970 of the score's own timestamp. */
  asOf: z.number(),
  /** How many scores counted as an attempt (Canvas). */
  attempts: z.number(),
  activityProgress: z.string(),
  gradingProgress: z.string(),
});
export type Grade = z.infer<typeof Grade>;

export const gradeId = (column: string, person: string): string => `${column}/${person}`;

/** The two courses from the start, each with a teacher of its own. */
export function firstCourses(now: string): Course[] {
  const member =
    (as: Member['as']) =>
    (person: string): Member => ({ person, as, state: 'active', changedAt: now });
  const course = (
    key: string,
    title: string,
    label: string,
    teacher: string,
    learners: string[],
  ): Course => ({
    key,
    title,
    label,
    ids: courseIds(key),
    members: [member('teacher')(teacher), ...learners.map(member('learner'))],
    copiedFrom: [],
  });
  return [
    course('7', 'Class 2.b', '2B', 'ana', ['luka', 'mia', 'jan', 'eva']),
    course('8', 'Class 3.a', '3A', 'bor', ['nika', 'tin']),
  ];
}
