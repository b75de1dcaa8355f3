import { z } from 'zod';
import { WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Work } from './work.ts';

export const OverruleWork = z.object({
  work: WorkId,
  evidenceVersion: z.number().int().min(1),
  /** 2..500 characters, recorded. */
  reason: z.string().trim().max(500),
});
export type OverruleWork = z.infer<typeof OverruleWork>;

export type OverruleWorkRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'reason-needed'; readonly least: 2 }
  | { readonly why: 'moved-on'; readonly state: Work['state']; readonly evidenceVersion: number };

/** A host, or in their course a granted teacher, finishes work without the reviews it asks for. */
export async function overruleWork(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Someone,
  input: OverruleWork,
): Promise<Outcome<{ readonly work: Work; readonly undoUntil: Instant }, OverruleWorkRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
