import { parse } from 'node-html-parser';
import { claim } from '../../adapters/lti/schema.ts';
import { scope } from '../../adapters/lti/scopes.ts';
import type { PlaylistId } from '../../core/ids.ts';
import { seeNotices } from '../../core/people/see-notices.ts';
import { aBadge, anActor, anId, aStaff, named as idNamed } from '../builders/index.ts';
import { getAs, keepMakers, type Opened, open, postAs, titleOf } from '../support/course.ts';
import { roles } from '../support/forging-platform.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

const makers = idNamed<PlaylistId>('makers');
const badge = aBadge({ earnedBy: [{ by: 'playlist', playlist: makers }] });
let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
  await keepMakers(at);
  await at.app.ports.records.keep({ badge: [{ ...badge, organiser: at.app.organiser.id }] });
});
afterAll(() => at.close());

const link = { [claim.custom]: { col_item: 'p_makers', col_link: 'makers-link' } };
const inCourse = (id: string, more: Record<string, unknown> = {}) =>
  open(at, {
    claims: { sub: anId(), ...link, [claim.context]: { id, title: `Class ${id}` }, ...more },
  });
const teacherIn = (id: string, more: Record<string, unknown> = {}) =>
  inCourse(id, { [claim.roles]: [roles.teacher], ...more });
const declare = (opened: Opened, name: string) =>
  postAs(at, opened, `/app/playlists/makers/activities/${name}/declare-done`);
const progressOf = ({ text }: { readonly text: string }) =>
  parse(text).querySelector('[data-test="progress"]')?.textContent.trim();
const heldBy = async ({ visit }: Opened) =>
  (await at.app.ports.records.awards.heldBy(visit.person, { size: 10, after: null })).items;

describe('A copied course', () => {
  const copyOf = (id: string, more: Record<string, unknown> = {}) => ({
    [claim.custom]: { ...link[claim.custom], context_history: id },
    // Every id is new but the link's own name.
    [claim.resourceLink]: { id: anId(), title: 'A link' },
    ...more,
  });

  it('works without questions, and says where it came from', async () => {
    await teacherIn('7');

    const learner = await inCourse('70', copyOf('7'));
    const teacher = await teacherIn('70', copyOf('7'));
    const page = await getAs(at, teacher, '/app/class');

    expect(titleOf(learner.page)).toBe('makers');
    expect(progressOf(learner.page)).toBe('0 of 2 needed');
    expect(page.text).toContain('Copied from Class 7');
    expect((await getAs(at, await teacherIn('7'), '/app/class')).text).not.toContain('Copied from');
  });

  it('of a copy finds the nearest that was ever opened', async () => {
    await teacherIn('7');

    const teacher = await teacherIn('72', copyOf('71,7,3'));

    expect((await getAs(at, teacher, '/app/class')).text).toContain('Copied from Class 7');
  });

  it('brings nobody’s learning along; who was there before keeps theirs, and earns nothing twice', async () => {
    const mia = { sub: anId<string>() };
    const first = await inCourse('7', mia);
    await declare(first, 'explore');
    await declare(first, 'interview');
    await at.app.settle();
    const before = await heldBy(first);

    const again = await inCourse('73', copyOf('7', mia));
    await declare(again, 'explore');
    await at.app.settle();
    const newcomer = await inCourse('73', copyOf('7'));

    expect(before).toHaveLength(1);
    expect(await heldBy(again)).toEqual(before);
    expect(progressOf(again.page)).toBe('2 of 2 needed');
    expect(progressOf(newcomer.page)).toBe('0 of 2 needed');
  });
});

