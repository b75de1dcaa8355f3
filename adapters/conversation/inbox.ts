import { markNoticesSeen } from '../../core/people/mark-notices-seen.ts';
import type { Note } from '../../core/people/note.ts';
import type { Notice } from '../../core/people/notice.ts';
import { seeNotices } from '../../core/people/see-notices.ts';
import type { Asker, ConversationPorts } from './command.ts';
import { nameFor } from './suggest.ts';
import { moment, type Text, tell } from './text.ts';

/** More than these are told with the next answer. */
const atOnce = 3;

/**
 * What waited for this person: it leads their next private answer, and is seen then on every surface.
 * @returns nothing for those we do not know
 */
export async function takeNews(ports: ConversationPorts, asker: Asker): Promise<readonly Text[]> {
  const { me } = asker;
  if (!me) return [];
  const waiting = await seeNotices(ports, me);
  if (waiting.length === 0) return [];
  const now = waiting.slice(0, atOnce);
  const news = await Promise.all(now.map((notice) => newsOf(ports, asker, notice)));
  await markNoticesSeen(ports, me, { notices: now.map(({ id }) => id) });
  return news;
}

const newsOf = (ports: ConversationPorts, asker: Asker, { note }: Notice): Promise<Text> =>
  noteText(ports, asker, note);

/** What a note says to this reader, in a sentence. */
export async function noteText(
  { records }: Pick<ConversationPorts, 'records'>,
  asker: Pick<Asker, 'language' | 'person'>,
  note: Note,
): Promise<Text> {
  if ('badge' in note) {
    const badge = await records.badges.byId(note.badge);
    const words = 'words' in note ? note.words : '';
    return tell(asker, `notice.${note.kind}`, { badge: badge ? nameFor(asker, badge.name) : '', words });
  }
  if ('organiser' in note) return tell(asker, `notice.${note.kind}`);
  if ('endorsement' in note) {
    if (note.kind !== 'application-answered') return tell(asker, `notice.${note.kind}`);
    return tell(asker, note.isYes ? 'notice.application-answered.yes' : 'notice.application-answered.no');
  }
  const activity = await records.activities.byId(note.activity);
  const name = activity ? nameFor(asker, activity.name) : '';
  if (note.kind === 'activity-soon') {
    const at = activity?.when ? moment(activity.when.startsAt) : '';
    return tell(asker, 'notice.activity-soon', { activity: name, at });
  }
  if (note.kind === 'join-answered') {
    const key = note.joined ? 'notice.join-answered.yes' : 'notice.join-answered.no';
    return tell(asker, key, { activity: name, words: note.words ?? '' });
  }
  const task = activity?.tasks.find(({ id }) => id === note.task);
  const title = task ? nameFor(asker, task.title) : name;
  return tell(asker, `notice.${note.kind}`, { activity: name, task: title, words: note.words });
}
