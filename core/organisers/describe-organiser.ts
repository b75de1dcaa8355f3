import type { z } from 'zod';
import { BadgeImage } from '../badges/badge-content.ts';
import { type Entry, underName } from '../catalogue/entry.ts';
import { domainEvent } from '../domain-events.ts';
import type { OrganiserId, Subject } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { TextsUpTo } from '../texts.ts';
import { OpenAccount } from './open-account.ts';
import type { Organiser } from './organiser.ts';

/** What is left out stays as it is. */
export const DescribeOrganiser = OpenAccount.pick({ name: true, url: true, email: true })
  // Not picked: its default would stand for what was left out.
  .extend({ about: TextsUpTo(2000).nullable(), logo: BadgeImage })
  .partial();
export type DescribeOrganiser = z.infer<typeof DescribeOrganiser>;

export type DescribeOrganiserRefusal =
  | NotFound
  | NotAllowed
  /** Badges stand on it: it can be changed, not taken away. */
  | { readonly why: 'issuer-address-needed'; readonly missing: 'url' | 'email' };

/** Changes what an organiser says of itself. With address and e-mail, awards that waited for them are issued. */
export async function describeOrganiser(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: OrganiserId,
  input: DescribeOrganiser,
): Promise<Outcome<Organiser, DescribeOrganiserRefusal>> {
  const organiser = await records.organisers.byId(id);
  if (!organiser) return refused({ why: 'not-found' });
  const allowed = may.publish(by, id);
  if (allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });

  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const described: Organiser = { ...organiser, ...given };
  const missing = (['url', 'email'] as const).find(
    (one) => organiser[one] !== null && described[one] === null,
  );
  if (missing) return refused({ why: 'issuer-address-needed', missing });
  const catalogue = described.name === organiser.name ? [] : await renamedEntries({ records }, described);
  await records.keep({ organiser: [described], catalogue }, [
    domainEvent(by, 'organiser.changed', { organiser: id }),
  ]);
  return done({ ...described, revision: organiser.revision + 1 });
}

/** What the catalogue shows of it carries its name. */
async function renamedEntries(
  { records }: Pick<Ports, 'records'>,
  { id, name }: Organiser,
): Promise<readonly Entry[]> {
  const [activities, playlists] = await Promise.all([records.activities.of(id), records.playlists.of(id)]);
  const subjects: readonly Subject[] = [
    ...activities.map((activity) => ({ kind: 'activity', id: activity.id }) as const),
    ...playlists.map((playlist) => ({ kind: 'playlist', id: playlist.id }) as const),
  ];
  const entries = await Promise.all(subjects.map((subject) => records.catalogue.bySubject(subject)));
  return entries.flatMap((entry) => (entry ? [underName(entry, name)] : []));
}
