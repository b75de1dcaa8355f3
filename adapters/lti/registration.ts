import { createHash } from 'node:crypto';
import type { OrganiserId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { Audience } from '../../core/lists.ts';
import type { FamilyName } from './families/family.ts';
import type { Pair, PlatformFacts } from './provider.ts';

/** A learning platform that an organiser connected: one pair of issuer and client id. */
export interface Registration extends PlatformFacts {
  readonly id: string;
  readonly organiser: OrganiserId;
  readonly family: FamilyName;
  /** Of the courses first met through it. */
  readonly audience: Audience;
  readonly isActive: boolean;
  /** `host` or `host:port` that an operator typed: these may be private and plain http, for this registration only. */
  readonly typedHosts: readonly string[];
  /** Origins seen in verified launches, 20 at most: they may frame our pages too. */
  readonly seenOrigins: readonly string[];
  readonly at: Instant;
}

/** A school behind a registration. */
export interface Deployment {
  readonly registration: string;
  readonly id: string;
  readonly status: 'approved' | 'pending' | 'blocked';
  readonly firstSeen: Instant;
  /** Of the platform itself; another one under the same deployment means a cloned site. Null: it says none. */
  readonly guid: string | null;
  /** One that launches under it as well since then: a clone, or the same one moved. Null: none, or settled. */
  readonly otherSite: OtherSite | null;
  /** What the organiser is shown before approving. */
  readonly platformName: string | null;
  readonly courseTitle: string | null;
}

export interface OtherSite {
  readonly guid: string;
  readonly name: string | null;
  readonly firstSeen: Instant;
}

export const mostPendingDeployments = 50;
export const mostSeenOrigins = 20;

/** The same pair always has the same id, so that two who register it at once make one registration. */
export const registrationIdOf = ({ issuer, clientId }: Pair): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, clientId]))
    .digest('hex')
    .slice(0, 20);

/** Origins of the platform that may frame our pages. */
export const framersOf = ({ issuer, authUrl, seenOrigins }: Registration): readonly string[] => [
  ...new Set([...[issuer, authUrl].flatMap(originOf), ...seenOrigins]),
];

/**
 * None when it is no http(s) address, or one of a host that no name can be: `*`, `;` and the like are good in an address,
 * and mean something else in a page's policy, where origins go.
 */
export function originOf(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { protocol, origin, hostname } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && /^([a-z0-9._-]{1,253}|\[[0-9a-f:.]+\])$/.test(hostname) ? [origin] : [];
}

/** How the tenants of identities and courses are written. */
export const courseTenant = (registration: string, deployment: string): string =>
  `${registration}:${deployment}`;
export const registrationOfTenant = (tenant: string): string => tenant.split(':', 1)[0] ?? '';
