import type { ProfileName } from '../../adapters/practice-lms/index.ts';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import { dayMs, minuteMs } from '../../core/instant.ts';
import { anActivity, aPlaylist, named } from '../builders/index.ts';
import { onEachEngine, type StoreOf } from '../support/mongo.ts';
import { wordsOf } from '../support/page-driver.ts';
import {
  answerIn,
  inCardOf,
  itemIn,
  launchAs,
  linkTo,
  must,
  openWorld,
  Story,
  titles,
  undoOver,
  type World,
} from '../support/story.ts';

const profiles: readonly ProfileName[] = ['moodle', 'canvas'];

for (const profile of profiles) {
  onEachEngine(`J1: teacher Ana, in a course like those of ${profile}`, (store) => ana(profile, store));
}

function ana(profile: ProfileName, store: StoreOf): void {
  let world: World;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld([profile], 'adults', { config: await store() });
    story = new Story(world, profile);
    await story.place();
    await story.place('bor', '8');
    await story.peers('jan', 'eva');
  }, 60_000);
  afterAll(() => world.close());

  const gradesOf = (person: string) =>
    Object.fromEntries(
      [...world.lms.control.grades('7', profile)].flatMap(([label, points]) =>
        points.has(person) ? [[label, points.get(person)]] : [],
      ),
    );
  /** The columns of the scores of somebody that the LMS took, one for each score. */
  const takenFor = (person: string) => {
    const { control } = world.lms;
    const userId = control.person(person).ids[profile];
    return control
      .calls('/scores')
      .filter(({ status }) => status !== null && status < 300)
      .map((call) => ({ ...(JSON.parse(call.body) as { userId: string }), path: call.path }))
      .filter((score) => String(score.userId) === userId)
      .map(({ path }) => path);
  };

  describe('choosing content', () => {
    it('finds Future makers by a word, a type and a language, and shows it as learners will see it', async () => {
      const picker = await story.choosing();

      const search = must(picker.all('form.search button')[0]);
      await picker.submit(search, { q: 'maker', type: 'digital-experience', language: 'sl' });
      const found = picker.hooks('pick-item').map((one) => one.getAttribute('data-item'));
      await picker.submit(search, { q: 'maker', type: 'digital-experience', language: 'nl' });
      const foreign = picker.hooks('pick-item').map((one) => one.getAttribute('data-item'));
      await picker.go('/app/picker?q=maker');
      await picker.follow(itemIn(picker, 'mladi-zmaji/future-makers'));

      expect(found).toContain('mladi-zmaji/future-makers');
      expect(foreign).not.toContain('mladi-zmaji/future-makers');
      for (const step of Object.values(titles)) expect(picker.words).toContain(step);
    });

    it('brings five links and four columns of 100, none for what is optional', () => {
      const links = world.lms.control.links('7', profile).map(({ title }) => title);
      const columns = world.lms.control.columns('7').map(({ label, scoreMaximum }) => [label, scoreMaximum]);

      expect(links.sort()).toEqual(Object.values(titles).sort());
      expect(columns.sort()).toEqual(
        [titles.header, titles.explore, titles.interview, titles.openSpace]
          .map((label) => [label, 100])
          .sort(),
      );
    });

    it('answers with what the platform checks: an altered answer places nothing, and one counts once', async () => {
      const { control } = world.lms;
      const before = control.links('7', profile).length;
      const picker = await story.choosing();
      await picker.go('/app/picker?q=podcast');
      await picker.follow(itemIn(picker, 'mladi-zmaji/podcast'));
      await picker.submit('place');
      const { action, jwt } = answerIn(picker);
      const [head, body, signature = ''] = jwt.split('.');
      const altered = [head, body, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');

      await expect(control.placeContent(action, altered)).rejects.toThrow();
      const placed = await control.placeContent(action, jwt);
      await expect(control.placeContent(action, jwt)).rejects.toThrow();

      expect(placed).toHaveLength(1);
      expect(control.links('7', profile)).toHaveLength(before + 1);
    });

    it('is for teachers only', async () => {
      const wish = { person: 'luka', profile };

      const { page } = await launchAs(world.house.baseUrl, world.lms, wish);

      expect(page.status).toBe(403);
      expect(page.text).toContain('TEACHERS_ONLY');
    });
  });

  it('refuses a launch that is sent a second time', async () => {
    const link = must(world.lms.control.links('7', profile)[0]).id;

    const { page, again } = await launchAs(world.house.baseUrl, world.lms, { person: 'luka', link, profile });
    const second = await again();

    expect([page.status, second.status >= 400]).toEqual([200, true]);
    expect(second.text).not.toContain('Bearer');
  });

  it('completes nothing by clicks on links', async () => {
    const { key } = must(world.lms.control.addLearners('7', 1)[0]);
    for (const title of Object.values(titles)) await story.at(key, title);
    await world.house.settle();

    const page = await story.at(key, titles.header);
    const person = await story.personOf(key);

    expect(page.hook('progress').textContent).toBe('0 of 3 needed');
    expect(await world.house.app.ports.records.completions.of(person)).toEqual(new Set());
    expect(gradesOf(key)).toEqual({});
  });

  it('shows learners no draft, not even by its address', async () => {
    const { records } = world.house.app.ports;
    const organiser = must(await records.organisers.bySlug('mladi-zmaji')).id;
    const [activity, playlist] = [
      named<ActivityId>(`draft-${profile}`),
      named<PlaylistId>(`drafts-${profile}`),
    ];
    await records.keep({
      activity: [anActivity({ id: activity, organiser, state: 'draft' })],
      playlist: [aPlaylist({ id: playlist, madeBy: { organiser }, state: 'draft' })],
    });

    const page = await story.at('luka', titles.header);
    const answers = [`/app/activities/${activity}`, `/app/playlists/${playlist}`].map(
      async (path) => (await (await story.at('luka', titles.header)).go(path)).status,
    );

    expect(page.hooks('step')).toHaveLength(4);
    expect(await Promise.all(answers)).toEqual([404, 404]);
  });

  it('shows the class from the roster, and whom a filter asks for: who is stuck, and the two who wait for her', async () => {
    const { control } = world.lms;
    await story.declare('mia');
    await story.handIn('mia');
    await world.house.settle(8 * dayMs);
    await story.declare('luka');
    await story.handIn('luka');
    const enrolled = control
      .course('7')
      .members.filter(({ as, state }) => as === 'learner' && state === 'active');

    const page = await story.classOf();
    await page.submit('refresh-roster');
    const tabs = ['everybody', 'stuck', 'waiting', 'done'].map((show) => wordsOf(page.hook(`show-${show}`)));
    const shown = async (show: string) => (await page.follow(`show-${show}`)).hooks('learner').map(wordsOf);

    expect(tabs).toEqual([`Everybody (${enrolled.length})`, 'Stuck (1)', 'Waiting for me (2)', 'Done (0)']);
    expect(page.all('.matrix thead th').map(wordsOf)).toEqual([
      'Learner',
      titles.explore,
      titles.interview,
      titles.openSpace,
      titles.podcast,
    ]);
    expect(await shown('stuck')).toEqual(['Mia Novak']);
    expect(await shown('waiting')).toEqual(['Luka Horvat', 'Mia Novak']);
    expect(page.words).toContain('Waits for you (2)');
  });

  it('sends work back only with words, and keeps those that were typed', async () => {
    const page = await story.classOf();
    const improve = () => inCardOf(page, 'Mia Novak', 'review-improve');

    await page.submit(improve());
    const empty = [page.status, page.all('.review-card .error').map(wordsOf)];
    await page.submit(improve(), { words: '?' });
    const short = [page.status, wordsOf(inCardOf(page, 'Mia Novak', 'review-words'))];
    await page.submit(improve(), { words: 'Say what surprised you.' });
    await world.house.settle(undoOver);
    const told = await story.at('mia', titles.interview);

    expect(empty).toEqual([422, [expect.stringContaining('Please write what to change')]]);
    expect(short).toEqual([422, '?']);
    expect(page.status).toBe(200);
    expect(told.words).toContain('Say what surprised you.');
    expect(told.hooks('notice').map(wordsOf)).toContainEqual(
      expect.stringContaining('Say what surprised you.'),
    );
  });

  it('brings 100 to every column once, with the badge, though the LMS was down meanwhile', async () => {
    const { house, lms } = world;
    for (const peer of ['jan', 'eva']) await story.approveAsPeer(peer, 'Luka');
    await story.approve('Luka');
    await house.settle(undoOver);

    await lms.control.goDown();
    await story.confirmAttendance('Luka');
    await house.settle(undoOver);
    const award = (await story.at('luka', titles.header)).has('award');
    const whileDown = gradesOf('luka');
    await house.settle(minuteMs);
    const stillDown = takenFor('luka').length;
    await lms.control.comeBack();
    await house.settle(6 * minuteMs);
    await house.settle(6 * minuteMs);

    expect(award).toBe(true);
    expect(whileDown).not.toHaveProperty([titles.openSpace]);
    expect(gradesOf('luka')).toEqual({
      [titles.header]: 100,
      [titles.explore]: 100,
      [titles.interview]: 100,
      [titles.openSpace]: 100,
    });
    // The header moved on with each of the three steps; the others were told once.
    expect(takenFor('luka')).toHaveLength(6);
    expect(stillDown).toBe(4);
    expect(await house.app.ports.outbox.counts()).toMatchObject({ waiting: 0, setAside: 0 });
  });

  it('has in a copied course all that stood in this one, and gives nobody the badge again', async () => {
    const { house, lms } = world;
    const luka = await story.personOf('luka');
    const held = async () =>
      (await house.app.ports.records.awards.heldBy(luka, { size: 50, after: null })).items;
    const before = await held();
    const copy = lms.control.copyCourse('7').key;

    const page = await story.at('luka', titles.header, { course: copy });
    await house.settle();
    const ana = await story.classOf('ana', copy);
    const mia = await story.at('mia', titles.interview, { course: copy });

    expect(page.hook('progress').textContent).toContain('3 of 3');
    expect(await held()).toEqual(before);
    expect(lms.control.grades(copy, profile).get(titles.header)?.get('luka')).toBe(100);
    expect(ana.words).toContain('Copied from');
    expect(mia.words).toContain('Say what surprised you.');
  });

  it('shows who comes without a name under an alias', async () => {
    const { clientId } = world.lms.operatorFacts(profile);
    const [newcomer] = world.lms.control.addLearners('7', 1);
    world.lms.control.share('nothing', clientId);

    const page = await story.at(must(newcomer).key, titles.header);
    const classPage = await story.classOf();
    world.lms.control.share('name-and-email', clientId);
    const person = await world.house.app.ports.records.people.byId(await story.personOf(must(newcomer).key));

    expect(page.hooks('step')).toHaveLength(4);
    expect(classPage.words).toContain(must(person).alias);
    expect(classPage.words).not.toContain(`Learner ${must(newcomer).family}`);
  });

  describe('who may', () => {
    it('is nobody to the people of another course', async () => {
      await story.declare('tin', '8');
      await story.handIn('tin', undefined, '8');
      const bor = await story.classOf('bor', '8');
      const address = must(inCardOf(bor, 'Tin', 'review-approve').closest('form')?.getAttribute('action'));
      const work = address.replace(/\/decide$/, '');

      const ana = await story.classOf('ana', '7');
      const queue = ana.hooks('review').map(wordsOf).join();
      await ana.go(work);

      expect(queue).not.toContain('Tin');
      expect(ana.status).toBe(404);
      expect(await ana.forge(address, { evidenceVersion: '1', decision: 'approve' })).toBe(404);
    });

    it('tells a teacher whose grant was ended why not, with 403', async () => {
      const owner = await story.signedIn('Ravnateljica', 'owner', 'gimnazija-zmaj');
      await owner.follow(linkTo(owner, '/app/organisers/gimnazija-zmaj/courses'));
      const card = must(owner.all('li.card').find((one) => wordsOf(one).includes('Class 3.a')));
      await owner.submit(must(card.querySelector('button')));

      const bor = await story.at('bor', titles.header, { course: '8' });
      await bor.go('/app/class');

      const ana = await story.classOf('ana', '7');

      expect([bor.status, ana.status]).toEqual([403, 200]);
      expect(bor.words).toContain('NOT_ALLOWED');
      expect(bor.words).toContain('This is for');
    });
  });
}
