import { z } from 'zod';
import { PlacementId } from '../ids.ts';
import { gradeTroubles } from './grade.ts';

/** Some of the grades of a course. */
export const WhichGrades = z.object({
  /** Null: of every column. */
  placement: PlacementId.nullable(),
  state: z.enum(['queued', 'refused']),
  /** Null: whatever it is. */
  trouble: z.enum(gradeTroubles).nullable(),
});
export type WhichGrades = z.infer<typeof WhichGrades>;
