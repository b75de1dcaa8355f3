import { domainEvent } from '../domain-events.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { isSameContent } from '../same-content.ts';
import type { Award } from './award.ts';
import { afterJudging } from './issuing.ts';
import { judgeAward } from './judge-award.ts';
import { type Issuing, signAward } from './sign-award.ts';

/** Judges a waiting award once more. Issued, or with the reasons as they are now; one that waits no more is left alone. */
export async function rejudge(
  ports: Issuing,
  by: Parameters<typeof domainEvent>[0],
  award: Award,
): Promise<Award> {
  const badge = await ports.records.badges.byId(award.badge);
  if (!badge || award.state !== 'waiting') return award;
  const facts = (await readAwardFacts(ports, award.person, [badge]))(badge);
  const judged = afterJudging(award, badge, judgeAward(badge, facts), facts.now);
  if (isSameContent(award, judged)) return award;

  if (judged.state !== 'issued') {
    await ports.records.keep({ award: [judged] });
    return { ...judged, revision: judged.revision + 1 };
  }
  const person = await ports.records.people.byId(award.person);
  if (!person) return award;
  const signed = await signAward(ports, judged, { badge, person });
  const about = { award: award.id, badge: award.badge, person: award.person };
  await ports.records.keep({ award: [signed.award], credential: [signed.credential] }, [
    domainEvent(by, 'award.issued', about),
  ]);
  return { ...signed.award, revision: judged.revision + 1 };
}
