import type { ActivityId, BadgeId, LocationId, OrganiserId, PlaylistId } from '../../core/ids.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Bundle } from './bundle.ts';

/** A bundle and the organiser it is loaded into, who need not be the one who wrote it. */
export interface Load {
  readonly bundle: Bundle;
  /** The file as it came. */
  readonly raw: unknown;
  readonly organiser: OrganiserId;
}

/** Finds what a bundle points to: in itself, in what is loaded with it, or on this site. Null: not here. */
export interface Site {
  location(slug: string | null): LocationId | null;
  /** By slug. */
  organiser(slug: string): OrganiserId | null;
  activity(from: Load, ref: string): Promise<ActivityId | null>;
  playlist(from: Load, ref: string): Promise<PlaylistId | null>;
  badge(from: Load, key: string): Promise<BadgeId | null>;
}

export async function lookAround({ records }: Pick<Ports, 'records'>): Promise<Site> {
  const locations = new Map((await records.locations.all()).map(({ slug, id }) => [slug, id]));
  const organisers = new Map((await records.organisers.all()).map(({ slug, id }) => [slug, id]));

  const target = (from: Load, ref: string): { organiser: OrganiserId; key: string } | null => {
    const [slug, key] = ref.split('/');
    if (key === undefined) return { organiser: from.organiser, key: ref };
    if (slug === from.bundle.organiser.slug) return { organiser: from.organiser, key };
    const organiser = organisers.get(slug ?? '');
    return organiser ? { organiser, key } : null;
  };
  return {
    location: (slug) => (slug === null ? null : (locations.get(slug) ?? null)),
    organiser: (slug) => organisers.get(slug) ?? null,
    async activity(from, ref) {
      const at = target(from, ref);
      return (at && (await records.activities.byOrigin(at.organiser, at.key))?.id) ?? null;
    },
    async playlist(from, ref) {
      const at = target(from, ref);
      return (at && (await records.playlists.byOrigin(at.organiser, at.key))?.id) ?? null;
    },
    async badge(from, key) {
      return (await records.badges.byOrigin(from.organiser, key))?.id ?? null;
    },
  };
}
