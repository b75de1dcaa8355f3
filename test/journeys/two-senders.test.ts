import { type House, openHouse } from '../support/house.ts';
import { queueMany, takenBy, untilAllArrived } from '../support/many-grades.ts';
import { type Database, freshDatabase, mongoSuite } from '../support/mongo.ts';
import { openWorld, Story, type World } from '../support/story.ts';

mongoSuite('Two processes that send the grades of one school', () => {
  let database: Database;
  let world: World;
  let other: House;
  beforeAll(async () => {
    database = await freshDatabase();
    const config = { mongodbUri: database.uri, secret: 's'.repeat(32) };
    world = await openWorld(['moodle'], 'adults', { config });
    other = await openHouse(config, { clock: world.house.clock });
    await new Story(world, 'moodle').place();
  }, 120_000);
  afterAll(async () => {
    await other.close();
    await world.close();
    await database.drop();
  });

  it('send each once, and never more than eight calls at a time together', async () => {
    const many = await queueMany(world, 'moodle', 60);
    world.lms.control.forgetCalls();
    world.lms.control.delayMs(20);

    await untilAllArrived(world, async () => {
      await Promise.all([world.house.settle(), world.house.settle(), other.settle(), other.settle()]);
    });

    const taken = takenBy(world, many);
    expect(taken).toMatchObject({ learners: 60, scores: 60 });
    expect(taken.mostAtOnce).toBeGreaterThan(2);
    expect(taken.mostAtOnce).toBeLessThanOrEqual(8);
  }, 120_000);
});
