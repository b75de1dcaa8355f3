import type { ActivityId, PersonId } from '../ids.ts';
import type { Playlist } from '../playlists/playlist.ts';
import type { Ports } from '../ports/ports.ts';
import type { EarnedBy } from './badge.ts';
import type { Provenance } from './provenance.ts';

/** How many different people approved what an award rests on; who overruled counts as an organiser. */
export async function readReviewers(
  { records }: Pick<Ports, 'records'>,
  person: PersonId,
  rule: EarnedBy,
  playlists: readonly Playlist[],
): Promise<Provenance['reviewers']> {
  const work = await records.work.of(person, activitiesOf(rule, playlists));
  const finished = work.filter(({ state }) => state === 'finished');
  const peers = new Set<PersonId>();
  const organisers = new Set<PersonId>();
  for (const { id, evidenceVersion, overruled } of finished) {
    if (overruled) organisers.add(overruled.by);
    for (const review of await records.reviews.of(id)) {
      const counts =
        review.decision === 'approve' &&
        review.evidenceVersion === evidenceVersion &&
        review.undoneAt === null;
      if (counts) (review.as === 'peer' ? peers : organisers).add(review.reviewer);
    }
  }
  return { peers: peers.size, organisers: organisers.size };
}

function activitiesOf(rule: EarnedBy, playlists: readonly Playlist[]): readonly ActivityId[] {
  if (rule.by === 'activity' || rule.by === 'score') return [rule.activity];
  if (rule.by !== 'playlist') return [];
  const steps = playlists.find(({ id }) => id === rule.playlist)?.steps ?? [];
  return steps.filter(({ isMandatory }) => isMandatory).map(({ activity }) => activity);
}
