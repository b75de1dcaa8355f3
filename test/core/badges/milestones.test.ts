import fc from 'fast-check';
import { awardByHand } from '../../../core/badges/award-by-hand.ts';
import { BadgeContent } from '../../../core/badges/badge-content.ts';
import { draftBadge } from '../../../core/badges/draft-badge.ts';
import { explainBadge } from '../../../core/badges/explain-badge.ts';
import { previewBadge } from '../../../core/badges/preview-badge.ts';
import { PublishBadge, publishBadge } from '../../../core/badges/publish-badge.ts';
import { switchOnBadge } from '../../../core/badges/switch-on-badge.ts';
import { readScores } from '../../../core/grades/read-scores.ts';
import type { BadgeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { anIdentity, aPlacement, aScore, texts } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';

let city: City;
let act: ReturnType<typeof doing>;
beforeEach(async () => {
  city = await openCity();
  act = doing(city);
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const content = (more: Partial<BadgeContent>): BadgeContent =>
  BadgeContent.parse({
    name: texts('Milestone'),
    description: texts('Went on.'),
    criteria: texts('What it takes.'),
    image: { draw: { shape: 'shield', colour: '#0b6b5d', icon: 'flag' }, alt: texts('A flag') },
    earnedBy: [{ by: 'hand' }],
    ...more,
  });
async function drafted(more: Partial<BadgeContent>, badge: BadgeId | null = null): Promise<BadgeId> {
  const input = { organiser: city.zmaji, badge, content: content(more) };
  return ok(await draftBadge(city.ports, city.iva, input)).id;
}
const previewed = async (badge: BadgeId) => ok(await previewBadge(city.ports, city.iva, { badge })).rule;
async function switchOn(badge: BadgeId) {
  const mark = (await previewed(badge))?.mark ?? '';
  const on = ok(await switchOnBadge(city.ports, city.iva, { badge, previewed: mark }));
  await city.settle();
  return on;
}
const made = async (more: Partial<BadgeContent>): Promise<BadgeId> =>
  (await switchOn(await drafted(more))).badge.id;
const stateOf = async (badge: BadgeId, { person }: Someone) =>
  (await city.ports.records.awards.latest(badge, person))?.state ?? null;
async function give(badge: BadgeId, { person }: Someone) {
  ok(await awardByHand(city.ports, city.iva, { badge, person }));
  await city.settle();
}

describe('A badge that comes after others', () => {
  it('waits for them when it is earned before, and is issued by itself once enough of them are there', async () => {
    const mia = await city.learner('mia');
    const [one, two, three] = [await made({}), await made({}), await made({})];
    const leader = await made({
      earnedBy: [{ by: 'activity', activity: city.explore.id }],
      prerequisites: { badges: [one, two, three], need: 2 },
      ladder: { name: 'Young creators', step: 'Leader' },
    });
    await act.declare(mia, city.explore);
    await city.settle();
    const early = await city.ports.records.awards.latest(leader, mia.person);
    await give(three, mia);
    const between = await stateOf(leader, mia);
    const why = ok(await explainBadge(city.ports, mia, { badge: leader })).explanation;

    await give(one, mia);

    expect(early).toMatchObject({
      state: 'waiting',
      waitsFor: [{ for: 'prerequisites', reached: 0, need: 2 }],
    });
    expect([between, why.reason]).toEqual(['waiting', { is: 'prerequisites', reached: 1, need: 2 }]);
    expect(await stateOf(leader, mia)).toBe('issued');
  });

  it('goes up a ladder, each step by itself, as soon as the one before is there', async () => {
    const mia = await city.learner('mia');
    const bronze = await made({ ladder: { name: 'Creators', step: 'Bronze' } });
    const earnedBy = [{ by: 'activity' as const, activity: city.explore.id }];
    const silver = await made({ earnedBy, prerequisites: { badges: [bronze], need: 1 } });
    const gold = await made({ earnedBy, prerequisites: { badges: [silver], need: 1 } });
    await act.declare(mia, city.explore);
    await city.settle();

    await give(bronze, mia);

    expect([await stateOf(silver, mia), await stateOf(gold, mia)]).toEqual(['issued', 'issued']);
  });

  it('cannot need itself, nor what is not published', async () => {
    const draft = await drafted({});
    const own = await draftBadge(city.ports, city.iva, {
      organiser: city.zmaji,
      badge: null,
      content: content({ prerequisites: { badges: [draft], need: 1 } }),
    });

    expect(own.refused).toEqual({ why: 'foreign', what: [draft] });
  });
});

describe('A draft', () => {
  it('is no other badge to a bundle that brings the same one again, kept or let go', async () => {
    const input = PublishBadge.parse({ organiser: city.zmaji, content: content({}) });
    const { badge } = ok(await publishBadge(city.ports, city.iva, input));
    const again = async () => ok(await publishBadge(city.ports, city.iva, { ...input, badge: badge.id }));

    await drafted({ name: texts('Another name') }, badge.id);
    const withDraft = await again();
    await drafted({}, badge.id);
    const without = await again();

    expect([withDraft.result, without.result]).toEqual(['same', 'same']);
    expect(withDraft.badge.draft?.name).toEqual(texts('Another name'));
    expect(without.badge.draft).toBeUndefined();
  });
});

describe('A score', () => {
  const scored = (mia: Someone, percent: number, organiser = city.zmaji) =>
    aScore({ person: mia.person, activity: city.interview.id, percent, organiser });

  it.each([
    [79, 0],
    [80, 1],
  ])('of %i earns at 80: %i', async (percent, earns) => {
    const mia = await city.learner('mia');
    await city.ports.records.keep({ score: [scored(mia, percent)] });
    const badge = await drafted({ earnedBy: [{ by: 'score', activity: city.interview.id, atLeast: 80 }] });

    const { rule } = await switchOn(badge);

    expect([rule.earn.length, await stateOf(badge, mia)]).toEqual([earns, earns ? 'issued' : null]);
    const why = ok(await explainBadge(city.ports, mia, { badge })).explanation;
    expect(why.verdict).toBe('no');
    expect(why.reason).toMatchObject(
      earns ? { is: 'has-it' } : { is: 'score-below', reached: 79, atLeast: 80 },
    );
  });

  it('of a course that is nobody’s counts for nothing', async () => {
    const mia = await city.learner('mia');
    await city.ports.records.keep({ score: [{ ...scored(mia, 100), organiser: null }] });
    const badge = await drafted({ earnedBy: [{ by: 'score', activity: city.interview.id, atLeast: 1 }] });

    expect((await switchOn(badge)).rule.earn).toEqual([]);
  });
});

describe('An activity that is completed by its score', () => {
  it('is complete at 80 and not at 79, brings its badge, and leaves its column to the teacher', async () => {
    const { records } = city.ports;
    const graded = await city.publish({ name: texts('Exam'), completedBy: { way: 'score', atLeast: 80 } });
    const mia = await city.learner('mia');
    const placement = aPlacement({
      community: city.course7,
      subject: { kind: 'activity', id: graded.id },
      mode: 'each-activity',
    });
    const tenant = (await city.ports.gradebook.tenantOf((await kept(placement)).id)) ?? '';
    await records.keep({
      identity: [anIdentity({ person: mia.person, kind: 'lti', tenant, subject: 'user-1' })],
    });
    const completedAt = async (percent: number) => {
      const ports = {
        ...city.ports,
        gradebook: { ...city.ports.gradebook, read: async () => new Map([['user-1', percent]]) },
      };
      await readScores(ports, placement.id);
      await city.settle();
      return (await records.completions.of(mia.person)).has(graded.id);
    };

    const marks = [await completedAt(79), await completedAt(80)];
    const again = await completedAt(80);

    expect([...marks, again]).toEqual([false, true, true]);
    expect(await stateOf((await city.badgeOf(graded)).id, mia)).toBe('issued');
    expect(await records.grades.one(placement.id, mia.person)).toBeNull();
    expect((await records.scores.of(mia.person)).map(({ percent }) => percent)).toEqual([80]);

    async function kept(one: typeof placement) {
      await records.keep({ placement: [one] });
      return one;
    }
  });
});

describe('A preview', () => {
  const names = ['mia', 'jan', 'eva', 'luka'] as const;

  it('names exactly those who have it afterwards, whatever they did and whichever rules there are', async () => {
    const learners = await Promise.all(names.map((name) => city.learner(name)));
    const first = await made({});
    const some = fc.uniqueArray(fc.constantFrom(0, 1, 2, 3), { maxLength: 4 });
    const situation = fc.record({
      declared: some,
      holding: some,
      scores: fc.array(fc.constantFrom(0, 79, 80, 100), { minLength: 4, maxLength: 4 }),
      rules: fc.subarray(['activity', 'score'], { minLength: 1 }),
      needs: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(situation, async ({ declared, holding, scores, rules, needs }) => {
        const at = (index: number) => learners[index] ?? city.iva;
        for (const index of declared) await act.declare(at(index), city.explore);
        for (const index of holding)
          await awardByHand(city.ports, city.iva, { badge: first, person: at(index).person });
        await city.ports.records.keep({
          score: scores.map((percent, index) =>
            aScore({ person: at(index).person, activity: city.interview.id, organiser: city.zmaji, percent }),
          ),
        });
        await city.settle();
        const badge = await drafted({
          earnedBy: rules.map((by) =>
            by === 'score'
              ? { by, activity: city.interview.id, atLeast: 80 }
              : { by: 'activity' as const, activity: city.explore.id },
          ),
          prerequisites: needs ? { badges: [first], need: 1 } : null,
        });

        const { rule } = await switchOn(badge);

        for (const learner of learners) {
          const state = await stateOf(badge, learner);
          expect(state === 'issued').toBe(rule.earn.includes(learner.person));
          expect(state === 'waiting').toBe(rule.wait.some(({ person }) => person === learner.person));
        }
      }),
      { numRuns: 12 },
    );
  }, 30_000);
});
