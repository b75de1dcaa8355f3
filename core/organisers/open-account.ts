import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { newId } from '../ids.ts';
import { organiserKinds } from '../lists.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { aliasFrom } from '../people/alias.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { Language, TextsUpTo } from '../texts.ts';
import type { Organiser } from './organiser.ts';
import type { Staff } from './staff.ts';

export const Slug = z
  .string()
  .regex(/^[a-z0-9-]{2,64}$/, 'small letters, digits and hyphens, 2 to 64 of them');

export const OpenAccount = z.object({
  slug: Slug,
  name: z.string().trim().min(1).max(120),
  kind: z.enum(organiserKinds),
  url: z.url({ protocol: /^https?$/ }).nullable(),
  email: z.email().nullable(),
  about: TextsUpTo(2000).nullable().default(null),
  languages: z.array(Language).min(1).max(10),
  /** Slug of the home location; null: network-wide. */
  home: Slug.nullable(),
  owner: z.object({ name: z.string().trim().min(1).max(60), email: z.email().nullable() }),
});
export type OpenAccount = z.infer<typeof OpenAccount>;

export type OpenAccountRefusal =
  | { readonly why: 'not-allowed'; readonly because: Explanation }
  | { readonly why: 'slug-taken'; readonly slug: string }
  | { readonly why: 'location-unknown'; readonly slug: string };

/** Opens an organiser with its first owner. Without url and e-mail its awards will wait, with that reason. */
export async function openAccount(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: OpenAccount,
): Promise<Outcome<{ organiser: Organiser; owner: Person }, OpenAccountRefusal>> {
  const allowed = may.openAccount(by);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  if (await records.organisers.bySlug(input.slug)) return refused({ why: 'slug-taken', slug: input.slug });
  const home = input.home === null ? null : await records.locations.bySlug(input.home);
  if (input.home !== null && !home) return refused({ why: 'location-unknown', slug: input.home });

  const at = clock.now();
  const { owner: _owner, home: _home, ...facts } = input;
  const organiser: Organiser = {
    ...facts,
    id: newId(ids),
    revision: 0,
    home: home?.id ?? null,
    verification: 'unverified',
    openedAt: at,
  };
  const owner = staffPerson({ ids, clock }, input.owner, input.languages[0] ?? 'en');
  const role: Staff = {
    id: newId(ids),
    revision: 0,
    organiser: organiser.id,
    person: owner.id,
    role: 'owner',
    invitedBy: by.person,
    at,
    endedAt: null,
  };
  await records.keep({ organiser: [organiser], person: [owner], staff: [role] }, [
    domainEvent(by, 'organiser.opened', { organiser: organiser.id }),
  ]);
  return done({ organiser: { ...organiser, revision: 1 }, owner: { ...owner, revision: 1 } });
}

/** Somebody who will sign in by a private link. An adult: staff work for the organiser. */
export function staffPerson(
  { ids, clock }: Pick<Ports, 'ids' | 'clock'>,
  { name, email }: { readonly name: string; readonly email: string | null },
  language: Language,
): Person {
  return {
    id: newId(ids),
    revision: 0,
    displayName: name,
    alias: aliasFrom(ids.code(8)),
    language,
    zone: null,
    emails: email ? [{ address: email, verifiedAt: null }] : [],
    age: { band: 'adult', statedBy: 'organiser' },
    state: 'active',
    since: clock.now(),
  };
}
