import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import { domainEvent } from '../domain-events.ts';
import { ActivityId, newId, OrganiserId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { SiteRole } from '../people/site-role.ts';
import type { Ports } from '../ports/ports.ts';

export const MakeHost = z.object({ organiser: OrganiserId, activity: ActivityId, person: PersonId });
export type MakeHost = z.infer<typeof MakeHost>;

export type MakeHostRefusal = NotFound | NotAllowed;

/** Makes somebody with a role at an organiser the host of one of its activities. Twice is once. */
export async function makeHost(
  { records, clock, ids }: Pick<Ports, 'records' | 'clock' | 'ids'>,
  by: Actor,
  input: MakeHost,
): Promise<Outcome<SiteRole, MakeHostRefusal>> {
  const found = await judge({ records }, by, input);
  if (found.refused) return found;
  const { activity, known } = found.done;
  const { person } = input;
  const staff = (await records.staff.of(person)).find(({ organiser }) => organiser === input.organiser);
  if (!staff) return refused({ why: 'not-found' });
  if (known?.endedAt === null) return done(known);

  const given: SiteRole = {
    id: known?.id ?? newId(ids),
    revision: known?.revision ?? 0,
    person,
    role: 'host',
    on: activity.id,
    givenBy: by.person,
    at: clock.now(),
    endedAt: null,
  };
  // Kept with their role here: if that ends meanwhile, this is `Stale`.
  await records.keep({ siteRole: [given], staff: [staff] }, [
    domainEvent(by, 'role.given', { person, activity: activity.id }),
  ]);
  return done({ ...given, revision: given.revision + 1 });
}

/** Ends it at once, in every open visit; what they decided stays. Twice is once. */
export async function endHost(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Actor,
  input: MakeHost,
): Promise<Outcome<SiteRole, MakeHostRefusal>> {
  const found = await judge({ records }, by, input);
  if (found.refused) return found;
  const { activity, known } = found.done;
  if (!known) return refused({ why: 'not-found' });
  if (known.endedAt !== null) return done(known);

  const ended: SiteRole = { ...known, endedAt: clock.now() };
  await records.keep({ siteRole: [ended] }, [
    domainEvent(by, 'role.ended', { person: input.person, activity: activity.id }),
  ]);
  return done({ ...ended, revision: ended.revision + 1 });
}

async function judge(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  { organiser, activity: id, person }: MakeHost,
): Promise<Outcome<{ activity: Activity; known: SiteRole | null }, MakeHostRefusal>> {
  const activity = await records.activities.byId(id);
  if (activity?.organiser !== organiser || may.seeOrganiser(by, organiser).verdict !== 'yes') {
    return refused({ why: 'not-found' });
  }
  const because = may.makeHost(by, organiser);
  if (because.verdict !== 'yes') return refused({ why: 'not-allowed', because });
  return done({ activity, known: await records.siteRoles.one(person, 'host', id) });
}
