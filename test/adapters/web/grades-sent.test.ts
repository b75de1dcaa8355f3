import type { Node } from 'node-html-parser';
import { Declined, Unreachable } from '../../../core/faults.ts';
import type { CommunityId, PersonId } from '../../../core/ids.ts';
import { hourMs, minuteMs } from '../../../core/instant.ts';
import { aGrade, aPerson } from '../../builders/index.ts';
import {
  type Joining,
  openWebWorld,
  type Shown,
  type VisitTab,
  type WebWorld,
} from '../../support/web-world.ts';

let world: WebWorld;
/** Each test has a class of its own. */
let course: CommunityId;
let ana: VisitTab;
let classes = 0;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  classes += 1;
  course = await world.anotherCourse(`course-${classes}`, 'adults');
  ana = await teaching();
});
afterEach(() => {
  world.gradebook.fault = null;
});

const teaching = (more: Joining = {}): Promise<VisitTab> =>
  world.visit(`Teacher of course-${classes}`, { seat: 'teacher', view: { page: 'course' }, course, ...more });
const coming = (name: string, more: Joining = {}): Promise<VisitTab> =>
  world.visit(`${name} ${classes}`, { course, ...more });
const grades = (query = ''): Promise<Shown> => ana.get(`/app/class/grades${query}`);

/** Somebody completes the first of three needed steps. */
async function completing(name: string): Promise<VisitTab> {
  const tab = await coming(name);
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  return tab;
}

/** The words of each row, cell by cell. */
const rows = (page: Shown): string[] =>
  page.dom
    .querySelectorAll('[data-test="grade"]')
    .map((row) => spoken(row).join(' ').replace(` ${classes} `, ' '));
const spoken = (node: Node): string[] =>
  node.childNodes.length > 0 ? node.childNodes.flatMap(spoken) : [node.textContent.trim()].filter(Boolean);
const tabs = (page: Shown): string[] =>
  ['needs-you', 'waiting', 'sent'].map(
    (tab) => page.dom.querySelector(`[data-test="grades-${tab}"]`)?.textContent.trim() ?? '',
  );
const groups = (page: Shown): string[] =>
  page.dom
    .querySelectorAll('[data-test="grade-group"] h2')
    .map((title) => title.textContent.replace(/\s+/g, ' ').trim());
/** Presses the first button of this kind, with what its form holds. */
function press(page: Shown, hook: string): Promise<Shown> {
  const form = page.dom.querySelector(`[data-test="${hook}"]`)?.closest('form');
  const fields = form
    ?.querySelectorAll('input')
    .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']);
  return ana.post(form?.getAttribute('action') ?? '', Object.fromEntries(fields ?? []));
}

