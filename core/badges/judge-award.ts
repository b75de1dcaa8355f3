import { type Explanation, no, waiting, yes } from '../explanation.ts';
import type { ActivityId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Playlist } from '../playlists/playlist.ts';
import { isComplete, progress } from '../playlists/progress.ts';
import { type Award, isExpired, isValid, latestRound, type WaitsFor } from './award.ts';
import type { Badge, EarnedBy } from './badge.ts';

export interface AwardFacts {
  readonly completed: ReadonlySet<ActivityId>;
  /** Those that the badge's rules name. */
  readonly playlists: readonly Playlist[];
  /** All awards of this person, every round. */
  readonly held: readonly Award[];
  /** A platform's stand-in for a learner: it plays, and earns nothing. */
  readonly isTestStudent: boolean;
  /** Best scores read back from grade columns that count for this badge, whole per cent. */
  readonly scores: ReadonlyMap<ActivityId, number>;
  /** Its organiser has a web address and an e-mail: without, no badge is valid. */
  readonly hasIssuerAddress: boolean;
  readonly now: Instant;
  /** When what asks for the award came about; null: nothing new did, only circumstances changed. */
  readonly earnedAt: Instant | null;
  /** An organiser's word. */
  readonly byHand: boolean;
  /** A code that leads to it; left out: none was used. */
  readonly byCode?: boolean;
}

/**
 * Is this badge due to this person? (R12, R13) Yes: issue it now. Waiting: it is earned, and these are all the reasons
 * why it is not issued yet. No: it is not earned, or they have it.
 */
export function judgeAward(badge: Badge, facts: AwardFacts): Explanation {
  const latest = latestRound(facts.held, badge.id);
  const settled = latest && judgeRound(latest, facts);
  if (settled) return settled;
  if (latest?.state === 'waiting') return judgeIssuing(badge, facts, []);
  if (facts.isTestStudent) return no({ is: 'earns-nothing', as: 'test-student' });
  if (badge.state !== 'active') return no({ is: 'badge-retired' });

  const rules = facts.byHand
    ? [judgeByHand(badge, latest)]
    : badge.earnedBy.map((rule) => judgeRule(rule, facts));
  const [nearest] = shortestFirst(rules);
  if (nearest?.verdict === 'yes') return judgeIssuing(badge, facts, [nearest]);
  return no(nearest?.reason ?? { is: 'by-hand' }, shortestFirst(rules));
}

/** What the latest round already settles; null: a round may begin, or one waits. */
function judgeRound(latest: Award, { now, earnedAt, byHand }: AwardFacts): Explanation | null {
  if (latest.state === 'withdrawn') return no({ is: 'withdrawn' });
  if (latest.state === 'waiting') return null;
  if (latest.state === 'revoked') {
    return byHand ? null : no({ is: 'revoked', words: latest.revoked?.reason ?? '' });
  }
  if (!isExpired(latest, now)) return no({ is: 'has-it', since: latest.issuedAt ?? latest.earnedAt });
  const at = latest.expiresAt ?? now;
  return byHand || (earnedAt !== null && earnedAt >= at) ? null : no({ is: 'expired', at });
}

/** A badge with that rule, or one more round of any badge. */
const judgeByHand = (badge: Badge, latest: Award | null): Explanation =>
  latest || badge.earnedBy.some(({ by }) => by === 'hand')
    ? yes({ is: 'by-hand' })
    : no({ is: 'not-by-hand' });

/** Does this one rule hold? */
export function judgeRule(
  rule: EarnedBy,
  { completed, playlists, scores, byCode }: Pick<AwardFacts, 'completed' | 'playlists' | 'scores' | 'byCode'>,
): Explanation {
  switch (rule.by) {
    case 'activity': {
      const { activity } = rule;
      return completed.has(activity)
        ? yes({ is: 'completed', activity })
        : no({ is: 'completion-missing', activity });
    }
    case 'playlist':
      return judgePlaylist(rule.playlist, playlists, completed);
    case 'score':
      return judgeScore(rule, scores);
    case 'code':
      return byCode ? yes({ is: 'by-code' }) : no({ is: 'by-code' });
    case 'hand':
      // Whoever may give it made the code.
      return byCode ? yes({ is: 'by-hand' }) : no({ is: 'by-hand' });
  }
}

function judgeScore(
  { activity, atLeast }: Extract<EarnedBy, { by: 'score' }>,
  scores: AwardFacts['scores'],
): Explanation {
  const reached = scores.get(activity) ?? null;
  return reached !== null && reached >= atLeast
    ? yes({ is: 'score-reached', atLeast, reached })
    : no({ is: 'score-below', atLeast, reached });
}

function judgePlaylist(
  id: Playlist['id'],
  playlists: readonly Playlist[],
  completed: ReadonlySet<ActivityId>,
): Explanation {
  const playlist = playlists.find((one) => one.id === id);
  if (!playlist) return no({ is: 'steps', playlist: id, reached: 0, need: 0 });
  const sum = progress(playlist, completed);
  const reason = { is: 'steps', playlist: id, reached: sum.reached, need: sum.needed } as const;
  if (isComplete(sum)) return yes(reason);
  const missing = playlist.steps.filter((step) => step.isMandatory && !completed.has(step.activity));
  return no(
    reason,
    missing.map(({ activity }) => no({ is: 'completion-missing', activity })),
  );
}

/** Earned; may it go out? */
function judgeIssuing(badge: Badge, facts: AwardFacts, rules: readonly Explanation[]): Explanation {
  const obstacles = [
    ...(facts.hasIssuerAddress ? [] : [waiting({ is: 'issuer-address-missing' })]),
    ...judgePrerequisites(badge, facts),
  ];
  const [first] = obstacles;
  return first ? waiting(first.reason, obstacles) : yes({ is: 'due' }, rules);
}

function judgePrerequisites(badge: Badge, { held, now }: AwardFacts): readonly Explanation[] {
  if (!badge.prerequisites) return [];
  const { badges, need } = badge.prerequisites;
  const counts = ({ badge: other, organiser }: Award) =>
    badges === 'any' ? organiser === badge.organiser && other !== badge.id : badges.includes(other);
  const reached = new Set(
    held.filter((award) => isValid(award, now) && counts(award)).map((award) => award.badge),
  ).size;
  return reached >= need ? [] : [waiting({ is: 'prerequisites', reached, need })];
}

/** What an explanation that says `waiting` waits for, as the award keeps it. */
export function waitsFor(explanation: Explanation): readonly WaitsFor[] {
  if (explanation.verdict !== 'waiting') return [];
  return explanation.because.flatMap(({ reason }): WaitsFor[] => {
    if (reason.is === 'issuer-address-missing') return [{ for: 'issuer-address' }];
    if (reason.is === 'prerequisites')
      return [{ for: 'prerequisites', reached: reason.reached, need: reason.need }];
    return [];
  });
}

const shortestFirst = (nodes: readonly Explanation[]): readonly Explanation[] =>
  nodes.toSorted((a, b) => distance(a) - distance(b));

/** Steps still missing; what only others can give is farthest. */
function distance({ verdict, reason }: Explanation): number {
  if (verdict === 'yes') return 0;
  if (reason.is === 'completion-missing' || reason.is === 'score-below') return 1;
  if (reason.is === 'steps' && reason.need > 0) return reason.need - reason.reached;
  return 1000;
}
