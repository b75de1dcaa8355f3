import { z } from 'zod';
import type { Instant } from '../../core/instant.ts';
import { audiences } from '../../core/lists.ts';
import { done, type Outcome, refused } from '../../core/outcome.ts';
import type { Platforms } from '../../core/ports/platforms.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { isPublicAddress, resolveAll } from '../fetch/index.ts';
import { familyNames } from './families/family.ts';
import type { Announced, Keys } from './keys.ts';
import type { LtiEngine } from './provider.ts';
import { type Deployment, type Registration, registrationIdOf } from './registration.ts';
import type { Registry } from './registry.ts';

const address = z.url({ protocol: /^https?$/ }).max(2000);

/** What an operator types to connect a platform; again with the same pair: its addresses change. */
export const AddPlatform = z.object({
  issuer: address,
  clientId: z.string().min(1).max(255),
  authUrl: address,
  tokenUrl: address,
  keysetUrl: address,
  /** Null: none is let in yet. */
  deploymentId: z.string().min(1).max(255).nullable(),
  family: z.enum(familyNames),
  organiser: z.string().min(1),
  /** Null: as before, `mixed` at first. */
  audience: z.enum(audiences).nullable().default(null),
});
export type AddPlatform = z.infer<typeof AddPlatform>;

export type AddPlatformRefusal =
  | { readonly why: 'organiser-unknown'; readonly organiser: string }
  /** The pair belongs to another organiser: self-hosted Canvas sites need an issuer of their own. */
  | { readonly why: 'other-organiser' };

export const ApproveDeployment = z.object({
  registration: z.string().min(1),
  deploymentId: z.string().min(1).max(255),
  /** Keeps the school out instead. */
  block: z.boolean().default(false),
});
export type ApproveDeployment = z.infer<typeof ApproveDeployment>;

export type RegistrationRefusal = { readonly why: 'registration-unknown'; readonly registration: string };

/** As the command line prints it. */
export interface PlatformView {
  readonly registration: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly family: string;
  readonly organiser: string;
  readonly active: boolean;
  readonly deployments: readonly {
    readonly id: string;
    readonly status: Deployment['status'];
    readonly firstSeen: Instant;
  }[];
}

export interface AddedPlatform extends Omit<PlatformView, 'active'> {
  readonly created: boolean;
  /** Sentences for the operator: what is unusual about these addresses. */
  readonly warnings: readonly string[];
}

/** An invitation for one platform to connect itself. */
export const InvitePlatform = z.object({
  organiser: z.string().min(1),
  family: z.enum(familyNames),
  audience: z.enum(audiences).default('mixed'),
});
export type InvitePlatform = z.infer<typeof InvitePlatform>;

export interface InvitedPlatform {
  /** Shown only here: of the invitation itself nothing but a digest is kept. */
  readonly url: string;
  readonly expiresAt: Instant;
  readonly family: string;
  readonly organiser: string;
}

/** What the operator does with connected platforms. */
export interface Registrations {
  invite(
    input: InvitePlatform,
  ): Promise<Outcome<InvitedPlatform, { readonly why: 'organiser-unknown'; readonly organiser: string }>>;
  /** @param registration null: all of them */
  rotateKeys(registration: string | null): Promise<Outcome<readonly Announced[], RegistrationRefusal>>;
  add(input: AddPlatform): Promise<Outcome<AddedPlatform, AddPlatformRefusal>>;
  list(): Promise<readonly PlatformView[]>;
  approve(input: ApproveDeployment): Promise<Outcome<PlatformView, RegistrationRefusal>>;
  setActive(registration: string, isActive: boolean): Promise<Outcome<PlatformView, RegistrationRefusal>>;
}

export interface RegistrationParts {
  readonly ports: Pick<Ports, 'records' | 'clock'>;
  readonly registry: Registry;
  readonly engine: LtiEngine;
  readonly platforms: Platforms;
  readonly keys: Keys;
}