describe('Grades sent', () => {
  it('is a link in the class view, and teaches while there are none', async () => {
    const link = (await ana.get('/app/class')).dom.querySelector('[data-test="grades-sent"]');

    const page = await grades();

    expect(link?.getAttribute('href')).toBe('/app/class/grades');
    expect(page.words).toContain('No grades yet');
    expect(page.words).toContain('As soon as somebody in your course completes something');
  });

  it('lists what arrived: whose, for what, how much and when', async () => {
    await completing('Mia');
    world.clock.advance(hourMs);

    const page = await grades();

    expect(tabs(page)).toEqual(['Needs you (0)', 'Waiting (0)', 'Sent (1)']);
    expect(rows(page)).toEqual(['Mia Future makers 33 of 100 1 hour ago']);
  });

  it('tells what waits, and when it is tried next, in words', async () => {
    world.gradebook.fault = new Unreachable('no answer');
    await completing('Mia');
    world.clock.advance(minuteMs);
    await world.settle();

    const page = await grades();

    expect(tabs(page)).toEqual(['Needs you (0)', 'Waiting (1)', 'Sent (0)']);
    expect(groups(page)).toEqual(['Your learning platform does not answer 1 grade']);
    expect(page.words).toContain('We keep trying, and nothing is lost.');
    expect(rows(page)).toEqual(['Mia Future makers 33 of 100 in 5 minutes']);
  });

  it('tries what waits at once when a teacher wants it', async () => {
    world.gradebook.fault = new Unreachable('no answer');
    await completing('Mia');
    world.gradebook.fault = null;

    const pressed = await press(await grades(), 'send-all');
    await world.settle();

    expect(pressed.text).toContain('They are on their way.');
    expect(rows(pressed)).toEqual(['Mia Future makers 33 of 100 any moment']);
    expect(tabs(await grades())).toEqual(['Needs you (0)', 'Waiting (0)', 'Sent (1)']);
  });

  it.each([
    ['unpublished', 'Not published yet', 'Publish the course'],
    ['not-a-learner', 'Not enrolled any more', 'enrol them again'],
    ['attempts-used-up', 'Attempts used up', 'Allow more in its settings'],
    ['concluded', 'The course has ended', 'Open the course again'],
    ['scope-missing:score', 'We may not send grades', 'An administrator of your learning platform can allow'],
    ['something new', 'Your learning platform did not take it', 'what it answered'],
  ])('groups what was refused as %s, with advice', async (code, what, advice) => {
    world.gradebook.fault = new Declined(code, 'answered 422', { said: '422 <b>No</b>' });
    await completing('Mia');
    await completing('Jan');

    const page = await grades();

    expect(groups(page)).toEqual([`${what} 2 grades`]);
    expect(page.words).toContain(advice);
    expect(page.words).toContain('What your learning platform answered422 <b>No</b>');
    expect(rows(page)).toEqual([
      'Mia Future makers 33 of 100 once Send again',
      'Jan Future makers 33 of 100 once Send again',
    ]);
  });

  it('sends one again, or all of a reason', async () => {
    world.gradebook.fault = new Declined('unpublished', 'answered 422');
    for (const name of ['Mia', 'Jan', 'Eva']) await completing(name);
    world.gradebook.fault = null;

    const one = await press(await grades(), 'send-again');
    await world.settle();
    const left = await grades();
    const all = await press(left, 'send-all');
    await world.settle();

    expect(one.text).toContain('It is on its way.');
    expect(tabs(left)).toEqual(['Needs you (2)', 'Waiting (0)', 'Sent (1)']);
    expect(left.words).toContain('Send all 2 again');
    expect(all.text).toContain('They are on their way.');
    expect(tabs(await grades())).toEqual(['Needs you (0)', 'Waiting (0)', 'Sent (3)']);
  });

  it('adds a column where it was deleted, and sends what it should hold', async () => {
    world.gradebook.fault = new Declined('column-deleted', 'gone');
    await completing('Mia');
    const page = await grades();
    world.gradebook.fault = null;

    const added = await press(page, 'add-column');
    await world.settle();

    expect(page.words).toContain('Add a new one: all grades for it go there.');
    expect(page.dom.querySelector('[data-test="send-all"]')).toBeNull();
    expect(added.text).toContain('The column is there, and its grades are on their way.');
    expect(world.gradebook.columns.slice(-1)).toMatchObject([{ label: 'Future makers', pointsMaximum: 100 }]);
    expect(tabs(await grades())).toEqual(['Needs you (0)', 'Waiting (0)', 'Sent (1)']);
  });

  it('says beside the button why no column was made', async () => {
    world.gradebook.fault = new Declined('column-missing', 'none');
    await completing('Mia');
    world.gradebook.fault = new Declined('scope-missing:columns', 'not granted');

    const refused = await press(await grades(), 'add-column');

    expect(refused.status).toBe(409);
    expect(refused.dom.querySelector('.refused')?.textContent).toContain(
      'An administrator of your learning platform',
    );
  });

  it('shows a learner without a shared name by their alias, and a grade decided by hand as such', async () => {
    const mia = await completing('Mia');
    const { records } = world.ports;
    const membership = await records.memberships.one(course, mia.person);
    const person = await records.people.byId(mia.person);
    const [placement] = await records.placements.in(course);
    const grade = placement && (await records.grades.one(placement.id, mia.person));
    if (!membership || !grade) throw new Error('Mia has no grade');
    const byHand = { by: null, reason: 'copied work', at: world.clock.now() };
    await records.keep({ membership: [{ ...membership, name: null }], grade: [{ ...grade, byHand }] });

    const [row] = rows(await grades());

    expect(row).toBe(`${person?.alias} Future makers 33 of 100 decided by hand now`);
  });

  it('pages, and keeps to the tab it is on', async () => {
    const [placement] = await world.ports.records.placements.in(course);
    if (!placement) throw new Error('Nothing is placed');
    const people = Array.from({ length: 56 }, () => aPerson());
    const one = (person: PersonId) =>
      aGrade({ placement: placement.id, community: course, person, state: 'sent' });
    await world.ports.records.keep({ person: people, grade: people.map(({ id }) => one(id)) });

    const first = await grades('?shown=sent');
    const more = first.dom.querySelector('a.button')?.getAttribute('href') ?? '';
    const second = await ana.get(more);

    expect([rows(first).length, rows(second).length]).toEqual([50, 6]);
    expect(more).toContain('shown=sent');
  });

  it.each([
    ['a learner', 'learner', 403],
    ['a visitor', 'visitor', 403],
  ] as const)('is not for %s, neither to see nor to press', async (_, seat, status) => {
    world.gradebook.fault = new Declined('unpublished', 'answered 422');
    await completing('Mia');
    const luka = await coming('Luka', { seat });

    const seen = await luka.get('/app/class/grades');
    const pressed = await luka.post('/app/class/grades/send-all', { state: 'refused' });

    expect([seen.status, pressed.status]).toEqual([status, status]);
    expect(seen.words).not.toContain('Mia');
    expect(tabs(await grades())[0]).toBe('Needs you (1)');
  });

  it('takes an address that nobody gave as if nothing stood in it', async () => {
    const page = await grades('?shown=everything&column=%00&after=nonsense');

    expect(page.status).toBe(200);
  });

  it('speaks Slovenian', async () => {
    world.gradebook.fault = new Declined('attempts-used-up', 'answered 422');
    await completing('Mia');
    const teacher = await teaching({ language: 'sl' });

    const page = await teacher.get('/app/class/grades');

    expect(page.words).toContain('Poskusi so porabljeni 1 ocena');
    expect(page.words).toContain('Pošlji jo znova');
  });
});
