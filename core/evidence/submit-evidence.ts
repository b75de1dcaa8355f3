import { z } from 'zod';
import type { Explanation } from '../explanation.ts';
import { ActivityId, FileId, PlaylistId, TaskId } from '../ids.ts';
import type { EvidenceKind } from '../lists.ts';
import type { NotAllowed, NotFound, Outcome } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Work } from './work.ts';

export const HandedInItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(4000) }),
  z.object({ kind: z.literal('link'), url: z.url({ protocol: /^https?$/ }).max(2000) }),
  /** What `keepUpload` gave back. */
  z.object({
    kind: z.literal('file'),
    file: FileId,
    alt: z.string().trim().min(1).max(250).nullable().default(null),
  }),
]);

/** `handIn`: made by the surface once per form shown; the same form sent twice is one handing in. */
export const SubmitEvidence = z.object({
  activity: ActivityId,
  task: TaskId,
  within: PlaylistId.nullable().default(null),
  items: z.array(HandedInItem).min(1).max(10),
  note: z.string().trim().min(1).max(1000).nullable().default(null),
  handIn: z.string().min(1).max(64),
});
export type SubmitEvidence = z.infer<typeof SubmitEvidence>;

export type SubmitEvidenceRefusal =
  | NotFound
  /** A test student, a teacher of the course or a visitor. */
  | NotAllowed
  | { readonly why: 'step-locked'; readonly because: Explanation }
  /** An earlier version waits for review: take it back first. */
  | { readonly why: 'waits-already'; readonly evidenceVersion: number }
  | { readonly why: 'finished-already' }
  | {
      readonly why: 'kind-not-accepted';
      readonly kind: EvidenceKind;
      readonly accepts: readonly EvidenceKind[];
    }
  /** Unknown, somebody else's, or kept longer than 24 hours ago. */
  | { readonly why: 'file-gone'; readonly file: FileId };

/** Hands evidence in for a task; the first act in an open step joins its activity. */
export async function submitEvidence(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'files' | 'keyValues'>,
  by: Someone,
  input: SubmitEvidence,
): Promise<Outcome<Work, SubmitEvidenceRefusal>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
