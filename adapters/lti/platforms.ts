import type { ConnectedPlatform, PlatformSchool, Platforms } from '../../core/ports/platforms.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Invites } from './invites.ts';
import type { LtiEngine } from './provider.ts';
import type { Deployment, Registration } from './registration.ts';
import type { Registry } from './registry.ts';

export interface PlatformParts {
  readonly ports: Pick<Ports, 'clock' | 'baseUrl'>;
  readonly registry: Registry;
  readonly engine: LtiEngine;
  readonly invites: Invites;
}

/** Registrations and their deployments, as organisers know them: platforms and their schools. */
export function createPlatforms({
  ports: { clock, baseUrl },
  registry,
  engine,
  invites,
}: PlatformParts): Platforms {
  return {
    async of(organiser) {
      const mine = await registry.ofOrganiser(organiser);
      return Promise.all(mine.map(async (one) => platformOf(one, await registry.deploymentsOf(one.id))));
    },

    async decide(registration, id, status) {
      const known = await registry.deployment(registration, id);
      await registry.keepDeployment({
        registration,
        id,
        firstSeen: known?.firstSeen ?? clock.now(),
        guid: known?.guid ?? null,
        otherSite: known?.otherSite ?? null,
        platformName: known?.platformName ?? null,
        courseTitle: known?.courseTitle ?? null,
        status,
      });
    },

    async takeOver(registration, id) {
      const known = await registry.deployment(registration, id);
      if (!known?.otherSite) return;
      const { guid, name } = known.otherSite;
      await registry.keepDeployment({
        ...known,
        guid,
        platformName: name ?? known.platformName,
        otherSite: null,
      });
    },

    async switchTo(id, isActive) {
      const known = await registry.byId(id);
      if (!known) throw new Error(`There is no registration ${id}`);
      const changed = { ...known, isActive };
      await engine.setActive(changed, isActive);
      await registry.keep(changed);
    },

    async invite(organiser, family, audience) {
      const { token, invite } = await invites.make({ organiser, family, audience });
      return { url: `${baseUrl}/lti/register?invite=${token}`, expiresAt: invite.expiresAt };
    },
  };
}

const platformOf = (
  { id, issuer, clientId, family, isActive }: Registration,
  deployments: readonly Deployment[],
): ConnectedPlatform => ({
  id,
  address: issuer,
  clientId,
  family,
  isActive,
  schools: deployments.map(schoolOf).sort(byUrgency),
});

const schoolOf = ({
  id,
  status,
  firstSeen,
  platformName,
  courseTitle,
  otherSite,
}: Deployment): PlatformSchool => ({
  id,
  status,
  firstSeen,
  name: platformName,
  course: courseTitle,
  otherSite: otherSite && { name: otherSite.name, firstSeen: otherSite.firstSeen },
});

function byUrgency(a: PlatformSchool, b: PlatformSchool): number {
  const waits = ({ status }: PlatformSchool) => (status === 'pending' ? 0 : 1);
  return waits(a) - waits(b) || (a.firstSeen < b.firstSeen ? -1 : 1);
}
