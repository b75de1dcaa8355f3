import { parse } from 'node-html-parser';
import { onEachEngine } from '../support/mongo.ts';
import { PageDriver, wordsOf } from '../support/page-driver.ts';
import { must, openWorld, Story, titles, type World } from '../support/story.ts';

onEachEngine('J2: learner Luka, in a Moodle course of minors', (store) => {
  let world: World;
  let story: Story;
  let elsewhere: Story;
  beforeAll(async () => {
    world = await openWorld(['moodle', 'canvas'], 'minors', { config: await store() });
    story = new Story(world, 'moodle');
    elsewhere = new Story(world, 'canvas');
    await story.place();
    await elsewhere.place();
  }, 60_000);
  afterAll(() => world.close());

  /** What a step says of itself, on the playlist's page. */
  const stepOf = (page: PageDriver, nth: number) => must(page.hooks('step')[nth]);
  const award = async (person: string) => {
    const held = await world.house.app.ports.records.awards.heldBy(await story.personOf(person), {
      size: 10,
      after: null,
    });
    return must(held.items[0]);
  };

  it('shows the first step as the first of those needed, and says why the second is locked', async () => {
    const first = await story.at('luka', titles.explore);
    const all = await story.at('luka', titles.header);
    const second = await story.at('luka', titles.interview);

    expect(first.hook('progress').textContent).toBe('0 of 3 needed');
    expect(first.words).toContain('Step 1');
    expect(first.hook('step').getAttribute('data-state')).toBe('open');
    expect(all.hooks('step').map((step) => step.getAttribute('data-state'))).toEqual([
      'open',
      'locked',
      'locked',
      'locked',
    ]);
    expect(wordsOf(stepOf(all, 1))).toContain('First: “Explore skills”. Then this step opens.');
    expect(second.words).toContain('First: “Explore skills”. Then this step opens.');
    expect(second.has('submit-evidence')).toBe(false);
  });

  it('says so in Slovenian to who reads Slovenian', async () => {
    const page = await story.at('eva', titles.header);

    expect(page.language).toBe('sl');
    expect(wordsOf(stepOf(page, 1))).toContain('Najprej: »Razišči veščine«. Potem se ta korak odpre.');
  });

  it('refuses to join a locked step, whoever asks by hand, and says why', async () => {
    const page = await story.at('eva', titles.header);
    const second = must(page.all('#steps h3 a')[1]?.getAttribute('href'));

    const status = await page.forge(`${second}/join`, {});
    const why = wordsOf(parse(page.answer));
    await page.go(second);

    expect(status).toBe(409);
    expect(why).toContain('Ne še. Najprej: »Razišči veščine«.');
    expect(page.has('join')).toBe(false);
  });

  it('opens the second step when he says the first is done', async () => {
    await story.declare('luka');

    const page = await story.at('luka', titles.header);

    expect(page.hook('progress').textContent).toBe('1 of 3 needed');
    expect(
      page
        .hooks('step')
        .slice(0, 2)
        .map((step) => step.getAttribute('data-state')),
    ).toEqual(['done', 'open']);
    expect(page.hooks('notice').map(wordsOf)).toEqual([expect.stringContaining('Explore skills')]);
  });

  it('keeps his badge to himself: not there for others, as a page and as a document', async () => {
    await story.declare('mia');
    const address = `${world.house.baseUrl}/b/awards/${(await award('mia')).address}`;

    const answers = ['text/html', 'application/json', 'application/ld+json'].map(
      async (accept) => (await fetch(address, { headers: { accept } })).status,
    );
    const verdict = await PageDriver.visit(
      `${world.house.baseUrl}/verify?address=${encodeURIComponent(address)}`,
    );

    expect(await Promise.all(answers)).toEqual([404, 404, 404]);
    expect(verdict.hook('verdict').getAttribute('data-verdict')).toBe('unknown');
  });

  it('offers no sharing to who counts as under 18, and says why', async () => {
    await story.declare('jan');
    const mine = await award('jan');
    const page = await story.at('jan', titles.explore);
    await page.follow('share');

    const isOffered = page.hooks('share').some(({ tagName }) => tagName === 'BUTTON');
    const forged = await page.forge(`/app/awards/${mine.id}/share`, {});

    expect(isOffered).toBe(false);
    expect(forged).toBe(409);
    expect(page.words).toContain('In courses with under-18s badges are not shown in public yet.');
    expect((await award('jan')).badgeVisibility).not.toBe('anyone');
  });

  it('gives nothing of a learner to a launch that asserts their e-mail from another LMS', async () => {
    const { key, email, given, family } = must(world.lms.control.addLearners('7', 1)[0]);
    await story.declare(key);
    const page = await elsewhere.at('jan', titles.header, {}, (claims) => ({
      ...claims,
      email,
      given_name: given,
      family_name: family,
      name: `${given} ${family}`,
    }));
    const own = await story.personOf(key);
    const other = await elsewhere.personOf('jan');
    await page.go(`/app/awards/${(await award(key)).id}`);

    expect(other).not.toBe(own);
    expect(await world.house.app.ports.records.completions.of(other)).toEqual(new Set());
    expect(page.status).toBe(404);
  });
});
