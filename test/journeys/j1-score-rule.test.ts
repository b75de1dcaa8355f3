import type { ProfileName } from '../../adapters/practice-lms/index.ts';
import { awardByHand } from '../../core/badges/award-by-hand.ts';
import type { BadgeId } from '../../core/ids.ts';
import { operator } from '../../core/people/actor.ts';
import { onEachEngine } from '../support/mongo.ts';
import type { PageDriver } from '../support/page-driver.ts';
import { must, openWorld, Story, titles, type World } from '../support/story.ts';

const desk = '/app/organisers/gimnazija-zmaj/badges';
const profiles: readonly ProfileName[] = ['moodle', 'canvas'];

for (const profile of profiles) {
  onEachEngine(`J1.8: Ana previews a rule on a score, in a grade book like that of ${profile}`, (store) => {
    let world: World;
    let story: Story;
    let ana: PageDriver;
    let interviewer: BadgeId;
    let column: string;
    const keys: string[] = [];
    const graded = [79, 80, 81, 90, 100, 85, 95];
    beforeAll(async () => {
      world = await openWorld([profile], 'adults', { config: await store() });
      story = new Story(world, profile);
      await story.place();
      for (const { key } of world.lms.control.addLearners('7', graded.length)) {
        await story.at(key, titles.interview);
        keys.push(key);
      }
      await world.house.settle();
      const columns = world.lms.control.columns('7');
      column = must(columns.find(({ label }) => label === titles.interview)).id;
      ana = await story.signedIn('Ana', 'manager', 'gimnazija-zmaj');
      interviewer = await byHand();
    }, 60_000);
    afterAll(() => world.close());

    const ports = () => world.house.app.ports;
    const stateOf = async (key: string) =>
      (await ports().records.awards.latest(interviewer, await story.personOf(key)))?.state ?? null;
    const states = () => Promise.all(keys.map(stateOf));
    const counts = () =>
      ['would-earn', 'would-wait', 'have-it'].map(
        (hook) => Number.parseInt(ana.hook(hook).textContent, 10) || 0,
      );

    /** Interviewer is there already: given by hand, so far to the last learner alone. */
    async function byHand(): Promise<BadgeId> {
      await ana.go(`${desk}/new`);
      await ana.submit('keep-badge', {
        'name-sl': 'Spraševalka',
        'description-sl': 'Zna voditi pogovor.',
        'criteria-sl': 'Pogovor s sosedo, ocenjen z vsaj 80 odstotki.',
        'rule-1': 'hand',
      });
      await ana.submit('publish-badge');
      const school = must(await ports().records.organisers.bySlug('gimnazija-zmaj'));
      const [badge] = (await ports().records.badges.of(school.id)).filter(
        ({ name }) => name.in['sl'] === 'Spraševalka',
      );
      const person = await story.personOf(must(keys.at(-1)));
      const given = await awardByHand(ports(), operator, { badge: must(badge).id, person });
      expect(given.refused).toBeUndefined();
      return must(badge).id;
    }

    it('says who would earn it and who has it, from the grades as they stand, and gives nothing yet', async () => {
      for (const [at, points] of graded.entries())
        world.lms.control.typeGrade(column, must(keys[at]), points);
      const interview = must(await interviewId());
      await ana.go(`${desk}/${interviewer}/edit`);

      await ana.submit('keep-badge', { 'rule-2': `score:${interview}`, 'score-2': '80' });
      const before = counts();
      await ana.submit('read-scores');

      expect([before, counts()]).toEqual([
        [0, 0, 0],
        [5, 0, 1],
      ]);
      expect(await states()).toEqual([null, null, null, null, null, null, 'issued']);
    });

    it('gives it to exactly these once it is switched on', async () => {
      await ana.submit('publish-badge');
      await world.house.settle();

      expect(await states()).toEqual([null, ...Array(6).fill('issued')]);
    });

    it('goes on by itself: 79 does not earn it, 80 does, read back within the hour', async () => {
      const [almost = ''] = keys;
      await world.house.app.lti.upkeep();
      await world.house.settle();
      const with79 = await stateOf(almost);
      world.lms.control.typeGrade(column, almost, 80);

      await world.house.app.lti.upkeep();
      await world.house.settle();

      expect([with79, await stateOf(almost)]).toEqual([null, 'issued']);
    });

    const interviewId = async () => {
      const zmaji = must(await ports().records.organisers.bySlug('mladi-zmaji'));
      return (await ports().records.activities.byOrigin(zmaji.id, 'interview-a-neighbour'))?.id;
    };
  });
}
