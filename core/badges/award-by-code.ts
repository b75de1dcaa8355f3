import { following, type Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { give } from './give.ts';
import { judgeAward } from './judge-award.ts';
import { byCode, codeRule } from './read-claim.ts';

/** A code that leads to a badge was used: it is given, or waits; told again it finds it given. */
export async function awardByCode(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'baseUrl' | 'badgeSigner'>,
  event: Told<'code.used'>,
): Promise<void> {
  const { records } = ports;
  const use = await records.claimUses.byId(event.payload.use);
  const [code, badge, person] = use
    ? await Promise.all([
        records.claimCodes.byId(use.code),
        use.badge && records.badges.byId(use.badge),
        records.people.byId(use.person),
      ])
    : [null, null, null];
  if (use?.state !== 'used' || code?.leadsTo !== 'award' || !badge || person?.state !== 'active') return;

  const read = (await readAwardFacts(ports, person.id, [badge]))(badge);
  const isGiven = read.held.some(
    (award) => award.badge === badge.id && award.provenance.some(({ event: of }) => of === event.id),
  );
  const facts = { ...byCode(read), earnedAt: event.at };
  const explanation = judgeAward(badge, facts);
  if (isGiven || explanation.verdict === 'no') return;
  const isWaiting = read.held.some((award) => award.badge === badge.id && award.state === 'waiting');
  if (isWaiting) return;

  const provenance = {
    event: event.id,
    rule: codeRule(badge),
    at: event.at,
    community: event.community,
    reviewers: { peers: 0, organisers: 0 },
  } as const;
  await give(ports, following(event), { badge, person, facts, explanation, provenance });
}
