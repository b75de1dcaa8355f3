import { aDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = aDesk();
  await desk.col('demo', 'load');
});
afterEach(() => desk.clear());

/** Somebody who can be given a role. */
async function somebody(): Promise<string> {
  const invited = await desk.col(
    ...['organiser', 'invite', 'mladi-zmaji', '--name', 'Katarina', '--role', 'member', '--json'],
  );
  const staff = await desk.inStore(async ({ records }) => {
    const organiser = await records.organisers.bySlug('mladi-zmaji');
    return organiser ? records.staff.at(organiser.id) : [];
  });
  expect(invited.code).toBe(0);
  return String(staff.at(-1)?.person);
}

describe('col role', () => {
  it('makes somebody a coordinator of a location, once, and ends it', async () => {
    const person = await somebody();
    const give = ['role', 'give', person, 'coordinator', '--on', 'ljubljana'];

    const [first, second] = [await desk.col(...give, '--json'), await desk.col(...give)];
    const ended = await desk.col('role', 'end', person, 'coordinator', '--on', 'ljubljana', '--json');

    expect(first.json).toMatchObject({ person, role: 'coordinator', endedAt: null });
    expect(second.out).toBe('coordinator on ljubljana: given.');
    expect(Date.parse(ended.json.endedAt)).toBeGreaterThan(0);
  });

  it('says what is missing or not there', async () => {
    const person = await somebody();

    const nowhere = await desk.col('role', 'give', person, 'coordinator', '--json');
    const atlantis = await desk.col('role', 'give', person, 'coordinator', '--on', 'atlantis', '--json');
    const nobody = await desk.col('role', 'give', 'nobody', 'site-admin', '--json');
    const king = await desk.col('role', 'give', person, 'king', '--json');

    expect([nowhere.code, nowhere.json]).toEqual([1, { why: 'location-needed' }]);
    expect([atlantis.code, atlantis.json]).toEqual([1, { why: 'location-unknown', slug: 'atlantis' }]);
    expect([nobody.code, nobody.json]).toEqual([1, { why: 'not-found', kind: 'person', named: 'nobody' }]);
    expect([king.code, king.json.why]).toEqual([1, 'bad-input']);
  });
});
