import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import { notifyChat } from '../notify-chat.ts';
import type { Note } from '../people/note.ts';
import type { Ports } from '../ports/ports.ts';

type Heard = Told<'work.sent-back' | 'work.rejected' | 'work.reopened' | 'activity.join-answered'>;

/** Tells a learner what came back and why. What is no longer so is not told. */
export async function tellLearner(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>,
  event: Heard,
  key: string,
): Promise<void> {
  const note =
    event.name === 'activity.join-answered' ? await joinNote(ports, event) : await workNote(ports, event);
  if (!note) return;
  const notice = await keepNotice(ports, event.payload.person, note, key);
  await notifyChat(ports, event, notice, key);
}

async function joinNote(
  { records }: Pick<Ports, 'records'>,
  { payload }: Told<'activity.join-answered'>,
): Promise<Note | null> {
  const enrolment = await records.enrolments.one(payload.person, { kind: 'activity', id: payload.activity });
  if (enrolment?.state !== 'joined' && enrolment?.state !== 'refused') return null;
  return {
    kind: 'join-answered',
    activity: payload.activity,
    joined: enrolment.state === 'joined',
    words: enrolment.reason,
  };
}

async function workNote(
  { records }: Pick<Ports, 'records'>,
  { name, payload }: Told<'work.sent-back' | 'work.rejected' | 'work.reopened'>,
): Promise<Note | null> {
  const { person, activity, task, evidenceVersion } = payload;
  const work = await records.work.one(person, task);
  if (!work || work.evidenceVersion !== evidenceVersion) return null;
  if (name === 'work.reopened')
    return work.state === 'open'
      ? { kind: 'work-reopened', activity, task, words: work.reopenedFor ?? '' }
      : null;

  const decision = name === 'work.sent-back' ? 'improve' : 'reject';
  const review = (await records.reviews.of(work.id)).findLast(
    (one) => one.evidenceVersion === evidenceVersion && one.decision === decision && one.undoneAt === null,
  );
  if (!review) return null;
  const kind = decision === 'improve' ? 'work-sent-back' : 'work-rejected';
  return { kind, activity, task, words: review.words ?? '' };
}
