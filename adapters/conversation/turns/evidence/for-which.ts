import { seeActivity } from '../../../../core/activities/see-activity.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { putDraft } from '../../drafts.ts';
import { copyFiles } from '../../files.ts';
import { limits } from '../../limits.ts';
import { sentence } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor, ownActivities } from '../../suggest.ts';
import { own, tell } from '../../text.ts';
import { withinOf } from '../../within.ts';

import { draftOf } from './draft.ts';
import { formFor, someFailed } from './form.ts';
import type { EvidenceSaid } from './send.ts';

/** A message of one's own, before it is said what for: one open task is taken, of several one is chosen. The form shows it first. */
export async function forWhich(
  ports: ConversationPorts,
  asker: KnownAsker,
  said: EvidenceSaid,
): Promise<Reply> {
  const word = saying(asker);
  const open = (await openTasks(ports, asker)).slice(0, limits.page);
  const [only, ...others] = open;
  if (!only) {
    return sentence(asker, 'chat.evidence.nothing-open', {}, [
      {
        label: word('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const copied = await copyFiles(ports, asker.me, said.file ?? []);
  const drafts = open.map(({ activity, task }) => ({
    ...draftOf(ports, asker, activity.id, task, null, { ...said, copied }),
    handIn: ports.ids.next(),
  }));
  const [first] = drafts;
  if (first && others.length === 0) {
    return copied.failed.length > 0
      ? someFailed(ports, asker, only.task, first, copied)
      : formFor(ports, asker, only.task, first);
  }
  const keys = await Promise.all(drafts.map((draft) => putDraft(ports, asker.from, draft)));
  const list = open.map(({ activity, task }, at) => ({
    title: [own(nameFor(asker, task.task.title))],
    detail: [own(nameFor(asker, activity.name))],
    action: { label: word('chat.button.this-one'), do: actionId('activity.evidence', keys[at], 0, 'form') },
  }));
  const title = tell(asker, 'chat.which', { count: open.length });
  return answers(
    asker,
    card(asker, { id: 'for-which', title, items: { page: 1, pages: 1, list }, actions: [] }),
  );
}

/** Of what they joined, the tasks that take something now. */
async function openTasks(ports: ConversationPorts, asker: KnownAsker) {
  const steps = await Promise.all(
    (await ownActivities(ports, asker)).slice(0, 20).map(async ({ id }) => {
      const within = await withinOf(ports, asker, id);
      const seen = await seeActivity(ports, asker.me, { activity: id, within, preview: false });
      return seen.done?.step ?? null;
    }),
  );
  return steps.flatMap((step) =>
    step
      ? step.tasks.filter(({ canSubmit }) => canSubmit).map((task) => ({ activity: step.activity, task }))
      : [],
  );
}
