import type { ActivityId } from '../../../../core/ids.ts';
import type { TaskView } from '../../../../core/playlists/step-view.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import type { Copied } from '../../files.ts';

/** What waits in a draft while a form is open, or was not right: what was typed, and files that are copied already. */
export interface Draft {
  readonly activity: ActivityId;
  readonly task: string;
  readonly text?: string;
  readonly link?: string;
  readonly alt?: string;
  readonly files: readonly string[];
  /** Of the form: sent twice it is one handing in. */
  readonly handIn: string;
}

/** A draft out of what was said now, what stood there before, and what was handed in last. */
export function draftOf(
  { ids }: ConversationPorts,
  { key, via }: KnownAsker,
  activity: ActivityId,
  { task, evidence }: TaskView,
  before: Draft | null,
  given: { text?: string | undefined; link?: string | undefined; alt?: string | undefined; copied?: Copied },
): Draft {
  // Sent again: what was handed in last is what one goes on from, its files too.
  const last = before ? [] : (evidence?.items ?? []);
  const lastText = last.find(({ kind }) => kind === 'text');
  const lastLink = last.find(({ kind }) => kind === 'link');
  const isFirst = before === null && Object.keys(given).length === 0;
  // A form tells all of its fields: what was emptied there is gone.
  const kept = via === 'form' ? null : before;
  const text = given.text ?? (isFirst && lastText?.kind === 'text' ? lastText.text : kept?.text);
  const link = given.link ?? (isFirst && lastLink?.kind === 'link' ? lastLink.url : kept?.link);
  const alt = given.alt ?? kept?.alt;
  const files = before?.files ?? last.flatMap((item) => (item.kind === 'file' ? [item.file] : []));
  return {
    activity,
    task: task.id,
    ...(text ? { text } : {}),
    ...(link ? { link } : {}),
    ...(alt ? { alt } : {}),
    files: [...files, ...(given.copied?.files ?? [])],
    handIn: before?.handIn ?? (key.length <= 64 ? key : ids.next()),
  };
}
