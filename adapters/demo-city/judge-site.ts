import type { Ports } from '../../core/ports/ports.ts';
import { pictureOf } from './contents.ts';
import { ownKey } from './judge-references.ts';
import type { Load, Site } from './site.ts';
import { pathOf, type Trouble } from './troubles.ts';

/** What this site lacks for a bundle: locations, activities of other bundles, pictures that cannot be drawn. */
export async function judgeSite(
  { badgePress }: Pick<Ports, 'badgePress'>,
  site: Site,
  load: Load,
  together: readonly Load[],
): Promise<Trouble[]> {
  const { bundle } = load;
  const placed = (slug: string | null, ...at: (string | number)[]): Trouble[] =>
    slug === null || site.location(slug)
      ? []
      : [{ path: pathOf(at), says: `there is no location "${slug}" here` }];

  const pictures = bundle.badges.map(async ({ image }, at) => {
    const trouble = 'data' in image ? await badgePress.judgePicture(pictureOf(image)) : null;
    return trouble ? [{ path: pathOf(['badges', at, 'image', 'data']), says: pictureTroubles[trouble] }] : [];
  });
  const steps = bundle.playlists.flatMap((playlist, at) =>
    playlist.steps.map(async ({ activity }, step) => {
      const isThere = comesAlong(together, load, activity) || (await site.activity(load, activity));
      const path = pathOf(['playlists', at, 'steps', step, 'activity']);
      return isThere
        ? []
        : [{ path, says: `there is no activity "${activity}" here; load that bundle first` }];
    }),
  );
  return [
    ...bundle.activities.flatMap(({ location }, at) => placed(location, 'activities', at, 'location')),
    ...bundle.playlists.flatMap(({ location }, at) => placed(location, 'playlists', at, 'location')),
    ...(await Promise.all([...pictures, ...steps])).flat(),
  ];
}

function comesAlong(together: readonly Load[], from: Load, ref: string): boolean {
  if (ownKey(from.bundle, ref) !== null) return true;
  const [slug, key] = ref.split('/');
  return together.some(
    ({ bundle }) =>
      bundle.organiser.slug === slug && bundle.activities.some((activity) => activity.key === key),
  );
}

const pictureTroubles = {
  'no-picture': 'is neither a PNG nor an SVG',
  'too-large': 'is larger than 1 MiB',
  'not-square': 'is not square',
  'wrong-size': 'must be 200 to 2000 points wide',
  doctype: 'has a document type, which a badge may not',
  unsafe: 'holds scripts, other files or addresses, which a badge may not',
} as const;
