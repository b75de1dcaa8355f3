import type { Enrolment } from '../activities/enrolment.ts';
import type { Award } from '../badges/award.ts';
import type { ClaimUse } from '../badges/claim-code.ts';
import { type Credential, credentialOf } from '../badges/credential.ts';
import type { ForeignBadge } from '../badges/foreign-badge.ts';
import type { Membership } from '../communities/membership.ts';
import type { Application } from '../endorsements/opportunity.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Review } from '../evidence/review.ts';
import type { Work } from '../evidence/work.ts';
import type { Grade } from '../grades/grade.ts';
import type { ScoreRead } from '../grades/score-read.ts';
import type { ActivityId, PersonId } from '../ids.ts';
import type { Staff } from '../organisers/staff.ts';
import type { Ports } from '../ports/ports.ts';
import type { Paged } from '../ports/records.ts';
import type { Identity } from './identity.ts';
import type { Notice } from './notice.ts';
import type { Person } from './person.ts';
import type { SiteRole } from './site-role.ts';

/** Every record that is about one person. */
export interface OwnRecords {
  readonly person: Person;
  readonly identities: readonly Identity[];
  readonly memberships: readonly Membership[];
  readonly staff: readonly Staff[];
  readonly enrolments: readonly Enrolment[];
  readonly work: readonly Work[];
  readonly evidence: readonly Evidence[];
  readonly reviewsGiven: readonly Review[];
  readonly reviewsReceived: readonly Review[];
  readonly completions: readonly ActivityId[];
  readonly awards: readonly Award[];
  readonly credentials: readonly Credential[];
  readonly claims: readonly ClaimUse[];
  readonly foreignBadges: readonly ForeignBadge[];
  readonly grades: readonly Grade[];
  readonly scores: readonly ScoreRead[];
  readonly applications: readonly Application[];
  readonly siteRoles: readonly SiteRole[];
  readonly notices: readonly Notice[];
}

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
  ] = await Promise.all([
    records.identities.of(id),
    records.memberships.of(id),
    records.staff.of(id),
    records.enrolments.of(id),
    records.evidence.of(id),
    records.reviews.by(id),
    records.completions.of(id),
    awardsOf({ records }, id),
    records.claimUses.by(id),
    records.foreignBadges.of(id),
    records.notices.of(id),
    records.scores.of(id),
    records.applications.by(id),
    records.siteRoles.of(id),
  ]);
  const work = await workOf({ records }, id, enrolments, evidence);
  const [reviews, credentials, grades] = await Promise.all([
    Promise.all(work.map((one) => records.reviews.of(one.id))),
    Promise.all(awards.map((award) => records.credentials.byId(credentialOf(award)))),
    gradesOf({ records }, id, memberships),
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
    completions: [...completions],
    awards,
    credentials: credentials.filter((one) => one !== null),
    claims,
    foreignBadges,
    grades,
    scores,
    applications,
    siteRoles,
    notices,
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
