import type { ActivityId, PersonId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import type { Page, Paged } from '../ports/records.ts';
import { readAwardFacts } from '../read-award-facts.ts';
import { latestRound, type WaitsFor } from './award.ts';
import type { Badge, EarnedBy } from './badge.ts';
import { judgeAward, waitsFor } from './judge-award.ts';

/** Who meets the rules of a badge now, as it would be. Judged by the same function that awards. */
export interface RulePreview {
  /** Would be issued at once. */
  readonly earn: readonly PersonId[];
  /** Would wait, and for what. */
  readonly wait: readonly { readonly person: PersonId; readonly waitsFor: readonly WaitsFor[] }[];
  /** Have it, or it waits for them already. */
  readonly have: readonly PersonId[];
  /** The same for the same people: switching on holds it against what is true then. */
  readonly mark: string;
}

type Wanted = Pick<Ports, 'records' | 'clock' | 'secrets'>;

const together = 20;

/** @param badge as it would be once published */
export async function readPreview(ports: Wanted, badge: Badge): Promise<RulePreview> {
  const judged: [PersonId, 'earn' | 'wait' | 'have' | 'none', readonly WaitsFor[]][] = [];
  const people = await readCandidates(ports, badge);
  for (let from = 0; from < people.length; from += together) {
    judged.push(
      ...(await Promise.all(people.slice(from, from + together).map((one) => judge(ports, badge, one)))),
    );
  }
  const are = (what: 'earn' | 'have') => judged.filter(([, is]) => is === what).map(([person]) => person);
  const earn = are('earn');
  const wait = judged.flatMap(([person, is, waits]) => (is === 'wait' ? [{ person, waitsFor: waits }] : []));
  const listed = JSON.stringify([earn, wait.map(({ person }) => person)]);
  return { earn, wait, have: are('have'), mark: ports.secrets.digest(listed, 'rule-preview') };
}

async function judge(ports: Wanted, badge: Badge, person: PersonId) {
  const [known, factsOf] = await Promise.all([
    ports.records.people.byId(person),
    readAwardFacts(ports, person, [badge]),
  ]);
  const facts = factsOf(badge);
  const latest = latestRound(facts.held, badge.id);
  const none = [person, 'none', []] as [PersonId, 'none', readonly WaitsFor[]];
  if (known?.state !== 'active') return none;
  const explanation = judgeAward(badge, facts);
  const holds = latest?.state === 'issued' && explanation.reason.is === 'has-it';
  if (holds || latest?.state === 'waiting')
    return [person, 'have', []] as [PersonId, 'have', readonly WaitsFor[]];
  if (explanation.verdict === 'no') return none;
  const is = explanation.verdict === 'yes' ? ('earn' as const) : ('wait' as const);
  return [person, is, waitsFor(explanation)] as [PersonId, 'earn' | 'wait', readonly WaitsFor[]];
}

/** Who has done anything that a rule asks for; of a playlist its first needed step, which nobody is complete without. */
async function readCandidates(ports: Wanted, { earnedBy }: Badge): Promise<readonly PersonId[]> {
  const { completions, scores } = ports.records;
  const lists = earnedBy.map(async (rule): Promise<readonly PersonId[]> => {
    if (rule.by === 'score') return allOf((page) => scores.people(rule.activity, page));
    const activity = await decisive(ports, rule);
    return activity ? allOf((page) => completions.people(activity, page)) : [];
  });
  return [...new Set((await Promise.all(lists)).flat())].toSorted();
}

async function decisive({ records }: Wanted, rule: EarnedBy): Promise<ActivityId | null> {
  if (rule.by === 'activity') return rule.activity;
  if (rule.by !== 'playlist') return null;
  const playlist = await records.playlists.byId(rule.playlist);
  return playlist?.steps.find(({ isMandatory }) => isMandatory)?.activity ?? null;
}

async function allOf(pageOf: (page: Page) => Paged<PersonId>): Promise<readonly PersonId[]> {
  const all: PersonId[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf({ size: 200, after });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}
