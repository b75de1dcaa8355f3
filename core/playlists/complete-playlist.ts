import { domainEvent, following, type Told } from '../domain-events.ts';
import type { PersonId, PlaylistId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { isComplete, progress } from './progress.ts';

/**
 * Tells that all needed steps of a joined playlist are done: once, as the enrolment remembers, unless work was reopened
 * in between. Joining asks too, for what was done before in any tool.
 */
export async function completePlaylist(
  ports: Pick<Ports, 'records'>,
  event: Told<'activity.completed' | 'playlist.joined'>,
): Promise<void> {
  const { person } = event.payload;
  if (event.name === 'playlist.joined') return completeOne(ports, event, person, event.payload.playlist);
  for (const { id } of await ports.records.playlists.holding(event.payload.activity)) {
    await completeOne(ports, event, person, id);
  }
}

async function completeOne(
  { records }: Pick<Ports, 'records'>,
  event: Told,
  person: PersonId,
  id: PlaylistId,
): Promise<void> {
  const [playlist, enrolment, completed] = await Promise.all([
    records.playlists.byId(id),
    records.enrolments.one(person, { kind: 'playlist', id }),
    records.completions.of(person),
  ]);
  if (!playlist || enrolment?.state !== 'joined') return;
  if (!isComplete(progress(playlist, completed))) return;

  await records.keep({ enrolment: [{ ...enrolment, state: 'completed' }] }, [
    domainEvent(following(event), 'playlist.completed', { person, playlist: id }),
  ]);
}
