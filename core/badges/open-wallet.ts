import { type Explanation, waiting } from '../explanation.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { readHeld } from '../read-award-facts.ts';
import { type Award, reasonOf } from './award.ts';
import { type AwardView, awardView } from './award-view.ts';
import type { Badge } from './badge.ts';

/** All badges of one person. */
export interface Wallet {
  readonly person: Person;
  /** Issued ones, revoked and expired among them, newest first. */
  readonly awards: readonly AwardView[];
  /** Earned, and kept for them until what is missing is there. */
  readonly waiting: readonly {
    readonly award: Award;
    readonly badge: Badge;
    readonly reasons: readonly Explanation[];
  }[];
}

/** What somebody has earned, for themselves. */
export async function openWallet(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Someone, 'person'>,
): Promise<Outcome<Wallet, NotFound>> {
  const [person, held] = await Promise.all([
    records.people.byId(by.person),
    readHeld({ records }, by.person),
  ]);
  if (person?.state !== 'active') return refused({ why: 'not-found' });
  const [badges, organisers] = await Promise.all([
    records.badges.byIds([...new Set(held.map(({ badge }) => badge))]),
    Promise.all(
      [...new Set(held.map(({ organiser }) => organiser))].map((id) => records.organisers.byId(id)),
    ),
  ]);
  const now = clock.now();
  const read = held.flatMap((award) => {
    const badge = badges.find(({ id }) => id === award.badge);
    const organiser = organisers.find((one) => one?.id === award.organiser);
    return badge && organiser ? [{ award, badge, organiser }] : [];
  });
  return done({
    person,
    awards: read.flatMap(({ award, ...around }) => {
      const view = awardView(award, { ...around, reader: person.id, now });
      return view && view.standing.is !== 'withdrawn' ? [view] : [];
    }),
    waiting: read
      .filter(({ award }) => award.state === 'waiting')
      .map(({ award, badge }) => ({
        award,
        badge,
        reasons: award.waitsFor.map((wait) => waiting(reasonOf(wait))),
      })),
  });
}
