import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, type CommunityId, PlaylistId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';

export const Announce = z.object({
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('activity'), id: ActivityId }),
    z.object({ kind: z.literal('playlist'), id: PlaylistId }),
  ]),
});
export type Announce = z.infer<typeof Announce>;

export type AnnounceRefusal = NotFound | NotAllowed | { readonly why: 'unpublished' };

/** May somebody post this in the community they are in? The surface posts it once it was confirmed. */
export async function announce(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  community: CommunityId,
  { subject }: Announce,
): Promise<Outcome<{ readonly subject: Announce['subject'] }, AnnounceRefusal>> {
  const place = await records.communities.byId(community);
  if (!place?.organiser || may.seeOrganiser(by, place.organiser).verdict !== 'yes') {
    return refused({ why: 'not-found' });
  }
  const because = may.answerRequest(by, { organiser: place.organiser, activity: subject.id });
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  const thing =
    subject.kind === 'activity'
      ? await records.activities.byId(subject.id)
      : await records.playlists.byId(subject.id);
  if (!thing) return refused({ why: 'not-found' });
  if (thing.state !== 'published') return refused({ why: 'unpublished' });
  const who = { person: by.person, seat: { community, as: 'visitor' as const } };
  await records.keep({}, [domainEvent(who, 'community.announced', { community, subject })]);
  return done({ subject });
}
