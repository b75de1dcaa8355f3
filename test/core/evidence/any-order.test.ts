import fc from 'fast-check';
import type { Activity } from '../../../core/activities/activity.ts';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import { overruleWork } from '../../../core/evidence/overrule-work.ts';
import { reopenWork } from '../../../core/evidence/reopen-work.ts';
import { reviewEvidence } from '../../../core/evidence/review-evidence.ts';
import { submitEvidence } from '../../../core/evidence/submit-evidence.ts';
import { takeBackEvidence } from '../../../core/evidence/take-back-evidence.ts';
import { undoReview } from '../../../core/evidence/undo-review.ts';
import type { Work } from '../../../core/evidence/work.ts';
import { approvals, standing } from '../../../core/evidence/work-after-reviews.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import { cases } from '../../support/cases.ts';
import { aQuestion, type City, openCity, taskOf } from '../../support/city.ts';
import { doing, handingIn, ok } from '../../support/doing.ts';

/** Everything that anybody may try on one piece of work, at any moment. */
const tries = [
  'submit',
  'take-back',
  'jan approves',
  'eva approves',
  'tim approves',
  'eva improves',
  'ana rejects',
  'ana overrules',
  'ana reopens',
  'jan undoes',
  'eva undoes',
  'ana undoes',
  'eva hesitates',
  'four seconds pass',
  'what is due follows',
] as const;
type Try = (typeof tries)[number];

/** What brings work to its end, and back from it at the last moment. */
const oftener: readonly Try[] = [
  'jan approves',
  'eva approves',
  'eva hesitates',
  'eva hesitates',
  'four seconds pass',
  'four seconds pass',
  'what is due follows',
  'what is due follows',
];

interface Scene {
  readonly city: City;
  readonly activity: Activity;
  readonly people: Readonly<Record<'mia' | 'jan' | 'eva' | 'tim' | 'ana', Someone>>;
  work(): Promise<Work | null>;
}

async function openScene(): Promise<Scene> {
  const city = await openCity();
  const activity = await city.publish({
    tasks: [aQuestion('share-the-talk', 'peers', 2)],
    completedBy: { way: 'tasks', need: null },
  });
  const [placed] = await city.ports.records.placements.in(city.course7);
  if (placed) {
    await city.ports.records.keep({
      placement: [{ ...placed, subject: { kind: 'activity', id: activity.id } }],
    });
  }
  const people = {
    mia: await city.learner('mia'),
    jan: await city.learner('jan'),
    eva: await city.learner('eva'),
    tim: await city.learner('tim'),
    ana: city.ana,
  };
  for (const who of [people.jan, people.eva, people.tim]) await doing(city).join(who, activity);
  const work = () => city.ports.records.work.one(people.mia.person, taskOf(activity));
  return { city, activity, people, work };
}

async function attempt(scene: Scene, what: Try): Promise<void> {
  const { city, activity, people, work } = scene;
  const { ports } = city;
  const now = await work();
  if (what === 'four seconds pass') return city.clock.advance(4_000);
  if (what === 'what is due follows') return city.settle();
  if (what === 'submit') return void (await submitEvidence(ports, people.mia, handingIn(activity)));
  if (what === 'take-back')
    return void (await takeBackEvidence(ports, people.mia, { task: taskOf(activity) }));
  if (what === 'eva hesitates') {
    for (const one of hesitating) await attempt(scene, one);
    return;
  }
  if (!now) return;
  const [name, verb] = what.split(' ');
  // The table above names nobody else.
  const by = people[name as keyof typeof people];
  const about = { work: now.id, evidenceVersion: Math.max(1, now.evidenceVersion) };
  const words = 'say what surprised you';
  if (verb === 'overrules') await overruleWork(ports, by, { ...about, reason: words });
  else if (verb === 'reopens') await reopenWork(ports, by, { work: now.id, reason: words });
  else if (verb === 'undoes') await undoReview(ports, by, { work: now.id });
  else {
    const decision = verb === 'approves' ? 'approve' : verb === 'improves' ? 'improve' : 'reject';
    await reviewEvidence(ports, by, { ...about, decision, words });
  }
}

const hesitating: readonly Try[] = ['eva approves', 'four seconds pass', 'eva undoes', 'eva approves'];

/** What has to be true after every step. */
async function holds({ city, activity, people, work }: Scene): Promise<void> {
  const now = await work();
  const reviews = now ? await city.ports.records.reviews.of(now.id) : [];
  const reached = now ? approvals(standing(reviews, now.evidenceVersion)) : 0;
  const completion = await city.ports.records.completions.one(people.mia.person, activity.id);
  const counts = completion !== null && completion.voided === null;
  const { step } = ok(
    await seeActivity(city.ports, people.mia, { activity: activity.id, within: null, preview: false }),
  );

  expect(now?.state === 'finished').toBe(now?.settlesAt != null);
  expect(now?.state === 'in-review').toBe(now?.waitingSince != null);
  if (now?.state === 'finished' && !now.overruled) expect(reached).toBe(2);
  if (now?.state === 'in-review') expect(reached).toBeLessThan(2);
  if (counts) expect(now).toMatchObject({ state: 'finished' });
  if (counts) expect(now?.settlesAt && now.settlesAt <= city.clock.now()).toBe(true);
  expect(step.state === 'done').toBe(counts);
  expect(step.tasks[0]?.canSubmit).toBe(now?.state !== 'in-review' && now?.state !== 'finished');
}

/** When everything has followed, what counts is what is finished, and the badge was given once. */
async function ends({ city, activity, people, work }: Scene): Promise<void> {
  city.clock.advance(10_000);
  await city.settle();
  const completed = await city.ports.records.completions.of(people.mia.person);
  const held = await city.ports.records.awards.heldBy(people.mia.person, { size: 10, after: null });

  expect(completed.has(activity.id)).toBe((await work())?.state === 'finished');
  expect(held.items.length).toBeLessThanOrEqual(1);
  if (completed.has(activity.id)) expect(held.items).toHaveLength(1);
  expect(city.faults).toEqual([]);
}

describe('Whatever is tried on a piece of work, in whatever order', () => {
  it('it is finished exactly by two approvals of its present version, or overruled; and what counts follows that', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...tries, ...oftener), { minLength: 4, maxLength: 18 }),
        async (some) => {
          const scene = await openScene();
          try {
            for (const what of ['submit' as const, ...some]) {
              await retryStale(() => attempt(scene, what));
              await holds(scene);
            }
            await ends(scene);
          } finally {
            await scene.city.close();
          }
        },
      ),
      cases(150),
    );
  }, 120_000);

  it('J3: two approvals, one wish for improvement and one new version end the same, as long as each can happen', async () => {
    const ended = new Set<string>();
    const first: Try[] = ['jan approves', 'eva improves', 'tim approves'];
    for (const order of permutations(first).filter((one) => one.indexOf('eva improves') < 2)) {
      const scene = await openScene();
      for (const what of [
        'submit' as const,
        ...order,
        'submit' as const,
        'jan approves' as const,
        'eva approves' as const,
      ]) {
        await attempt(scene, what);
      }
      await ends(scene);
      const work = await scene.work();
      ended.add(`${work?.state} ${work?.evidenceVersion}`);
      await scene.city.close();
    }

    expect([...ended]).toEqual(['finished 2']);
  });
});

function permutations<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length < 2) return [values];
  return values.flatMap((value, index) =>
    permutations(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}
