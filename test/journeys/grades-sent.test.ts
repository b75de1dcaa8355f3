import type { ProfileName } from '../../adapters/practice-lms/index.ts';
import { dayMs, hourMs, minuteMs } from '../../core/instant.ts';
import { queueMany, takenBy, untilAllArrived } from '../support/many-grades.ts';
import { onEachEngine } from '../support/mongo.ts';
import { type PageDriver, wordsOf } from '../support/page-driver.ts';
import { must, openWorld, Story, titles, type World } from '../support/story.ts';

const everyProfile: readonly ProfileName[] = ['by-the-book', 'moodle', 'canvas'];
/** As the outbox waits from one try to the next, and a little more. */
const waits = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs, dayMs].map((ms) => ms + 1000);

onEachEngine('J1: grades sent', (store, on) => {
  // What differs from profile to profile asks nothing else of a store.
  const isShort = on === 'MongoDB' && !process.env['FULL'];
  const profiles = isShort ? (['moodle'] as const) : everyProfile;

  let world: World;
  beforeAll(async () => {
    world = await openWorld(profiles, 'adults', { config: await store() });
    for (const profile of profiles) await new Story(world, profile).place();
  }, 120_000);
  afterAll(() => world.close());

  describe.each(profiles)('What teacher Ana reads about grades in a course like those of %s', (profile) => {
    let story: Story;
    beforeAll(() => {
      story = new Story(world, profile);
    });

    afterEach(() => world.lms.control.comeBack());

    const gradesPage = async (): Promise<PageDriver> => (await story.classOf()).follow('grades-sent');
    const counts = (page: PageDriver): string[] =>
      ['needs-you', 'waiting', 'sent'].map((tab) => wordsOf(page.hook(`grades-${tab}`)));
    const shownIn = (page: PageDriver): string[] => page.hooks('grade').map(wordsOf);
    const groupsIn = (page: PageDriver): string[] =>
      page.hooks('grade-group').map((group) => wordsOf(must(group.querySelector('h2'))));
    /** A learner whom nobody has met, who completes the first step: two grades, 33 for the playlist and 100 for the step. */
    async function newLearner(): Promise<string> {
      const [learner] = world.lms.control.addLearners('7', 1);
      await story.declare(must(learner).key);
      return must(learner).key;
    }
    const inGradebook = (person: string) =>
      Object.fromEntries(
        [...world.lms.control.grades('7', profile)].flatMap(([label, points]) =>
          points.has(person) ? [[label, points.get(person)]] : [],
        ),
      );
    const both = { [titles.header]: 33, [titles.explore]: 100 };
    /** Scores of somebody that the LMS took. */
    const takenFor = (person: string) => {
      const userId = world.lms.control.person(person).ids[profile];
      return world.lms.control
        .calls('/scores')
        .filter(
          ({ status, body }) => status !== null && status < 300 && body.includes(`"userId":"${userId}"`),
        ).length;
    };
    let sentBefore = 0;
    const sentNow = async () => Number(/\((\d+)\)/.exec(counts(await gradesPage())[2] ?? '')?.[1]);

    const outages = profile === 'moodle' ? (['answer-503', 'refuse'] as const) : (['answer-503'] as const);
    it.each(outages)(
      'is true while the LMS is down (%s) and after it came back, and each grade arrives once',
      async (how) => {
        const { control } = world.lms;
        sentBefore = await sentNow().catch(() => 0);
        await control.goDown(how);
        const learner = await newLearner();

        const first = await gradesPage();
        await world.house.settle(waits[0]);
        const second = await gradesPage();
        const empty = inGradebook(learner);
        await control.comeBack();
        const stillWaiting = await gradesPage();
        await world.house.settle(waits[1]);
        const after = await gradesPage();

        expect(counts(first).slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (2)']);
        expect(groupsIn(first)).toEqual(['Your learning platform does not answer 2 grades']);
        expect(shownIn(first).every((row) => /any moment$/.test(row))).toBe(true);
        expect(shownIn(second).every((row) => /in [45] minutes$/.test(row))).toBe(true);
        expect(empty).toEqual({});
        expect(counts(stillWaiting)[1]).toBe('Waiting (2)');
        expect(counts(after)).toEqual(['Needs you (0)', 'Waiting (0)', `Sent (${sentBefore + 2})`]);
        expect(inGradebook(learner)).toEqual(both);
        expect(takenFor(learner)).toBe(2);
      },
    );

    it('asks for a teacher after an outage of days, and sends all when told so', async () => {
      const { control } = world.lms;
      sentBefore = await sentNow();
      await control.goDown();
      const learner = await newLearner();
      for (const wait of waits) await world.house.settle(wait);
      await control.comeBack();
      const worn = await gradesPage();
      await worn.submit('send-all');
      const pressed = counts(worn);
      await world.house.settle();

      expect(groupsIn(worn)).toEqual(['On the way 2 grades']);
      expect(pressed.slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (2)']);
      expect(counts(await gradesPage())).toEqual([
        'Needs you (0)',
        'Waiting (0)',
        `Sent (${sentBefore + 2})`,
      ]);
      expect(inGradebook(learner)).toEqual(both);
      expect(takenFor(learner)).toBe(2);
      expect(await world.house.app.ports.outbox.counts()).toMatchObject({ waiting: 0, setAside: 0 });
    });

    it('says who is not enrolled any more', async () => {
      const { control } = world.lms;
      await control.goDown();
      const learner = await newLearner();
      control.setMember('7', learner, 'deleted');
      await control.comeBack();
      await world.house.settle(waits[0]);

      const page = await gradesPage();
      control.setMember('7', learner, 'active');
      await page.submit('send-all');
      await world.house.settle();

      expect(counts(await gradesPage()).slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (0)']);
      expect(inGradebook(learner)).toEqual(both);
    });

    it('offers a new column where one was deleted, which then holds what the old one held', async () => {
      const { control } = world.lms;
      const before = await newLearner();
      const column = must(
        control
          .columns('7')
          .find(
            ({ label, clientId }) => label === titles.explore && clientId === control.tool(profile).clientId,
          ),
      );
      control.removeColumn(column.id);
      const learner = await newLearner();

      const page = await gradesPage();
      const groups = groupsIn(page);
      await page.submit('add-column');
      await world.house.settle();

      expect(groups).toEqual(['The grade column was deleted 1 grade']);
      expect(page.said).toContain('The column is there');
      expect(counts(await gradesPage()).slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (0)']);
      expect(inGradebook(learner)).toEqual(both);
      expect(inGradebook(before)).toEqual(both);
    });

    it('says that grades are not allowed any more, as soon as that is known', async () => {
      const { control } = world.lms;
      const { clientId } = control.tool(profile);
      const score = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
      control.switchScopeOff(score, clientId);
      control.expireToken();
      await newLearner();

      const page = await gradesPage();
      const groups = groupsIn(page);
      control.switchScopeOn(score, clientId);
      await story.at('ana', titles.explore);
      await page.submit('send-all');
      await world.house.settle();

      expect(groups).toEqual(['We may not send grades 2 grades']);
      expect(counts(await gradesPage()).slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (0)']);
    });

    it('sends a class at once, each grade once and eight at a time, though every tenth call fails', async () => {
      const { control } = world.lms;
      control.forgetCalls();
      const many = await queueMany(world, profile, 40);
      control.delayMs(5);
      control.failEvery(10);

      const four = () => Promise.all(Array.from({ length: 4 }, () => world.house.settle()));
      await untilAllArrived(world, async () => void (await four()));
      control.failEvery(0);
      control.delayMs(0);

      const taken = takenBy(world, many);
      expect(taken).toMatchObject({ learners: 40, scores: 40 });
      expect(taken.failed).toBeGreaterThan(2);
      expect(taken.mostAtOnce).toBeGreaterThan(1);
      expect(taken.mostAtOnce).toBeLessThanOrEqual(8);
      expect(counts(await gradesPage()).slice(0, 2)).toEqual(['Needs you (0)', 'Waiting (0)']);
    });

    if (profile === 'canvas') {
      it('says what has to be published', async () => {
        const { control } = world.lms;
        const link = must(control.links('7', profile).find(({ title }) => title === titles.header));
        const [learner] = control.addLearners('7', 1);
        const page = await story.at(must(learner).key, titles.explore);
        control.unpublish(link.id);
        await page.submit('declare-done');
        await world.house.settle();

        const shown = await gradesPage();
        const groups = groupsIn(shown);
        control.publish(link);
        await shown.submit('send-all');
        await world.house.settle();

        expect(groups).toEqual(['Not published yet 1 grade']);
        expect(inGradebook(must(learner).key)).toEqual(both);
      });
    }
  });
});
