import { ActivityContent } from '../../core/activities/content.ts';
import { PublishActivity, publishActivity } from '../../core/activities/publish-activity.ts';
import { BadgeContent } from '../../core/badges/badge-content.ts';
import { PublishBadge, publishBadge } from '../../core/badges/publish-badge.ts';
import type { Subject } from '../../core/ids.ts';
import type { Actor } from '../../core/people/actor.ts';
import { PlaylistContent, PublishPlaylist, publishPlaylist } from '../../core/playlists/publish-playlist.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { isSameContent } from '../../core/same-content.ts';
import type { BundleActivity, BundleBadge, BundlePlaylist } from './bundle.ts';
import { activityContent, badgeContent, playlistContent } from './contents.ts';
import { judgeStored } from './judge-stored.ts';
import { lineOf, type ReportLine } from './report.ts';
import type { Load, Site } from './site.ts';

export interface Loading {
  readonly ports: Pick<Ports, 'records' | 'ids'>;
  readonly by: Actor;
  readonly site: Site;
}

export async function loadActivity(loading: Loading, from: Load, came: BundleActivity): Promise<ReportLine> {
  const { ports, by, site } = loading;
  const content = activityContent(site, came);
  const origin = originOf(from, came.key);
  const here = await ports.records.activities.byOrigin(from.organiser, came.key);
  const judged = judgeStored(here && { content: ActivityContent.parse(here), origin: here.origin }, {
    content: ActivityContent.parse(content),
    origin,
  });
  if (judged.is === 'keep') return lineOf('activity', named(from, came.key), judged.as, judged.note);

  const input = PublishActivity.parse({ organiser: from.organiser, origin, makeBadge: false, content });
  const published = await retryStale(() => publishActivity(ports, by, input));
  return written('activity', named(from, came.key), judged.as, published.refused);
}

/** Its steps are here by now; a `next` that is not is left out, said so, and put in when the bundle is loaded again. */
export async function loadPlaylist(loading: Loading, from: Load, came: BundlePlaylist): Promise<ReportLine> {
  const { ports, by, site } = loading;
  const next = came.next === null ? null : await site.playlist(from, came.next);
  const note = came.next !== null && next === null ? `"${came.next}" comes next, but is not here yet.` : null;
  const content = PlaylistContent.parse(await playlistContent(site, from, came, next));
  const origin = originOf(from, came.key);
  const here = await ports.records.playlists.byOrigin(from.organiser, came.key);
  const stored = here && PlaylistContent.parse(here);
  const lacksNext = stored?.next === null && next !== null && isSameContent({ ...stored, next }, content);
  const judged = lacksNext
    ? ({ is: 'write', as: 'newer' } as const)
    : judgeStored(here && { content: stored, origin: here.origin }, { content, origin });
  if (judged.is === 'keep') return lineOf('playlist', named(from, came.key), judged.as, judged.note ?? note);

  const input = PublishPlaylist.parse({ organiser: from.organiser, origin, makeBadge: false, content });
  const published = await retryStale(() => publishPlaylist(ports, by, input));
  return written('playlist', named(from, came.key), judged.as, published.refused, note);
}

/** What shows it as its badge is here by now, and so are the badges it needs first. */
export async function loadBadge(loading: Loading, from: Load, came: BundleBadge): Promise<ReportLine> {
  const { ports, by, site } = loading;
  const content = BadgeContent.parse(await badgeContent(site, from, came));
  const origin = originOf(from, came.key);
  const here = await ports.records.badges.byOrigin(from.organiser, came.key);
  const judged = judgeStored(here && { content: BadgeContent.parse(here), origin: here.origin }, {
    content,
    origin,
  });
  const shownBy = await subjectsOf(loading, from, came.key);
  const isShown = here !== null && shownBy.every(({ badge }) => badge === here.id);
  if (judged.is === 'keep' && (judged.as !== 'same' || isShown)) {
    return lineOf('badge', named(from, came.key), judged.as, judged.note);
  }

  const base = { organiser: from.organiser, origin, content };
  for (const standsOn of shownBy.length > 0 ? shownBy.map(({ subject }) => subject) : [null]) {
    const input = PublishBadge.parse({ ...base, standsOn });
    const published = await retryStale(() => publishBadge(ports, by, input));
    if (published.refused) return written('badge', named(from, came.key), judged.as, published.refused);
  }
  return lineOf('badge', named(from, came.key), judged.as);
}

/** The activities and playlists of the bundle that show this badge, and which badge they show now. */
async function subjectsOf({ ports: { records } }: Loading, { bundle, organiser }: Load, badge: string) {
  const found: { subject: Subject; badge: string | null }[] = [];
  for (const { key } of bundle.activities.filter((activity) => activity.badge === badge)) {
    const here = await records.activities.byOrigin(organiser, key);
    if (here) found.push({ subject: { kind: 'activity', id: here.id }, badge: here.badge });
  }
  for (const { key } of bundle.playlists.filter((playlist) => playlist.badge === badge)) {
    const here = await records.playlists.byOrigin(organiser, key);
    if (here) found.push({ subject: { kind: 'playlist', id: here.id }, badge: here.badge });
  }
  return found;
}

function written(
  kind: ReportLine['kind'],
  key: string,
  as: ReportLine['result'],
  refusal: object | undefined,
  note: string | null = null,
): ReportLine {
  return refusal ? lineOf(kind, key, 'refused', JSON.stringify(refusal)) : lineOf(kind, key, as, note);
}

const originOf = ({ bundle }: Load, key: string) => ({ bundle: bundle.key, key, version: bundle.version });

export const named = ({ bundle }: Load, key: string): string => `${bundle.organiser.slug}/${key}`;
