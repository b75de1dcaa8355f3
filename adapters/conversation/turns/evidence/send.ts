import { z } from 'zod';
import { seeActivity } from '../../../../core/activities/see-activity.ts';
import { ActivityId } from '../../../../core/ids.ts';
import type { BadgedStep, TaskView } from '../../../../core/playlists/step-view.ts';
import { actionId } from '../../action-id.ts';
import { FileHandle } from '../../asked.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { readDraft } from '../../drafts.ts';
import { copyFiles } from '../../files.ts';
import { reasonText, refusal, sentence, tellingFor, withTasks } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { tell } from '../../text.ts';
import { withinOf } from '../../within.ts';
import { say } from '../../words/say.ts';

import { type Draft, draftOf } from './draft.ts';
import { forWhich } from './for-which.ts';
import { formFor, someFailed } from './form.ts';
import { handIn } from './hand-in.ts';

export const EvidenceSaid = z.object({
  /** Missing with a message that somebody wants to use: it is asked for. */
  activity: ActivityId.optional(),
  task: z.string().max(64).optional(),
  text: z.string().trim().max(4000).optional(),
  link: z.string().trim().max(2000).optional(),
  alt: z.string().trim().max(250).optional(),
  file: z.union([FileHandle.transform((one) => [one]), z.array(FileHandle)]).optional(),
});
export type EvidenceSaid = z.infer<typeof EvidenceSaid>;

/** Hands evidence in: what was said with the command, or in the form that an empty command opens. */
export const sendEvidence: Turn<EvidenceSaid, KnownAsker> = async (ports, asker, said) => {
  const before = asker.on?.extra === 'form' ? await readDraft<Draft>(ports, asker.from, asker.on.item) : null;
  if (asker.on?.extra === 'form' && !before) {
    return sentence(asker, 'chat.over', {}, [
      {
        label: saying(asker)('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const activity = before?.activity ?? said.activity;
  if (!activity) return forWhich(ports, asker, said);
  const within = await withinOf(ports, asker, activity);
  const seen = await seeActivity(ports, asker.me, { activity, within, preview: false });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  const { step } = seen.done;
  const task = taskFor(step, asker.on?.extra === 'form' ? before?.task : (asker.on?.extra ?? said.task));
  if (!task && step.tasks.some(({ isShutForLate }) => isShutForLate)) {
    const organiser = seen.done.organiser?.name ?? '';
    return refusal(ports, asker, { why: 'late-work-closed', organiser });
  }
  if (!task) return noTask(ports, asker, step);

  const given = asker.via === 'form' ? { ...said } : { ...before, ...said };
  const isEmpty = !given.text && !given.link && !said.file?.length;
  if (asker.via !== 'form' && (isEmpty || before)) {
    return formFor(ports, asker, task, draftOf(ports, asker, activity, task, before, {}));
  }
  const copied = await copyFiles(ports, asker.me, said.file ?? []);
  const draft = draftOf(ports, asker, activity, task, before, { ...given, copied });
  if (copied.failed.length > 0) return someFailed(ports, asker, task, draft, copied);
  return handIn(ports, asker, step, task, draft, within);
};

/** The one that was named, else the only one that is open; several: the first of them. */
const taskFor = ({ tasks }: BadgedStep, wanted: string | undefined): TaskView | null =>
  tasks.find(({ task }) => task.id === wanted) ??
  (wanted ? null : (tasks.find(({ canSubmit }) => canSubmit) ?? null));

async function noTask(ports: ConversationPorts, asker: KnownAsker, step: BadgedStep): Promise<Reply> {
  const { activity, explanation, completion } = step;
  const because = explanation.verdict === 'yes' ? completion : explanation;
  const telling = withTasks(await tellingFor(ports, asker, because), asker, activity.tasks);
  return answers(
    asker,
    card(asker, {
      id: 'no-task',
      title: tell(asker, activity.tasks.length === 0 ? 'chat.evidence.none-asked' : 'chat.evidence.not-now'),
      lead: reasonText(telling, because),
      actions: [
        {
          label: say(asker.language, 'chat.button.open'),
          do: actionId('activity.view', activity.id),
          typed: `activity ${nameFor(asker, activity.name)}`,
        },
      ],
    }),
  );
}
