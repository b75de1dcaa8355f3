import type { OrganiserId } from '../../core/ids.ts';
import { instant } from '../../core/instant.ts';
import type { ConnectedPlatform, Platforms } from '../../core/ports/platforms.ts';

export interface PaperPlatforms extends Platforms {
  /** Whose platforms they are, and which. */
  readonly known: Map<OrganiserId, readonly ConnectedPlatform[]>;
  /** What was invited, the latest last. */
  readonly invited: string[];
}

/** Learning platforms on paper, for pages and rules that only ask which there are. */
export function paperPlatforms(): PaperPlatforms {
  const known = new Map<OrganiserId, readonly ConnectedPlatform[]>();
  const invited: string[] = [];
  const change = (id: string, to: (platform: ConnectedPlatform) => ConnectedPlatform) => {
    for (const [organiser, platforms] of known)
      known.set(
        organiser,
        platforms.map((one) => (one.id === id ? to(one) : one)),
      );
  };
  return {
    known,
    invited,
    of: async (organiser) => known.get(organiser) ?? [],
    decide: async (platform, school, status) =>
      change(platform, (one) => ({
        ...one,
        schools: one.schools.map((other) => (other.id === school ? { ...other, status } : other)),
      })),
    takeOver: async (platform, school) =>
      change(platform, (one) => ({
        ...one,
        schools: one.schools.map((other) => (other.id === school ? { ...other, otherSite: null } : other)),
      })),
    switchTo: async (platform, isActive) => change(platform, (one) => ({ ...one, isActive })),
    async invite(organiser, family, audience) {
      invited.push(`${organiser} ${family} ${audience}`);
      return {
        url: `https://city.example/lti/register?invite=secret-${invited.length}`,
        expiresAt: instant('2026-10-12T07:00:00.000Z'),
      };
    },
  };
}

/** A Canvas with a school that waits, unless told otherwise. */
export const aConnectedPlatform = (more: Partial<ConnectedPlatform> = {}): ConnectedPlatform => ({
  id: 'canvas-1',
  address: 'https://canvas.instructure.com',
  clientId: '10000000000042',
  family: 'canvas',
  isActive: true,
  schools: [
    {
      id: '7:4dde05e8',
      status: 'pending',
      firstSeen: instant('2026-10-05T06:00:00.000Z'),
      name: 'Gimnazija Zmaj',
      course: 'Class 2.b',
      otherSite: null,
    },
  ],
  ...more,
});
