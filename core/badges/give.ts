import { type DomainEvent, domainEvent } from '../domain-events.ts';
import type { Explanation } from '../explanation.ts';
import { newId } from '../ids.ts';
import { countsAsUnder18 } from '../people/counts-as-under-18.ts';
import type { Person } from '../people/person.ts';
import { readSurroundings } from '../read-standing.ts';
import { type Award, latestRound } from './award.ts';
import type { Badge } from './badge.ts';
import { newAward } from './issuing.ts';
import type { AwardFacts } from './judge-award.ts';
import type { Provenance } from './provenance.ts';
import { recipientOf } from './recipient.ts';
import { type Issuing, signAward } from './sign-award.ts';

/**
 * Begins a round: issued and signed, or waiting, as the explanation says.
 * @param along what is told with it
 * @throws Stale it was begun meanwhile
 */
export async function give(
  ports: Issuing,
  by: Parameters<typeof domainEvent>[0],
  due: { badge: Badge; person: Person; facts: AwardFacts; explanation: Explanation; provenance: Provenance },
  along: readonly DomainEvent[] = [],
): Promise<Award> {
  const { badge, person, facts, explanation, provenance } = due;
  const around = await readSurroundings(ports, person.id);
  const award = newAward(
    badge,
    {
      id: newId(ports.ids),
      person: person.id,
      round: (latestRound(facts.held, badge.id)?.round ?? 0) + 1,
      address: ports.ids.code(16),
      recipient: recipientOf(ports, person),
      isUnder18: countsAsUnder18(person, around),
      provenance,
      now: facts.now,
    },
    explanation,
  );
  const signed = award.state === 'issued' ? await signAward(ports, award, due) : null;
  const kept = signed?.award ?? award;
  const about = { award: award.id, badge: badge.id, person: person.id };
  await ports.records.keep({ award: [kept], credential: signed ? [signed.credential] : [] }, [
    domainEvent(by, 'award.earned', about),
    domainEvent(by, award.state === 'issued' ? 'award.issued' : 'award.waiting', about),
    ...along,
  ]);
  return { ...kept, revision: 1 };
}
