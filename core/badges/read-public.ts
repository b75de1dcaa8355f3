import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';

/** Answered to anyone: it stands on something published that anyone may see, or one of its awards was released. */
export async function isPublic({ records }: Pick<Ports, 'records'>, badge: Badge): Promise<boolean> {
  if (badge.state === 'draft') return false;
  const activities = await records.activities.byIds(
    badge.earnedBy.flatMap((rule) => ('activity' in rule ? [rule.activity] : [])),
  );
  const playlists = await Promise.all(
    badge.earnedBy.flatMap((rule) => ('playlist' in rule ? [records.playlists.byId(rule.playlist)] : [])),
  );
  const isOpen = [...activities, ...playlists].some(
    (subject) => subject?.state === 'published' && subject.visibility === 'anyone',
  );
  return isOpen || records.awards.hasReleased(badge.id);
}
