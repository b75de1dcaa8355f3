import type { Enrolment } from '../activities/enrolment.ts';
import type { Award } from '../badges/award.ts';
import type { Membership } from '../communities/membership.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Explanation } from '../explanation.ts';
import type { ActivityId, PersonId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from './actor.ts';
import type { Identity } from './identity.ts';
import { may } from './may.ts';
import type { Person } from './person.ts';

/** Everything that is kept about somebody. Files are named by their ids. */
export interface PersonExport {
  readonly person: Person;
  readonly identities: readonly Identity[];
  readonly memberships: readonly Membership[];
  readonly enrolments: readonly Enrolment[];
  readonly evidence: readonly Evidence[];
  readonly completions: readonly ActivityId[];
  readonly awards: readonly Award[];
}

/** A copy of all of one's own; the operator makes it for others. */
export async function exportPerson(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: PersonId,
): Promise<Outcome<PersonExport, NotFound | { readonly why: 'not-allowed'; readonly because: Explanation }>> {
  const allowed = may.openAccount(by);
  if (by.person !== id && allowed.verdict !== 'yes') return refused({ why: 'not-allowed', because: allowed });
  const person = await records.people.byId(id);
  if (!person) return refused({ why: 'not-found' });

  const [identities, memberships, enrolments, evidence, completions, awards] = await Promise.all([
    records.identities.of(id),
    records.memberships.of(id),
    records.enrolments.of(id),
    records.evidence.of(id),
    records.completions.of(id),
    allAwards({ records }, id),
  ]);
  return done({
    person,
    identities,
    memberships,
    enrolments,
    evidence,
    completions: [...completions],
    awards,
  });
}

async function allAwards({ records }: Pick<Ports, 'records'>, person: PersonId): Promise<Award[]> {
  const all: Award[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.awards.heldBy>> = await records.awards.heldBy(person, {
      size: 200,
      after,
    });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}
