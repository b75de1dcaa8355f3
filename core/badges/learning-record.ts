import type { Activity } from '../activities/activity.ts';
import { minutesOf } from '../catalogue/entry-of.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Someone } from '../people/actor.ts';
import type { Person } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Reflection } from '../reflections/reflection.ts';
import type { AwardView } from './award-view.ts';
import { type KeyCompetence, keyCompetenceOf, keyCompetences } from './key-competence.ts';
import { openWallet } from './open-wallet.ts';

/** What somebody has learned and can show, counted once each. */
export interface LearningRecord {
  readonly person: Person;
  /** Of the activities that they completed, as far as those say how long they take. */
  readonly minutes: number;
  /** How many do not say. */
  readonly untimed: number;
  /** As the makers of what was done call them, most often named first. */
  readonly skills: readonly string[];
  /** By key competence, those without anything left out; null: what no competence was found for. */
  readonly parts: readonly RecordPart[];
  /** Own words that they took into it, oldest first. */
  readonly reflections: readonly {
    readonly reflection: Reflection;
    readonly activity: Activity | null;
  }[];
}

export interface RecordPart {
  readonly competence: KeyCompetence | null;
  /** Valid ones. */
  readonly awards: readonly AwardView[];
  readonly activities: readonly { readonly activity: Activity; readonly minutes: number | null }[];
}

/** One's own learning record. Only what is valid now is in it, and of own words those that they chose. */
export async function readLearningRecord(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Someone, 'person'>,
): Promise<Outcome<LearningRecord, NotFound>> {
  const [opened, completed, written] = await Promise.all([
    openWallet(ports, by),
    ports.records.completions.of(by.person),
    ports.records.reflections.of(by.person),
  ]);
  if (opened.refused) return refused({ why: 'not-found' });
  const awards = opened.done.awards.filter(({ standing }) => standing.is === 'valid');
  const earnedIn = awards.flatMap(({ badge }) =>
    badge.earnedBy.flatMap((rule) => ('activity' in rule ? [rule.activity] : [])),
  );
  const chosen = written.filter(({ isInRecord }) => isInRecord);
  const named = chosen.flatMap(({ activity }) => activity ?? []);
  const known = await ports.records.activities.byIds([...new Set([...completed, ...earnedIn, ...named])]);
  const finished = known.filter(({ id }) => completed.has(id));
  const timed = finished.map((activity) => ({
    activity,
    minutes: activity.duration === null ? null : minutesOf(activity.duration),
  }));

  const competenceOfAward = ({ badge }: AwardView) => {
    const from = known.find(({ id }) =>
      badge.earnedBy.some((rule) => 'activity' in rule && rule.activity === id),
    );
    return keyCompetenceOf([...badge.competences, ...(from?.competences ?? [])], from?.categories ?? []);
  };
  const parts = [...keyCompetences, null].map((competence) => ({
    competence,
    awards: awards.filter((view) => competenceOfAward(view) === competence),
    activities: timed.filter(
      ({ activity }) => keyCompetenceOf(activity.competences, activity.categories) === competence,
    ),
  }));
  return done({
    person: opened.done.person,
    minutes: timed.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    untimed: timed.filter(({ minutes }) => minutes === null).length,
    skills: mostNamed([
      ...finished.flatMap(({ skills }) => skills),
      ...awards.flatMap(({ earned }) => earned.skills),
    ]),
    parts: parts.filter((part) => part.awards.length + part.activities.length > 0),
    reflections: chosen.map((reflection) => ({
      reflection,
      activity: known.find(({ id }) => id === reflection.activity) ?? null,
    })),
  });
}

function mostNamed(skills: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const skill of skills) counts.set(skill, (counts.get(skill) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([skill]) => skill);
}