describe('Within one course', () => {
  it('a link that is met again under a new id of the platform is the same one', async () => {
    const claims = (id: string) => ({
      [claim.custom]: { col_item: 'p_makers', col_link: 'duplicated' },
      [claim.resourceLink]: { id },
    });

    const [first, second] = [await inCourse('8', claims('one')), await inCourse('8', claims('two'))];

    expect(first.visit.placement).not.toBeNull();
    expect(second.visit.placement).toBe(first.visit.placement);
  });

  describe('what a teacher exchanges in the platform itself', () => {
    const columns = (lineitem: string) => ({
      [claim.grades]: {
        scope: [scope.score],
        lineitem: `${at.platform.issuer}${lineitem}`,
        lineitems: `${at.platform.issuer}/lineitems`,
      },
    });
    const named = (item: string, name: string, resourceLink: string, more: Record<string, unknown> = {}) => ({
      [claim.custom]: { col_item: item, col_link: name, ...more },
      [claim.resourceLink]: { id: resourceLink },
    });
    const standing = async ({ visit }: Opened) =>
      (await at.app.ports.records.placements.in(visit.seat?.community ?? anId())).map(
        ({ subject }) => subject.id,
      );

    it.each([
      ['by the id of its link', ['same', {}], ['same', {}]],
      [
        'in Canvas by its assignment, whatever the link is called there',
        ['one', { canvas_assignment_id: '33' }],
        ['two', { canvas_assignment_id: '33' }],
      ],
    ] as const)(
      'is known %s: the new stands there instead',
      async (how, [first, before], [second, after]) => {
        const course = `exchange ${how}`;
        const old = await inCourse(course, named('a_explore', 'old', first, before));
        const added = await inCourse(course, named('a_explore', 'beside', 'beside'));

        const opened = await teacherIn(course, named('a_interview', 'new', second, after));
        const sheet = await getAs(at, opened, '/app/class');

        expect(await standing(old)).toEqual(['explore', 'interview']);
        expect(added.visit.placement).not.toBe(old.visit.placement);
        expect(titleOf(opened.page)).toBe('interview');
        expect(sheet.text).toContain('interview');
      },
    );

    it('takes the column along: what was done for the old one goes there no more', async () => {
      const sub = anId<string>();
      const old = { ...named('a_explore', 'old', 'same'), ...columns('/line/1') };
      const learner = await inCourse('grades move', { sub, ...old });
      await inCourse('grades move', { sub, ...named('a_interview', 'new', 'same'), ...columns('/line/1') });
      const scores: string[] = [];
      at.platform.routes.set('/token', (_req, _body, res) => {
        res.end(JSON.stringify({ access_token: 't', token_type: 'bearer', expires_in: 3600 }));
      });
      at.platform.routes.set('/line/1/scores', (_req, body, res) => {
        scores.push(body);
        res.end('{}');
      });

      await postAs(at, learner, '/app/activities/explore/declare-done');
      await at.app.settle();
      const afterOld = scores.length;
      await postAs(at, learner, '/app/activities/interview/declare-done');
      await at.app.settle();

      expect([afterOld, scores.length]).toEqual([0, 1]);
    });

    it('stands there again when its old link is opened again', async () => {
      const old = await inCourse('back again', named('a_explore', 'old', 'same'));
      await inCourse('back again', named('a_interview', 'new', 'same'));

      const again = await inCourse('back again', named('a_explore', 'old', 'same'));

      expect(again.visit.placement).toBe(old.visit.placement);
      expect(await standing(again)).toEqual(['explore']);
    });
  });

  it('a teacher who switched to the role of a learner makes no progress there', async () => {
    const ana = { sub: anId<string>() };
    await teacherIn('9', ana);

    const looking = await inCourse('9', ana);
    const declared = await declare(looking, 'explore');

    expect(looking.page.text).toContain('You are here as a teacher');
    expect(declared.status).toBe(403);
    expect(await at.app.ports.records.completions.of(looking.visit.person)).toEqual(new Set());
  });

  it('a test student plays, earns nothing, and stands in no list', async () => {
    const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    const test = await inCourse('10', {
      [claim.roles]: [roles.learner, testUser],
      name: 'Test Student',
    });

    const declared = await declare(test, 'explore');
    await declare(test, 'interview');
    await at.app.settle();
    const page = await getAs(at, test, '/app/playlists/makers');
    const ofClass = await getAs(at, await teacherIn('10'), '/app/class');

    expect(test.page.text).toContain('This is a test student');
    expect(declared.status).toBeLessThan(400);
    expect(progressOf(page)).toBe('2 of 2 needed');
    expect(await heldBy(test)).toEqual([]);
    expect(ofClass.text).not.toContain('Test Student');
    expect(ofClass.text).toContain('Nobody has come in yet');
  });
});

describe('Several deployments of one registration', () => {
  it('are schools apart: the same number of a course is another course, with teachers of its own', async () => {
    await at.app.lti.registrations.approve({
      registration: at.registration,
      deploymentId: '2',
      block: false,
    });
    const there = { [claim.deploymentId]: '2' };
    const openThere = (more: Record<string, unknown>) =>
      open(at, {
        login: { lti_deployment_id: '2' },
        claims: { ...link, ...there, [claim.context]: { id: '11', title: 'Class 11' }, ...more },
      });
    const sub = anId<string>();
    const [learner, twice] = [
      await inCourse('11', { sub, name: 'Mia of one' }),
      await openThere({ sub, name: 'Mia of two' }),
    ];

    const teacher = await openThere({ sub: anId(), [claim.roles]: [roles.teacher] });
    const seen = await getAs(at, teacher, '/app/class');

    expect(twice.visit.person).toBe(learner.visit.person);
    expect(twice.visit.seat?.community).not.toBe(learner.visit.seat?.community);
    expect(seen.text).toContain('Mia of two');
    expect(seen.text).not.toContain('Mia of one');
  });
});

describe('A cloned site', () => {
  const from = (guid: string, name: string) => ({ [claim.toolPlatform]: { guid, name } });
  const school = async () => {
    const found = await at.app.ports.records.organisers.bySlug('mladi-zmaji');
    const platforms = found ? await at.app.lti.platforms.of(found.id) : [];
    return platforms.flatMap(({ schools }) => schools).find(({ id }) => id === '1');
  };

  it('is let in, and the owners are told, once', async () => {
    const owner = anActor();
    await at.app.ports.records.keep({
      staff: [aStaff({ organiser: at.app.organiser.id, person: owner.person, role: 'owner' })],
    });
    await inCourse('12', from('original', 'Moodle of the school'));

    const learner = await inCourse('12', from('clone', 'Moodle for trying out'));
    await inCourse('12', from('clone', 'Moodle for trying out'));
    await inCourse('12', from('original', 'Moodle of the school'));
    await at.app.settle();

    expect(learner.page.status).toBe(200);
    expect((await school())?.otherSite).toMatchObject({ name: 'Moodle for trying out' });
    const notices = await seeNotices(at.app.ports, owner);
    expect(notices.map(({ note }) => note.kind)).toEqual(['school-cloned']);
  });

  it('that is the site itself after a move is known from then on', async () => {
    await at.app.lti.platforms.takeOver(at.registration, '1');
    await inCourse('12', from('clone', 'Moodle for trying out'));
    const settled = await school();

    await inCourse('12', from('original', 'Moodle of the school'));

    expect(settled).toMatchObject({ name: 'Moodle for trying out', otherSite: null });
    expect((await school())?.otherSite).toMatchObject({ name: 'Moodle of the school' });
  });
});
