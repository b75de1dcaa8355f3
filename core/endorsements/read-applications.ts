import { isValid } from '../badges/award.ts';
import type { PersonId } from '../ids.ts';
import { nameOf, type Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Endorsement } from './endorsement.ts';
import type { Application } from './opportunity.ts';
import { readHolding } from './read-holding.ts';

/** An application as the endorser sees it: what its sender released, field by field. */
export interface ApplicationView {
  readonly application: Pick<Application, 'id' | 'state' | 'words' | 'at' | 'answeredAt'>;
  /** Null: not released, or there is none. */
  readonly name: string | null;
  readonly email: string | null;
  /** Where the award can be looked at; its page is open to anyone only where its holder shares it. */
  readonly award: string | null;
}

/** Oldest first. Who withdrew shows nothing any more. */
export async function readApplications(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  endorsement: Endorsement,
): Promise<readonly ApplicationView[]> {
  const applications = await ports.records.applications.of(endorsement.id);
  return Promise.all(applications.map((one) => view(ports, endorsement, one)));
}

async function view(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  endorsement: Endorsement,
  application: Application,
): Promise<ApplicationView> {
  const { id, state, words, at, answeredAt, person, released } = application;
  const isOver = state === 'withdrawn';
  const lets = (field: Application['released'][number]) => !isOver && released.includes(field);
  const known = await ports.records.people.byId(person);
  const active = known?.state === 'active' ? known : null;
  return {
    application: { id, state, words: isOver ? '' : words, at, answeredAt },
    name: lets('name') && active ? await readName(ports, active) : null,
    email: lets('email')
      ? (active?.emails.find(({ verifiedAt }) => verifiedAt !== null)?.address ?? null)
      : null,
    award: lets('award') ? await readAward(ports, endorsement, person) : null,
  };
}

/** As they call themselves, else as a course of theirs does, else their alias. */
async function readName({ records }: Pick<Ports, 'records'>, person: Person): Promise<string> {
  if (person.displayName !== null) return person.displayName;
  const memberships = await records.memberships.of(person.id);
  return (
    memberships.findLast(({ name, state }) => name !== null && state === 'active')?.name ?? nameOf(person)
  );
}

async function readAward(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  endorsement: Endorsement,
  person: PersonId,
): Promise<string | null> {
  const award = await readHolding(ports, endorsement.object, person);
  return award && isValid(award, ports.clock.now()) ? `${ports.baseUrl}/b/awards/${award.address}` : null;
}
