import type { Enrolment } from '../activities/enrolment.ts';
import type { Room } from '../activities/room.ts';
import type { Award } from '../badges/award.ts';
import { type Credential, credentialOf } from '../badges/credential.ts';
import type { Membership } from '../communities/membership.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Review } from '../evidence/review.ts';
import type { Work } from '../evidence/work.ts';
import type { Grade } from '../grades/grade.ts';
import type { PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Entities, Paged } from '../ports/records.ts';
import type { Merge } from './merge.ts';
import type { OwnKind, ownKinds } from './own-kinds.ts';
import type { Person } from './person.ts';

/** Every record that is about one person, and what they did in other people's. */
export type OwnRecords = {
  readonly [Kind in OwnKind as (typeof ownKinds)[Kind]]: readonly Entities[Kind][];
} & {
  readonly person: Person;
  readonly reviewsGiven: readonly Review[];
  readonly reviewsReceived: readonly Review[];
  readonly credentials: readonly Credential[];
  /** That they lead, or were in. */
  readonly rooms: readonly Room[];
  /** That they kept, or were merged in. */
  readonly merges: readonly Merge[];
};

type Wanted = Pick<Ports, 'records'>;

/** @returns null: there is no such person */
export async function readOwn({ records }: Wanted, id: PersonId): Promise<OwnRecords | null> {
  const person = await records.people.byId(id);
  if (!person) return null;
  const [
    identities,
    memberships,
    staff,
    enrolments,
    evidence,
    reviewsGiven,
    completions,
    awards,
    claims,
    foreignBadges,
    notices,
    scores,
    applications,
    siteRoles,
    merges,
    reflections,
  ] = await Promise.all([
    records.identities.of(id),
    records.memberships.of(id),
    records.staff.everOf(id),
    records.enrolments.of(id),
    records.evidence.of(id),
    records.reviews.by(id),
    records.completions.everOf(id),
    awardsOf({ records }, id),
    records.claimUses.by(id),
    records.foreignBadges.of(id),
    records.notices.of(id),
    records.scores.of(id),
    records.applications.by(id),
    records.siteRoles.everOf(id),
    records.merges.of(id),
    records.reflections.of(id),
  ]);
  const work = await workOf({ records }, id, enrolments, evidence);
  const [reviews, credentials, grades, rooms] = await Promise.all([
    Promise.all(work.map((one) => records.reviews.of(one.id))),
    Promise.all(awards.map((award) => records.credentials.byId(credentialOf(award)))),
    gradesOf({ records }, id, memberships),
    roomsOf({ records }, id, enrolments),
  ]);
  return {
    person,
    identities,
    memberships,
    staff,
    enrolments,
    work,
    evidence,
    reviewsGiven,
    reviewsReceived: reviews.flat(),
    completions,
    awards,
    credentials: credentials.filter((one) => one !== null),
    claims,
    foreignBadges,
    grades,
    scores,
    applications,
    siteRoles,
    notices,
    rooms,
    merges,
    reflections,
  };
}

/** Handing in joins the activity, so its enrolment leads to the work; its evidence does in any case. */
async function workOf(
  { records }: Wanted,
  person: PersonId,
  enrolments: readonly Enrolment[],
  evidence: readonly Evidence[],
): Promise<readonly Work[]> {
  const activities = enrolments.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : []));
  const [joined, handedIn] = await Promise.all([
    records.work.of(person, activities),
    Promise.all([...new Set(evidence.map(({ work }) => work))].map((work) => records.work.byId(work))),
  ]);
  const all = [...joined, ...handedIn.filter((one) => one !== null)];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

async function awardsOf({ records }: Wanted, person: PersonId): Promise<readonly Award[]> {
  const all: Award[] = [];
  let after: string | null = null;
  do {
    // Without its type the compiler sees `after` and `page` each follow from the other.
    const page: Awaited<Paged<Award>> = await records.awards.heldBy(person, { size: 200, after });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

async function gradesOf(
  { records }: Wanted,
  person: PersonId,
  memberships: readonly Membership[],
): Promise<readonly Grade[]> {
  const placements = await Promise.all(
    memberships.map(({ community }) => records.placements.everIn(community)),
  );
  const grades = await Promise.all(placements.flat().map(({ id }) => records.grades.one(id, person)));
  return grades.filter((grade) => grade !== null);
}

/** Checking in joins the activity, so its enrolment leads to the room; who leads one need not have joined. */
async function roomsOf(
  { records }: Wanted,
  person: PersonId,
  enrolments: readonly Enrolment[],
): Promise<readonly Room[]> {
  const activities = enrolments.flatMap(({ subject }) => (subject.kind === 'activity' ? [subject.id] : []));
  const [open, joined] = await Promise.all([
    records.rooms.open(),
    Promise.all(activities.map((activity) => records.rooms.of(activity))),
  ]);
  const all = new Map([...open, ...joined.flat()].map((room) => [room.id, room]));
  return [...all.values()].filter(
    ({ leader, attendances }) => leader === person || attendances.some((one) => one.person === person),
  );
}
