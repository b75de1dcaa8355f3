import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, newId, ReflectionId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { emptiedReflection, mostReflections, prompts, type Reflection } from './reflection.ts';

export const WriteReflection = z.object({
  /** Null: on learning as a whole. */
  activity: ActivityId.nullable().default(null),
  prompt: z.enum(prompts),
  words: z.string().trim().min(2).max(2000),
  isInRecord: z.boolean().default(false),
  form: z.string().min(1).max(64),
});
export type WriteReflection = z.infer<typeof WriteReflection>;

export type WriteReflectionRefusal = NotFound | { readonly why: 'reflections-full'; readonly most: number };

/** Somebody writes down what they learned; nobody else reads it unless they take it into their learning record. */
export async function writeReflection(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Someone,
  input: WriteReflection,
): Promise<Outcome<Reflection, WriteReflectionRefusal>> {
  const [written, completed] = await Promise.all([
    records.reflections.of(by.person),
    records.completions.of(by.person),
  ]);
  if (input.activity && !completed.has(input.activity)) return refused({ why: 'not-found' });
  const before = written.find(({ form }) => form === input.form);
  if (before) return done(before);
  if (written.filter(({ words }) => words).length >= mostReflections) {
    return refused({ why: 'reflections-full', most: mostReflections });
  }

  const reflection: Reflection = {
    ...input,
    id: newId(ids),
    revision: 0,
    person: by.person,
    at: clock.now(),
  };
  await records.keep({ reflection: [reflection] }, [
    domainEvent(by, 'reflection.written', { person: by.person }),
  ]);
  return done({ ...reflection, revision: 1 });
}

export const ShowReflection = z.object({ reflection: ReflectionId, isInRecord: z.boolean() });
export type ShowReflection = z.infer<typeof ShowReflection>;

/** Takes one's own words into the learning record, or out of it. */
export async function showReflection(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { reflection: id, isInRecord }: ShowReflection,
): Promise<Outcome<Reflection, NotFound>> {
  const reflection = await readOwnReflection({ records }, by, id);
  if (!reflection) return refused({ why: 'not-found' });
  if (reflection.isInRecord === isInRecord) return done(reflection);
  const shown = { ...reflection, isInRecord };
  await records.keep({ reflection: [shown] });
  return done({ ...shown, revision: shown.revision + 1 });
}

/** Takes one's own words away for good. Twice is once. */
export async function removeReflection(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  { reflection: id }: Pick<ShowReflection, 'reflection'>,
): Promise<Outcome<ReflectionId, NotFound>> {
  const reflection = await readOwnReflection({ records }, by, id);
  if (!reflection) return refused({ why: 'not-found' });
  await records.keep({ reflection: [emptiedReflection(reflection)] });
  return done(id);
}

/** Null: not there, taken away, or somebody else's. */
async function readOwnReflection(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  id: ReflectionId,
): Promise<Reflection | null> {
  const written = await records.reflections.of(by.person);
  return written.find((one) => one.id === id && one.words !== '') ?? null;
}
