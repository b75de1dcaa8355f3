import { domainEvent, following, type Told } from '../domain-events.ts';
import type { PersonId, Subject } from '../ids.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { latestRound } from './award.ts';
import type { Badge, EarnedBy } from './badge.ts';
import { give } from './give.ts';
import { withProvenance } from './issuing.ts';
import { type AwardFacts, judgeAward, judgeRule } from './judge-award.ts';
import type { Provenance } from './provenance.ts';
import { readReviewers } from './read-reviewers.ts';
import { rejudge } from './rejudge.ts';
import type { Issuing } from './sign-award.ts';

type Heard = Told<'activity.completed' | 'playlist.completed' | 'grade.read' | 'rule.met'>;

/**
 * Awards the badges that a completion or a score makes due, or one whose rules were met before they were switched on;
 * where there is one already, it only gains a reason.
 */
export async function awardIfDue(ports: Issuing, event: Heard): Promise<void> {
  if (event.name === 'rule.met') return awardSwitchedOn(ports, event);
  const subject: Subject =
    event.name === 'playlist.completed'
      ? { kind: 'playlist', id: event.payload.playlist }
      : { kind: 'activity', id: event.payload.activity };
  const badges = await ports.records.badges.earnedBy(subject);
  if (badges.length === 0) return;

  for (const badge of badges) {
    const rule = badge.earnedBy.find((one) => isFor(one, subject, event.name === 'grade.read'));
    if (rule) await awardOne(ports, event, badge, rule);
  }
}

/** By whichever of its rules holds. */
async function awardSwitchedOn(ports: Issuing, event: Told<'rule.met'>): Promise<void> {
  const badge = await ports.records.badges.byId(event.payload.badge);
  if (badge?.state !== 'active') return;
  const factsOf = await readAwardFacts(ports, event.payload.person, [badge]);
  const rule = badge.earnedBy.find((one) => judgeRule(one, factsOf(badge)).verdict === 'yes');
  if (rule) await awardOne(ports, event, badge, rule);
}

async function awardOne(ports: Issuing, event: Heard, badge: Badge, rule: EarnedBy): Promise<void> {
  const { person: id } = event.payload;
  const [person, factsOf] = await Promise.all([
    ports.records.people.byId(id),
    readAwardFacts(ports, id, [badge]),
  ]);
  const facts = { ...factsOf(badge), earnedAt: event.at };
  // Reopened or erased meanwhile: what the event told is true no more.
  if (person?.state !== 'active' || judgeRule(rule, facts).verdict !== 'yes') return;

  const provenance = await readProvenance(ports, event, id, rule, facts);
  if (await addedToExisting(ports, event, badge, facts, provenance)) return;
  const explanation = judgeAward(badge, facts);
  if (explanation.verdict !== 'no') {
    await give(ports, following(event), { badge, person, facts, explanation, provenance });
  }
}

/** There is one that holds or waits: one reason more, and one look more at what it waits for. */
async function addedToExisting(
  ports: Issuing,
  event: Heard,
  badge: Badge,
  facts: AwardFacts,
  provenance: Provenance,
): Promise<boolean> {
  const latest = latestRound(facts.held, badge.id);
  const begins = !latest || (latest.state === 'issued' && judgeAward(badge, facts).verdict !== 'no');
  if (begins) return false;
  if (latest.state !== 'issued' && latest.state !== 'waiting') return true;

  const more = withProvenance(latest, provenance);
  if (more) {
    const about = { award: latest.id, badge: badge.id, person: latest.person };
    await ports.records.keep({ award: [more] }, [
      domainEvent(following(event), 'award.provenance-added', about),
    ]);
  }
  await rejudge(ports, following(event), more ? { ...more, revision: more.revision + 1 } : latest);
  return true;
}

async function readProvenance(
  ports: Issuing,
  event: Heard,
  person: PersonId,
  rule: EarnedBy,
  facts: AwardFacts,
): Promise<Provenance> {
  return {
    event: event.id,
    rule,
    at: event.at,
    community: event.community,
    reviewers: await readReviewers(ports, person, rule, facts.playlists),
  };
}

/** @param isScored it is about a score in the activity, not about its completion */
const isFor = (rule: EarnedBy, { kind, id }: Subject, isScored: boolean): boolean =>
  (isScored && rule.by === 'score' && rule.activity === id) ||
  (!isScored && rule.by === 'activity' && kind === 'activity' && rule.activity === id) ||
  (rule.by === 'playlist' && kind === 'playlist' && rule.playlist === id);
