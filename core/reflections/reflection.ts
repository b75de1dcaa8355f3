import type { ActivityId, PersonId, ReflectionId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** Questions that help to begin; `free`: none. */
export const prompts = ['can-now', 'hard', 'proud', 'next', 'free'] as const;
export type Prompt = (typeof prompts)[number];

/** Private words of one person on their own learning. */
export interface Reflection {
  readonly id: ReflectionId;
  readonly revision: number;
  readonly person: PersonId;
  /** That they completed; null: on learning as a whole. */
  readonly activity: ActivityId | null;
  readonly prompt: Prompt;
  /** 2..2000 characters; empty once it was taken away. */
  readonly words: string;
  /** Their choice: it stands in their learning record. */
  readonly isInRecord: boolean;
  readonly at: Instant;
  /** Made by the surface once per form shown: the same form sent twice is one. */
  readonly form: string;
}

export const mostReflections = 100;

/** The row of one that was taken away stays, without a word. */
export const emptiedReflection = (one: Reflection): Reflection => ({
  ...one,
  activity: null,
  words: '',
  isInRecord: false,
});
