import { domainEvent, following, type Told } from '../domain-events.ts';
import type { PersonId, PlaylistId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { openSteps } from './judge-step.ts';

/** Tells, once each, which steps of the joined playlists nothing locks any more. */
export async function openNextSteps(
  ports: Pick<Ports, 'records'>,
  event: Told<'activity.completed' | 'playlist.joined'>,
): Promise<void> {
  const { person } = event.payload;
  if (event.name === 'playlist.joined') return openIn(ports, event, person, event.payload.playlist);
  for (const { id } of await ports.records.playlists.holding(event.payload.activity)) {
    await openIn(ports, event, person, id);
  }
}

async function openIn(
  { records }: Pick<Ports, 'records'>,
  event: Told,
  person: PersonId,
  playlist: PlaylistId,
): Promise<void> {
  const [definition, enrolment, completed] = await Promise.all([
    records.playlists.byId(playlist),
    records.enrolments.one(person, { kind: 'playlist', id: playlist }),
    records.completions.of(person),
  ]);
  if (!definition || enrolment?.state !== 'joined') return;
  const opened = openSteps(definition, completed)
    .map(({ activity }) => activity)
    .filter((activity) => !completed.has(activity) && !enrolment.opened.includes(activity));
  if (opened.length === 0) return;

  await records.keep(
    { enrolment: [{ ...enrolment, opened: [...enrolment.opened, ...opened] }] },
    opened.map((activity) =>
      domainEvent(following(event), 'playlist.step-opened', { person, playlist, activity }),
    ),
  );
}
