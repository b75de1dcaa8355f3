import { z } from 'zod';
import { Declined } from '../../core/faults.ts';
import type { CommunityId } from '../../core/ids.ts';
import type { Roster, RosterMember } from '../../core/ports/roster.ts';
import { jsonIn, orTrouble } from './columns.ts';
import type { Facts } from './course-facts.ts';
import { familyOf } from './families/index.ts';
import { linkedPage } from './next-page.ts';
import type { Registry } from './registry.ts';
import { isTestUser, seatOf } from './seats.ts';
import type { ServiceClient } from './service-client.ts';

export interface RosterParts {
  readonly facts: Facts;
  readonly registry: Registry;
  readonly client: ServiceClient;
}

const container = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const mostPages = 200;

/** By the book a string; some platforms print their numbers as such. */
const userId = z.union([z.string(), z.number().int().transform(String)]).pipe(z.string().min(1).max(255));
const text = z.string().trim().optional().catch(undefined);
const Member = z.object({
  user_id: userId,
  roles: z.array(z.string()).catch([]),
  status: z.string().optional().catch(undefined),
  name: text,
  given_name: text,
  family_name: text,
});
type Member = z.infer<typeof Member>;
const Container = z.object({ members: z.array(z.unknown()) });

/** Rosters by LTI's Names and Role Provisioning Services 2.0. */
export function createRoster({ facts, registry, client }: RosterParts): Roster {
  return {
    async tenantOf(course) {
      const known = await facts.course(course);
      return known?.membershipsUrl ? known.registration : null;
    },
    members: (course) => read({ facts, registry, client }, course),
  };
}

async function* read(
  { facts, registry, client }: RosterParts,
  course: CommunityId,
): AsyncGenerator<RosterMember> {
  const known = await facts.course(course);
  const registration = known && (await registry.byId(known.registration));
  if (!known?.membershipsUrl || !registration)
    throw new Declined('no-roster', 'The platform tells no roster');
  if (!registration.isActive) throw new Declined('platform-inactive', 'The platform is switched off');

  const first = new URL(known.membershipsUrl);
  const { rosterPageSize } = familyOf(registration.family);
  if (rosterPageSize !== null) first.searchParams.set('limit', String(rosterPageSize));
  let next: string | null = first.href;
  for (let pages = 0; next !== null; pages += 1) {
    if (pages === mostPages) throw new Declined('roster-endless', `More than ${mostPages} pages`);
    const answer = await client.ask(registration, {
      url: next,
      accept: container,
      scope: 'roster',
      call: 'roster',
    });
    if (answer.status === 404) throw new Declined('roster-gone', 'The platform answered 404');
    orTrouble(answer);
    const page = Container.safeParse(jsonIn(answer));
    if (!page.success) throw new Declined('our-fault', 'The platform answered no roster');
    for (const member of page.data.members) yield* memberIn(member);
    next = linkedPage(answer, 'next');
    // A token for one host is shown to no other.
    if (next !== null && new URL(next).host !== first.host)
      throw new Declined('roster-elsewhere', 'Its next page lies on another host');
  }
}

/** None for who is there no more, or was never a person. */
function memberIn(value: unknown): readonly RosterMember[] {
  const read = Member.safeParse(value);
  if (!read.success) return [];
  const { user_id: subject, roles, status } = read.data;
  if (isTestUser(roles) || (status !== undefined && status.toLowerCase() !== 'active')) return [];
  return [{ subject, name: nameOf(read.data), seat: seatOf(roles) }];
}

function nameOf({ name, given_name, family_name }: Member): string | null {
  const whole = name || [given_name, family_name].filter(Boolean).join(' ');
  return whole ? whole.slice(0, 120) : null;
}