export function createRegistrations({
  ports: { records, clock },
  registry,
  engine,
  platforms,
  keys,
}: RegistrationParts): Registrations {
  async function viewOf(registration: Registration): Promise<PlatformView> {
    const { id, issuer, clientId, family, isActive } = registration;
    const organiser = await records.organisers.byId(registration.organiser);
    const deployments = await registry.deploymentsOf(id);
    return {
      registration: id,
      issuer,
      clientId,
      family,
      organiser: organiser?.slug ?? registration.organiser,
      active: isActive,
      deployments: deployments.map(({ id, status, firstSeen }) => ({ id, status, firstSeen })),
    };
  }

  return {
    async add(input) {
      const organiser = await records.organisers.bySlug(input.organiser);
      if (!organiser) return refused({ why: 'organiser-unknown', organiser: input.organiser });
      const known = await registry.byPair(input);
      if (known && known.organiser !== organiser.id) return refused({ why: 'other-organiser' });

      const registration: Registration = {
        ...registrationOf(input),
        authServer: known?.authServer ?? null,
        organiser: organiser.id,
        audience: input.audience ?? known?.audience ?? 'mixed',
        isActive: known?.isActive ?? true,
        seenOrigins: known?.seenOrigins ?? [],
        at: known?.at ?? clock.now(),
      };
      await engine.register(registration);
      await registry.keep(registration);
      if (input.deploymentId !== null)
        await platforms.decide(registration.id, input.deploymentId, 'approved');
      if (!known) await engine.setActive(registration, true);

      const { active: _, ...view } = await viewOf(registration);
      return done({ ...view, created: !known, warnings: await warningsFor(input) });
    },

    async invite({ organiser: slug, family, audience }) {
      const organiser = await records.organisers.bySlug(slug);
      if (!organiser) return refused({ why: 'organiser-unknown', organiser: slug });
      const invited = await platforms.invite(organiser.id, family, audience);
      return done({ ...invited, family, organiser: slug });
    },

    async rotateKeys(registration) {
      if (registration === null) return done(await keys.rotate(null));
      const known = await registry.byId(registration);
      if (!known) return refused({ why: 'registration-unknown', registration });
      return done(await keys.rotate(known));
    },

    list: async () => Promise.all((await registry.all()).map(viewOf)),

    async approve({ registration, deploymentId, block }) {
      const known = await registry.byId(registration);
      if (!known) return refused({ why: 'registration-unknown', registration });
      await platforms.decide(known.id, deploymentId, block ? 'blocked' : 'approved');
      return done(await viewOf(known));
    },

    async setActive(registration, isActive) {
      const known = await registry.byId(registration);
      if (!known) return refused({ why: 'registration-unknown', registration });
      await platforms.switchTo(registration, isActive);
      return done(await viewOf({ ...known, isActive }));
    },
  };
}

const registrationOf = (input: AddPlatform) => ({
  id: registrationIdOf(input),
  issuer: input.issuer,
  clientId: input.clientId,
  name: new URL(input.issuer).host,
  authUrl: input.authUrl,
  tokenUrl: input.tokenUrl,
  keysetUrl: input.keysetUrl,
  family: input.family,
  typedHosts: [...new Set(addressesOf(input).map((url) => new URL(url).host))],
});

const addressesOf = ({ issuer, authUrl, tokenUrl, keysetUrl }: AddPlatform): readonly string[] => [
  issuer,
  authUrl,
  tokenUrl,
  keysetUrl,
];

/** Operators may use such addresses, for a platform on the intranet; they should know that they do. */
async function warningsFor(input: AddPlatform): Promise<readonly string[]> {
  const urls = [...new Set(addressesOf(input).map((url) => new URL(url)))];
  const plain = [...new Set(urls.filter(({ protocol }) => protocol === 'http:').map(({ origin }) => origin))];
  const names = [...new Set(urls.map(({ hostname }) => hostname))];
  const inner = (await Promise.all(names.map(async (name) => ((await isPublic(name)) ? [] : [name])))).flat();
  return [
    ...(plain.length > 0 ? [`Not encrypted, fit for tests only: ${plain.join(' ')}`] : []),
    ...(inner.length > 0
      ? [`Not on the public internet, allowed for this platform: ${inner.join(' ')}`]
      : []),
  ];
}

/** A name that is not found counts as public: there is nothing to warn of yet. */
async function isPublic(hostname: string): Promise<boolean> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  try {
    return (await resolveAll(literal)).every(({ address }) => isPublicAddress(address));
  } catch {
    return true;
  }
}
