import type { TaskView } from '../../../../core/playlists/step-view.ts';
import { type ActionId, actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { putDraft } from '../../drafts.ts';
import type { Copied } from '../../files.ts';
import type { Field, Form } from '../../form.ts';
import { limits } from '../../limits.ts';
import { tellingFor } from '../../refuse.ts';
import type { Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, joined, own, type Text, tell } from '../../text.ts';
import { sayRefusal } from '../../words/refusals.ts';
import { say } from '../../words/say.ts';

import type { Draft } from './draft.ts';

/** Its note says who will read it. @param wrong by field; null: nothing was sent yet */
export async function formFor(
  ports: ConversationPorts,
  asker: KnownAsker,
  view: TaskView,
  draft: Draft,
  wrong: Readonly<Record<string, string>> | null = null,
): Promise<Reply> {
  const key = await putDraft(ports, asker.from, draft);
  const form = evidenceForm(asker, view, draft, actionId('activity.evidence', key, 0, 'form'));
  return wrong ? { show: 'wrong-fields', form, wrong } : { show: 'form', form };
}

function evidenceForm(asker: KnownAsker, view: TaskView, draft: Draft, id: ActionId): Form {
  const word = saying(asker);
  const { task } = view;
  const takes = (kind: (typeof task.accepts)[number]) => task.accepts.includes(kind);
  const isOnly = task.accepts.length === 1;
  const fields: readonly (Field | null)[] = [
    takes('text')
      ? {
          name: 'text',
          kind: 'text',
          label: word('chat.evidence.text'),
          required: isOnly,
          most: limits.typed,
          lines: 'many',
          ...(draft.text ? { value: cut(draft.text, limits.typed) } : {}),
        }
      : null,
    takes('link')
      ? {
          name: 'link',
          kind: 'url',
          label: word('chat.evidence.link'),
          required: isOnly,
          ...(draft.link ? { value: draft.link } : {}),
        }
      : null,
    takes('file')
      ? {
          name: 'file',
          kind: 'files',
          label: word('chat.evidence.files'),
          required: isOnly && draft.files.length === 0,
          most: limits.files,
        }
      : null,
    takes('file')
      ? {
          name: 'alt',
          kind: 'text',
          label: word('chat.evidence.alt'),
          hint: word('chat.evidence.alt.hint'),
          required: false,
          most: 250,
          lines: 'one',
          ...(draft.alt ? { value: draft.alt } : {}),
        }
      : null,
  ];
  return {
    id,
    title: cut(word('chat.evidence.title'), limits.formTitle),
    submit: cut(word('chat.evidence.submit'), limits.formTitle),
    note: noteOf(asker, view, draft),
    fields: fields.filter((field) => field !== null),
  };
}

/** What is asked, who will read it, and what is kept from before. */
function noteOf(asker: KnownAsker, { task, mediaGoesToOrganisers }: TaskView, { files }: Draft): Text {
  const { who, count } = task.check;
  const readers =
    who === 'self'
      ? tell(asker, 'task.check.self')
      : tell(asker, who === 'organisers' ? 'task.check.organisers' : 'task.check.peers', { count });
  return joined(
    [
      [own(cut(nameFor(asker, task.title), 150))],
      [own(cut(nameFor(asker, task.instruction), 600))],
      readers,
      mediaGoesToOrganisers ? tell(asker, 'chat.evidence.media') : [],
      files.length > 0 ? tell(asker, 'chat.evidence.kept', { count: files.length }) : [],
    ],
    '\n',
  );
}

/** Nothing is sent on; the text stays, and each file that failed is named with what to do. */
export async function someFailed(
  ports: ConversationPorts,
  asker: KnownAsker,
  view: TaskView,
  draft: Draft,
  { failed }: Copied,
): Promise<Reply> {
  const telling = await tellingFor(ports, asker);
  const wrong = failed
    .map(
      ({ name, why }) =>
        `${name}: ${why ? sayRefusal(telling, why) : say(asker.language, 'chat.evidence.not-fetched')}`,
    )
    .join(' ');
  return formFor(ports, asker, view, draft, { file: wrong });
}
