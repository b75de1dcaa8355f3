import type { HandedInItem } from '../../../../core/evidence/handed-in-item.ts';
import { type SubmitEvidence, submitEvidence } from '../../../../core/evidence/submit-evidence.ts';
import type { BadgedStep, TaskView } from '../../../../core/playlists/step-view.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { refusal, tellingFor } from '../../refuse.ts';
import { answers, type Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { tell } from '../../text.ts';
import { sayRefusal } from '../../words/refusals.ts';

import type { Draft } from './draft.ts';
import { formFor } from './form.ts';

/** With all that is needed it is handed in; else the form says what is missing, filled in as it was. */
export async function handIn(
  ports: ConversationPorts,
  asker: KnownAsker,
  { activity }: BadgedStep,
  view: TaskView,
  draft: Draft,
  within: SubmitEvidence['within'],
): Promise<Reply> {
  const items = itemsOf(draft);
  const word = saying(asker);
  if (draft.link && !isAddress(draft.link)) {
    return formFor(ports, asker, view, draft, { link: word('chat.evidence.bad-link') });
  }
  if (items.length === 0) {
    const field = view.task.accepts[0] ?? 'text';
    return formFor(ports, asker, view, draft, { [field]: word('chat.evidence.nothing') });
  }
  const submitted = await submitEvidence(ports, asker.me, {
    activity: activity.id,
    task: view.task.id,
    within,
    items,
    note: null,
    handIn: draft.handIn,
  });
  if (submitted.refused?.why === 'late-work-closed') {
    // It may be opened again: what was typed stays in the form.
    const field = view.task.accepts[0] ?? 'text';
    const why = sayRefusal(await tellingFor(ports, asker), submitted.refused);
    return formFor(ports, asker, view, draft, { [field]: why });
  }
  if (submitted.refused) return refusal(ports, asker, submitted.refused);
  const { who, count } = view.task.check;
  const title = nameFor(asker, activity.name);
  const lead =
    who === 'self'
      ? tell(asker, 'task.submitted-self')
      : tell(asker, who === 'organisers' ? 'chat.evidence.waits.organisers' : 'chat.evidence.waits.peers', {
          count,
        });
  return answers(
    asker,
    card(asker, {
      id: 'handed-in',
      title: tell(asker, 'chat.evidence.sent', { task: nameFor(asker, view.task.title) }),
      lead,
      note: tell(asker, 'chat.evidence.private'),
      actions: [
        {
          label: word('chat.button.next-step'),
          style: 'primary',
          do: actionId('playlist.next'),
          typed: 'next',
        },
        ...(who === 'self'
          ? []
          : [
              {
                label: word('chat.button.take-back'),
                do: actionId('activity.takeback', activity.id),
                typed: `takeback ${title}`,
              },
            ]),
      ],
    }),
  );
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** Read again as the use case reads it, for drafts come from a store. */
const itemsOf = ({ text, link, alt, files }: Draft): HandedInItem[] => [
  ...(text ? [{ kind: 'text' as const, text }] : []),
  ...(link ? [{ kind: 'link' as const, url: link }] : []),
  // What `keepUpload` gave back, or what was handed in before; the use case looks whose it is.
  ...files.map((file) => ({
    kind: 'file' as const,
    file: file as Extract<HandedInItem, { kind: 'file' }>['file'],
    alt: alt ?? null,
  })),
];
