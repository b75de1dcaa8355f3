import { z } from 'zod';
import { FileId } from '../ids.ts';

/** One thing of what a learner hands in, as it comes from a surface. */
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
export type HandedInItem = z.infer<typeof HandedInItem>;
