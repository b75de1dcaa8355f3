import type { OrganiserId } from '../../core/ids.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Pair } from './provider.ts';
import {
  type Deployment,
  framersOf,
  mostPendingDeployments,
  mostSeenOrigins,
  type Registration,
  registrationIdOf,
} from './registration.ts';

/** Which platforms are connected, and which schools behind them are let in. */
export interface Registry {
  byId(id: string): Promise<Registration | null>;
  byPair(pair: Pair): Promise<Registration | null>;
  ofIssuer(issuer: string): Promise<readonly Registration[]>;
  /** By issuer. */
  ofOrganiser(organiser: OrganiserId): Promise<readonly Registration[]>;
  /** By issuer. */
  all(): Promise<readonly Registration[]>;
  keep(registration: Registration): Promise<void>;
  deployment(registration: string, id: string): Promise<Deployment | null>;
  deploymentsOf(registration: string): Promise<readonly Deployment[]>;
  keepDeployment(deployment: Deployment): Promise<void>;
  /** Notes a school that asks to come in. @returns false: it is known already, or 50 wait */
  notePending(deployment: Omit<Deployment, 'status'>): Promise<boolean>;
  /** Lets these origins frame our pages from now on. */
  noteOrigins(registration: Registration, origins: readonly string[]): Promise<Registration>;
}

const registrations = 'lti.registrations';
const deployments = 'lti.deployments';

export function createRegistry({ keyValues }: Pick<Ports, 'keyValues'>): Registry {
  const registry: Registry = {
    byId: (id) => keyValues.read<Registration>(registrations, id),
    byPair: (pair) => registry.byId(registrationIdOf(pair)),
    async ofIssuer(issuer) {
      const found = await keyValues.find<Registration>(registrations, { issuer });
      return found.map(({ value }) => value);
    },
    async ofOrganiser(organiser) {
      const found = await keyValues.find<Registration>(registrations, { organiser });
      return found.map(({ value }) => value).sort(byIssuer);
    },
    async all() {
      const found = await keyValues.find<Registration>(registrations, {});
      return found.map(({ value }) => value).sort(byIssuer);
    },
    keep: (registration) =>
      keyValues.put(registrations, registration.id, registration, {
        labels: { issuer: registration.issuer, organiser: registration.organiser },
      }),

    deployment: (registration, id) =>
      keyValues.read<Deployment>(deployments, deploymentKey(registration, id)),
    async deploymentsOf(registration) {
      const found = await keyValues.find<Deployment>(deployments, { registration });
      return found.map(({ value }) => value);
    },
    keepDeployment: (deployment) =>
      keyValues.put(deployments, deploymentKey(deployment.registration, deployment.id), deployment, {
        labels: { registration: deployment.registration, status: deployment.status },
      }),
    async notePending(deployment) {
      const { registration, id } = deployment;
      if (await registry.deployment(registration, id)) return false;
      const waiting = await keyValues.find(deployments, { registration, status: 'pending' });
      if (waiting.length >= mostPendingDeployments) return false;
      await registry.keepDeployment({ ...deployment, status: 'pending' });
      return true;
    },

    async noteOrigins(registration, origins) {
      const known = framersOf(registration);
      const added = [...new Set(origins)].filter((origin) => !known.includes(origin));
      const seenOrigins = [...registration.seenOrigins, ...added].slice(0, mostSeenOrigins);
      if (seenOrigins.length === registration.seenOrigins.length) return registration;
      const now = { ...registration, seenOrigins };
      await registry.keep(now);
      return now;
    },
  };
  return registry;
}

const byIssuer = (a: Registration, b: Registration): number => (a.issuer < b.issuer ? -1 : 1);

const deploymentKey = (registration: string, id: string): string => `${registration}:${id}`;
