import { onEachEngine } from '../support/mongo.ts';
import { PageDriver, wordsOf } from '../support/page-driver.ts';
import { linkTo, must, openWorld, Story, titles, type World } from '../support/story.ts';

onEachEngine('J5.7: organiser Iva takes a badge back', (store) => {
  let world: World;
  let story: Story;
  beforeAll(async () => {
    world = await openWorld(['moodle'], 'adults', { config: await store() });
    story = new Story(world, 'moodle');
    await story.place();
    await story.peers('jan', 'eva');
    await story.earn('mia', 'Mia', ['jan', 'eva']);
  }, 60_000);
  afterAll(() => world.close());

  const rowOf = (page: PageDriver, badge: string, holder: string) =>
    must(
      page.hooks('award-row').find((row) => wordsOf(row).includes(badge) && wordsOf(row).includes(holder)),
    );

  it('tells the earner and whoever verifies it, and leaves the badge of the playlist, flagged to her', async () => {
    const interview = await story.share('mia', titles.interview);
    const makers = await story.share('mia', titles.header);
    const iva = await story.signedIn('Iva', 'manager', 'mladi-zmaji');
    await iva.follow(linkTo(iva, '/app/organisers/mladi-zmaji/awards'));
    const names = { interview: 'Intervju s sosedom', makers: 'Snujem prihodnost' };
    const mia = (await world.house.app.ports.records.people.byId(await story.personOf('mia')))?.alias ?? '';
    const row = () => rowOf(iva, names.interview, mia);

    await iva.submit(must(row().querySelector('[data-test="revoke"]')));
    const withoutReason = [iva.status, row().getAttribute('data-state')];
    await iva.submit(must(row().querySelector('[data-test="revoke"]')), {
      reason: 'issued to the wrong person',
    });
    const revoked = [iva.status, row().getAttribute('data-state')];
    await world.house.settle();
    await iva.go('/app/organisers/mladi-zmaji/awards');

    expect(withoutReason).toEqual([422, 'issued']);
    expect(revoked).toEqual([200, 'revoked']);

    const earner = await story.at('mia', titles.header);
    expect(earner.hooks('notice').map(wordsOf)).toContainEqual(
      expect.stringContaining('was taken back: “issued to the wrong person”'),
    );

    const document = await fetch(interview, { headers: { accept: 'application/ld+json' } });
    const page = await PageDriver.visit(interview);
    const verify = await PageDriver.visit(`${world.house.baseUrl}/verify`);
    await verify.submit('verify', { presented: interview });
    expect([document.status, await document.json()]).toEqual([
      410,
      expect.objectContaining({ revoked: true, revocationReason: 'issued to the wrong person' }),
    ]);
    expect([page.status, page.hook('verdict').getAttribute('data-verdict')]).toEqual([410, 'revoked']);
    expect(verify.hook('verdict').getAttribute('data-verdict')).toBe('revoked');
    expect(verify.words).toContain('issued to the wrong person');

    const kept = rowOf(iva, names.makers, mia);
    expect(kept.getAttribute('data-state')).toBe('issued');
    expect(wordsOf(kept)).toContain('Značka enega od korakov je bila pozneje preklicana.');
    expect((await fetch(makers)).status).toBe(200);
  });

  it('is not for a learner, nor for people of another organiser', async () => {
    await story.earn('luka', 'Luka', ['jan', 'eva']);
    const makers = await story.share('luka');
    const address = must(makers.split('/').at(-1));
    const foreign = await story.signedIn('Ravnateljica', 'owner', 'gimnazija-zmaj');
    const learner = await story.at('jan', titles.header);
    const revoke = '/app/organisers/mladi-zmaji/awards/revoke';

    const answers = [
      await foreign.forge(revoke, { address, reason: 'because I can' }),
      await learner.forge(revoke, { address, reason: 'because I can' }),
    ];

    expect(answers).toEqual([404, 404]);
    expect((await fetch(makers)).status).toBe(200);
  });
});
