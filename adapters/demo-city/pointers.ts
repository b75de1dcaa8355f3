import { z } from 'zod';

/** Empty where it is missing or no text: the schema says so, and nothing is looked for. */
const key = z.string().catch('');
const ref = z.string().nullish().catch(null);
const listOf = <Schema extends z.ZodType>(schema: Schema, empty: z.infer<Schema>) =>
  z.array(schema.catch(() => empty)).catch([]);

/**
 * Only what points and what is pointed at, read as well as it can be: so that a bundle is told what points nowhere
 * together with all else that is wrong.
 */
export const Pointers = z.object({
  organiser: z.object({ slug: key }).catch({ slug: '' }),
  badges: listOf(
    z.object({
      key,
      earnedBy: listOf(
        z.object({
          activity: ref,
          playlist: ref,
          score: z.object({ activity: ref }).nullish().catch(null),
        }),
        {},
      ),
      prerequisites: z
        .object({ badges: z.array(key).catch([]) })
        .nullish()
        .catch(null),
    }),
    { key: '', earnedBy: [], prerequisites: null },
  ),
  activities: listOf(z.object({ key, badge: ref, tasks: listOf(z.object({ key }), { key: '' }) }), {
    key: '',
    badge: null,
    tasks: [],
  }),
  playlists: listOf(
    z.object({ key, badge: ref, next: ref, steps: listOf(z.object({ activity: key }), { activity: '' }) }),
    { key: '', badge: null, next: null, steps: [] },
  ),
});
export type Pointers = z.infer<typeof Pointers>;
