import type { Community } from './communities/community.ts';
import { isTestStudent } from './communities/earns-here.ts';
import type { CommunityId, OrganiserId, PersonId } from './ids.ts';
import type { Ports } from './ports/ports.ts';
import type { Page, Paged } from './ports/records.ts';
import { readNamesFor } from './read-names.ts';

export interface PeopleRead {
  /** Courses of the organiser, to choose from. */
  readonly communities: readonly Community[];
  /** The one shown; null: who takes part in anything of theirs. */
  readonly from: Community | null;
  readonly people: readonly {
    readonly person: PersonId;
    /** As shared in a course of the organiser, else display name, else alias. */
    readonly name: string;
  }[];
  readonly next: string | null;
}

/** @returns null: no such course of theirs */
export async function readPeopleOf(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  from: CommunityId | null,
  page: Page,
): Promise<PeopleRead | null> {
  const communities = await records.communities.of(organiser);
  const shown = communities.find(({ id }) => id === from) ?? null;
  if (from !== null && !shown) return null;

  const { items, next } = shown
    ? await learnersOf({ records }, shown.id, page)
    : await participantsOf({ records }, organiser, page);
  const nameOf = await readNamesFor({ records }, organiser, items);
  return {
    communities,
    from: shown,
    people: items.map((person) => ({ person, name: nameOf(person) })),
    next,
  };
}

/** A page may hold fewer than asked for: test students are met in between. */
async function participantsOf(
  { records }: Pick<Ports, 'records'>,
  organiser: OrganiserId,
  page: Page,
): Paged<PersonId> {
  const { items, next } = await records.enrolments.people(organiser, page);
  const memberships = await Promise.all(items.map((person) => records.memberships.of(person)));
  return { items: items.filter((_person, at) => !isTestStudent(memberships[at] ?? [])), next };
}

/** A page may hold fewer than asked for: teachers and who has left are met in between. */
async function learnersOf(
  { records }: Pick<Ports, 'records'>,
  community: CommunityId,
  page: Page,
): Paged<PersonId> {
  const { items, next } = await records.memberships.in(community, page);
  const learners = items.filter(
    ({ seat, state, isTest }) => seat === 'learner' && state === 'active' && !isTest,
  );
  return { items: learners.map(({ person }) => person), next };
}
