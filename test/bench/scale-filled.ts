import type { PersonId } from '../../core/ids.ts';
import type { Ports } from '../../core/ports/ports.ts';
import {
  aBadge,
  aCommunity,
  aMembership,
  anAward,
  anIdentity,
  anOrganiser,
  aPerson,
} from '../builders/index.ts';

export interface Scale {
  readonly learners: number;
  readonly awards: number;
}

const [organisersOf40, badgesEach, classOf] = [40, 10, 30];
/** Learners that are kept in one go. */
const batch = 300;

/**
 * A network of forty locations: each with badges and courses of thirty, and every learner with as many awards as it takes.
 * @returns learners to look at, from all over
 */
export async function fillCity(
  { records }: Pick<Ports, 'records'>,
  { learners, awards }: Scale,
  tell: (done: number) => void,
): Promise<readonly PersonId[]> {
  const organisers = Array.from({ length: organisersOf40 }, (_, at) => anOrganiser({ name: `City ${at}` }));
  const badges = organisers.flatMap(({ id }) =>
    Array.from({ length: badgesEach }, () => aBadge({ organiser: id })),
  );
  await records.keep({ organiser: organisers, badge: badges });

  const each = Math.round(awards / learners);
  const seen: PersonId[] = [];
  for (let from = 0; from < learners; from += batch) {
    const people = Array.from({ length: Math.min(batch, learners - from) }, () => aPerson());
    const courses = Array.from({ length: Math.ceil(people.length / classOf) }, (_, at) =>
      aCommunity({ organiser: organisers[(from + at) % organisers.length]?.id ?? null }),
    );
    const course = (at: number) => courses[Math.floor(at / classOf)]?.id;
    await records.keep({
      person: people,
      identity: people.map(({ id }) => anIdentity({ person: id })),
      community: courses,
      membership: people.flatMap(({ id }, at) => {
        const community = course(at);
        return community ? [aMembership({ community, person: id })] : [];
      }),
    });
    await records.keep({
      award: people.flatMap(({ id: person }, at) =>
        Array.from({ length: each }, (_, nth) => {
          // Steps that share no divisor with how many badges there are: nobody gets one twice.
          const badge = badges[(from + at + nth * 7) % badges.length];
          return anAward({ person, ...(badge ? { badge: badge.id, organiser: badge.organiser } : {}) });
        }),
      ),
    });
    const one = people[from % people.length];
    if (one) seen.push(one.id);
    tell(from + people.length);
  }
  return seen;
}
