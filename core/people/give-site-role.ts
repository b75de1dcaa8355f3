import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import { may } from './may.ts';
import { type SiteRole, siteRoles } from './site-role.ts';

/** `on`: the slug of a location; null: the whole site. */
export const GiveSiteRole = z.object({
  person: PersonId,
  role: z.enum(siteRoles),
  on: z
    .string()
    .regex(/^[a-z0-9-]{2,64}$/, 'a slug: small letters, digits and hyphens')
    .nullable()
    .default(null),
});
export type GiveSiteRole = z.infer<typeof GiveSiteRole>;

export type GiveSiteRoleRefusal =
  | NotFound
  | NotAllowed
  | { readonly why: 'location-unknown'; readonly slug: string }
  /** A coordinator is one of somewhere. */
  | { readonly why: 'location-needed' };

/** Gives a role on a location or the site. Twice is once. */
export async function giveSiteRole(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: GiveSiteRole,
): Promise<Outcome<SiteRole, GiveSiteRoleRefusal>> {
  const found = await judge({ records }, by, input);
  if (found.refused) return found;
  const { person, role } = input;
  const { on, known } = found.done;
  if (known?.endedAt === null) return done(known);

  const given: SiteRole = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    person,
    role,
    on,
    givenBy: by.person,
    at: clock.now(),
    endedAt: null,
  };
  await records.keep({ siteRole: [given] }, [domainEvent(by, 'role.given', { person })]);
  return done({ ...given, revision: given.revision + 1 });
}

/** Ends it at once, in every open visit. Twice is once. */
export async function endSiteRole(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: GiveSiteRole,
): Promise<Outcome<SiteRole, GiveSiteRoleRefusal>> {
  const found = await judge({ records }, by, input);
  if (found.refused) return found;
  const { known } = found.done;
  if (!known) return refused({ why: 'not-found' });
  if (known.endedAt !== null) return done(known);

  const ended: SiteRole = { ...known, endedAt: clock.now() };
  await records.keep({ siteRole: [ended] }, [domainEvent(by, 'role.ended', { person: input.person })]);
  return done({ ...ended, revision: ended.revision + 1 });
}

async function judge(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { person: id, role, on: slug }: GiveSiteRole,
): Promise<Outcome<{ on: SiteRole['on']; known: SiteRole | null }, GiveSiteRoleRefusal>> {
  const because = may.giveSiteRole(by);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  const person = await records.people.byId(id);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  if (role === 'coordinator' && slug === null) return refused({ why: 'location-needed' });
  const location = slug === null ? null : await records.locations.bySlug(slug);
  if (slug !== null && !location) return refused({ why: 'location-unknown', slug });
  const on = location?.id ?? 'site';
  return done({ on, known: await records.siteRoles.one(id, role, on) });
}
