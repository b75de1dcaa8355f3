import { z } from 'zod';
import { type SubmitEvidence, submitEvidence } from '../../../core/evidence/submit-evidence.ts';
import { TaskId } from '../../../core/ids.ts';
import type { FileRefusal } from '../../../core/ports/file-intake.ts';
import { sayRefusal } from '../../conversation/words/refusals.ts';
import type { Amiss, Wrong } from '../amiss.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { KeptFile, keptAgain, keptFile, mostFiles, type Upload, uploadsOf } from '../uploads.ts';
import { type AtActivity, subjectOf, tellingAt } from './activity.tsx';

const one = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.transform((x) => [x]), z.array(schema)]);

/** The form of a task. */
export const HandIn = z.object({
  task: TaskId,
  handIn: z.string().min(1).max(64),
  text: z.string().max(4000).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  note: z.string().max(1000).optional(),
  alt: z.string().max(250).optional(),
  kept: one(KeptFile).default([]),
});
export type HandIn = z.infer<typeof HandIn>;

type Page = (here: AtActivity) => Promise<Answer>;

/** Hands in what the form holds, all of it or nothing; files that were fine are kept for the next try. */
export async function handIn(here: AtActivity, input: HandIn, again: Page): Promise<Answer> {
  const files = [...input.kept.map(keptFile), ...uploadsOf(here)];
  const wrong = whatIsWrong(here, input, files);
  if (wrong) return backWith(here, input, files, wrong, again);

  const submitted = await submitEvidence(here.web.ports, here.who, {
    ...subjectOf(here),
    task: input.task,
    handIn: input.handIn,
    note: input.note ?? null,
    items: itemsOf(input, files),
  });
  if (submitted.refused) {
    const keptHere = { ...here, fields: typedWith(here, files) };
    return refusedAnswer(keptHere, submitted.refused, await tellingAt(here), again, input.task);
  }
  const say = sayHere(here);
  const said = say(submitted.done.state === 'finished' ? 'task.submitted-self' : 'task.submitted');
  return { ...(await again(here)), said };
}

function itemsOf(input: HandIn, files: readonly Upload[]): SubmitEvidence['items'] {
  return [
    ...(input.text ? [{ kind: 'text' as const, text: input.text }] : []),
    ...(input.link ? [{ kind: 'link' as const, url: input.link }] : []),
    ...files.flatMap((upload) =>
      upload.refused ? [] : [{ kind: 'file' as const, file: upload.file, alt: input.alt ?? null }],
    ),
  ];
}

/** Null: nothing is. */
function whatIsWrong(
  here: AtActivity,
  input: HandIn,
  files: readonly Upload[],
): Pick<Amiss, 'fields' | 'refused'> | null {
  const bad = files.find(({ refused }) => refused);
  if (bad?.refused) return { fields: { files: fileWrong(here, bad.name, bad.refused) }, refused: null };
  const items = itemsOf(input, files);
  if (items.length > mostFiles) return { fields: {}, refused: sayHere(here)('hand-in.too-many') };
  return items.length > 0 ? null : { fields: {}, refused: sayHere(here)('hand-in.nothing') };
}

export function fileWrong(
  here: Pick<Here, 'visitor'>,
  name: string,
  refused: FileRefusal | { readonly why: 'too-many' },
): Wrong {
  if (refused.why === 'too-many') return { key: 'hand-in.too-many', data: {} };
  const why = sayRefusal(tellingOf(here, []), refused);
  return { key: 'hand-in.file-refused', data: { name: name || sayHere(here)('hand-in.one-file'), why } };
}

async function backWith(
  here: AtActivity,
  input: HandIn,
  files: readonly Upload[],
  wrong: Pick<Amiss, 'fields' | 'refused'>,
  again: Page,
): Promise<Answer> {
  const amiss = { form: input.task, ...wrong, typed: typedWith(here, files) };
  return { ...(await again({ ...here, amiss })), amiss, status: 422 };
}

/** What was typed, and the files that need not be sent again. */
const typedWith = ({ fields }: AtActivity, files: readonly Upload[]): AtActivity['fields'] => ({
  ...fields,
  kept: keptAgain(files),
});
