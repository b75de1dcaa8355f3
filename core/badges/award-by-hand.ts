import { z } from 'zod';
import { isTestStudent } from '../communities/earns-here.ts';
import { type Explanation, no } from '../explanation.ts';
import { BadgeId, PersonId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { readSurroundings } from '../read-standing.ts';
import { type Award, latestRound } from './award.ts';
import type { Badge } from './badge.ts';
import { give } from './give.ts';
import { type AwardFacts, judgeAward } from './judge-award.ts';

export const AwardByHand = z.object({ badge: BadgeId, person: PersonId });
export type AwardByHand = z.infer<typeof AwardByHand>;

export type AwardByHandRefusal =
  | NotFound
  | NotAllowed
  /** `has-it`, `badge-retired`, `not-by-hand`: only a badge with that rule, or again after revocation or expiry. */
  | { readonly why: 'not-due'; readonly because: Explanation };

/** An organiser gives a badge; the only way to one more round after a revocation. */
export async function awardByHand(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'baseUrl'>,
  by: Actor,
  { badge: id, person: whom }: AwardByHand,
): Promise<Outcome<Award, AwardByHandRefusal>> {
  const [badge, person] = await Promise.all([ports.records.badges.byId(id), ports.records.people.byId(whom)]);
  if (!badge || person?.state !== 'active') return refused({ why: 'not-found' });
  const because = judgeGiving(by, badge, person);
  if (because.verdict !== 'yes') {
    const knows = may.seeOrganiser(by, badge.organiser).verdict === 'yes';
    return knows ? refused({ why: 'not-allowed', because }) : refused({ why: 'not-found' });
  }
  const facts = { ...(await readAwardFacts(ports, whom, [badge]))(badge), byHand: true };
  if (!(await isOfTheirs(ports, badge, person, facts))) return refused({ why: 'not-found' });
  const explanation = judgeAward(badge, facts);
  const waits = latestRound(facts.held, id)?.state === 'waiting';
  if (waits || explanation.verdict === 'no') return refused({ why: 'not-due', because: explanation });

  const provenance = {
    event: `by-hand/${ports.ids.next()}`,
    rule: { by: 'hand' },
    at: facts.now,
    community: by.seat?.community ?? null,
    reviewers: { peers: 0, organisers: 0 },
  } as const;
  return done(await give(ports, by, { badge, person, facts, explanation, provenance }));
}

/** Nobody gives a badge to themselves. */
function judgeGiving(by: Actor, badge: Badge, person: Person): Explanation {
  if (person.id === by.person) return no({ is: 'own-evidence' });
  const hosted = badge.earnedBy.find((rule) => rule.by === 'activity');
  return may.awardByHand(by, {
    organiser: badge.organiser,
    ...(hosted ? { activity: hosted.activity } : {}),
  });
}

/** Joined something of this organiser's, learns in a community of theirs, or has had a badge of theirs. No test student is. */
async function isOfTheirs(
  { records }: Pick<Ports, 'records'>,
  { organiser }: Badge,
  person: Person,
  { held }: AwardFacts,
): Promise<boolean> {
  if (held.some((award) => award.organiser === organiser)) return true;
  const [enrolments, { memberships, communities }] = await Promise.all([
    records.enrolments.of(person.id),
    readSurroundings({ records }, person.id),
  ]);
  return (
    !isTestStudent(memberships) && [...enrolments, ...communities].some((one) => one.organiser === organiser)
  );
}
