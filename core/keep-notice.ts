import type { NoticeId, PersonId } from './ids.ts';
import type { Note } from './people/note.ts';
import type { Notice } from './people/notice.ts';
import type { Ports } from './ports/ports.ts';

/** Keeps a notice for somebody's next page. @param key of the delivery: told twice, it stands there once */
export async function keepNotice(
  { records, clock, secrets }: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  person: PersonId,
  note: Note,
  key: string,
): Promise<NoticeId> {
  // A digest writes letters, digits, hyphens and underscores, 43 of them: what every id schema takes.
  const id = secrets.digest(`${key} ${person}`, 'notice') as NoticeId;
  const [known, reader] = await Promise.all([records.notices.byId(id), records.people.byId(person)]);
  if (known || reader?.state === 'erased') return id;

  const notice: Notice = { id, revision: 0, person, note, at: clock.now(), seenAt: null };
  await records.keep({ notice: [notice] });
  return id;
}
