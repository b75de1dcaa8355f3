import { createHash } from 'node:crypto';
import { z } from 'zod';

/** How the LMS speaks: after the specification, or after one of the two that schools use. */
export const ProfileName = z.enum(['by-the-book', 'moodle', 'canvas']);
export type ProfileName = z.infer<typeof ProfileName>;

/** The id of one thing in the manner of each profile. */
export const NativeIds = z.record(ProfileName, z.string());
export type NativeIds = z.infer<typeof NativeIds>;

/** Somebody with an account. `test-student` is the stand-in of a teacher who looks at a course as a learner. */
export const Person = z.object({
  key: z.string(),
  given: z.string(),
  family: z.string(),
  email: z.string(),
  kind: z.enum(['teacher', 'learner', 'admin', 'test-student']),
  locale: z.string(),
  ids: NativeIds,
});
export type Person = z.infer<typeof Person>;

export const nameOf = (person: Person): string => `${person.given} ${person.family}`.trim();

/** Hex from a text; the same in every installation, so a lost state file does not turn Luka into a stranger. */
const hexOf = (text: string, length: number): string =>
  createHash('sha256').update(`practice-lms ${text}`).digest('hex').slice(0, length);

/** A UUID from a text, always the same. */
export function uuidOf(text: string): string {
  const hex = hexOf(text, 32);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20)].join('-');
}

/** @param number Moodle's kind of id: small, counted on */
export function personIds(key: string, number: number): NativeIds {
  return {
    'by-the-book': `p-${hexOf(`person ${key}`, 12)}`,
    moodle: String(number),
    canvas: uuidOf(`person ${key}`),
  };
}

/** @param key of a course is its number, in all profiles' page addresses too */
export function courseIds(key: string): NativeIds {
  return {
    'by-the-book': `c-${hexOf(`course ${key}`, 12)}`,
    moodle: key,
    canvas: hexOf(`course ${key}`, 40),
  };
}

const seeds: readonly [key: string, given: string, family: string, kind: Person['kind'], locale: string][] = [
  ['admin', 'Site', 'Admin', 'admin', 'en'],
  ['ana', 'Ana', 'Kovač', 'teacher', 'en'],
  ['bor', 'Bor', 'Kranjc', 'teacher', 'en'],
  ['luka', 'Luka', 'Horvat', 'learner', 'en'],
  ['mia', 'Mia', 'Novak', 'learner', 'en'],
  ['jan', 'Jan', 'Zupan', 'learner', 'en'],
  ['eva', 'Eva', 'Golob', 'learner', 'sl'],
  ['nika', 'Nika', 'Vidmar', 'learner', 'sl'],
  ['tin', 'Tin', 'Potočnik', 'learner', 'en'],
];

/** Who has an account from the start. Moodle's own first account is number 2. */
export const firstPeople: readonly Person[] = seeds.map(([key, given, family, kind, locale], index) => ({
  key,
  given,
  family,
  kind,
  locale,
  email: `${key}@school.invalid`,
  ids: personIds(key, index + 2),
}));
