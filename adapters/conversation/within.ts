import { isJoined } from '../../core/activities/standing.ts';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import type { Asker, ConversationPorts } from './command.ts';

/**
 * The playlist whose step an activity is for this person: one that they joined, so that what it locks stays locked
 * whichever way somebody comes. @returns null: it stands alone for them
 */
export async function withinOf(
  { records }: Pick<ConversationPorts, 'records'>,
  { me }: Pick<Asker, 'me'>,
  activity: ActivityId,
): Promise<PlaylistId | null> {
  if (!me) return null;
  const holding = await records.playlists.holding(activity);
  for (const { id } of holding) {
    if (isJoined(await records.enrolments.one(me.person, { kind: 'playlist', id }))) return id;
  }
  return null;
}
