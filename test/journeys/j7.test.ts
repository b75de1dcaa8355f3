import { parse } from 'node-html-parser';
import { operator } from '../../core/people/actor.ts';
import { erasePerson } from '../../core/people/erase-person.ts';
import { onEachEngine } from '../support/mongo.ts';
import { PageDriver } from '../support/page-driver.ts';
import { must, openWorld, Story, titles, type World } from '../support/story.ts';

onEachEngine('J7: verifier Petra, an employer without an account', (store) => {
  let world: World;
  let story: Story;
  let address: string;
  beforeAll(async () => {
    world = await openWorld(['moodle'], 'adults', { config: await store() });
    story = new Story(world, 'moodle');
    await story.place();
    await story.peers('jan', 'eva');
    await story.earn('mia', 'Mia', ['jan', 'eva']);
    address = await story.share('mia', titles.interview);
  }, 60_000);
  afterAll(() => world.close());

  const json = (url: string) => fetch(url, { headers: { accept: 'application/ld+json' } });

  it('sees the badge, who stands behind it, when and how it was earned', async () => {
    const page = await PageDriver.visit(address);
    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date());

    expect(page.status).toBe(200);
    expect(wordsFound(page.words)).toEqual(everyOf);
    expect(page.words).toContain(`Earned on ${today}`);
    expect(page.hook('verdict').getAttribute('data-verdict')).toBe('valid');
  });
  const everyOf = [
    'Interview a neighbour',
    'Mladi zmaji',
    'verified organiser',
    'Criteria, version 1',
    'Reviewed by 2 peers and 1 organiser',
  ];
  const wordsFound = (words: string) => everyOf.filter((one) => words.includes(one));

  it('is told nothing of the holder, gets no cookie and calls no other site', async () => {
    const mia = world.lms.control.person('mia');
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    const html = await answer.text();
    const calls = parse(html)
      .querySelectorAll('script[src], link[href], img[src], iframe[src], source[src], [hx-get], form[action]')
      .flatMap((one) => [one.getAttribute('src'), one.getAttribute('href'), one.getAttribute('action')])
      .filter((one) => one !== undefined)
      .map((one) => new URL(one, address).origin);

    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(calls)).toEqual(new Set([world.house.baseUrl]));
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const secret of [mia.given, mia.family, mia.email]) expect(html).not.toContain(secret);
  });

  it('hears the same of the verify page, by typing the address and by the code on a CV', async () => {
    const typed = await PageDriver.visit(`${world.house.baseUrl}/verify`);
    await typed.submit('verify', { presented: address });
    const scanned = await PageDriver.visit(
      `${world.house.baseUrl}/verify?address=${encodeURIComponent(address)}`,
    );

    for (const page of [typed, scanned])
      expect(page.hook('verdict').getAttribute('data-verdict')).toBe('valid');
    expect([...typed.cookies, ...scanned.cookies]).toEqual([]);
  });

  it('lets a machine follow the assertion to the badge and its issuer', async () => {
    const assertion = await read(address);
    const badge = await read(assertion.badge);
    const issuer = await read(badge.issuer);

    expect([assertion.type, badge.type, issuer.type]).toEqual(['Assertion', 'BadgeClass', 'Profile']);
    expect([assertion.id, badge.name, issuer.name]).toEqual([address, expect.any(String), 'Mladi zmaji']);
    expect(assertion.verification.type).toBe('HostedBadge');
    expect(JSON.stringify(assertion)).not.toContain(world.lms.control.person('mia').email);
  });

  it('finds nothing of what was not released', async () => {
    const mia = await story.personOf('mia');
    const { items } = await world.house.app.ports.records.awards.heldBy(mia, { size: 20, after: null });
    const hidden = items.filter(({ releasedAt }) => releasedAt === null);
    const urls = hidden.map((award) => `${world.house.baseUrl}/b/awards/${award.address}`);

    const pages = await Promise.all(urls.map(async (url) => (await fetch(url)).status));
    const documents = await Promise.all(urls.map(async (url) => (await json(url)).status));

    expect(hidden.length).toBeGreaterThan(0);
    expect(new Set([...pages, ...documents])).toEqual(new Set([404]));
  });

  it('finds a badge whose holder was erased withdrawn, with no data', async () => {
    await story.earn('luka', 'Luka', ['jan', 'eva']);
    const lukas = await story.share('luka');
    const before = (await fetch(lukas)).status;

    await erasePerson(world.house.app.ports, operator, await story.personOf('luka'));
    await world.house.settle();
    const page = await PageDriver.visit(lukas);
    const document = await json(lukas);

    expect(before).toBe(200);
    expect([page.status, page.hook('verdict').getAttribute('data-verdict')]).toEqual([410, 'withdrawn']);
    expect(page.words).not.toContain('Future makers');
    expect([document.status, await document.json()]).toEqual([
      410,
      {
        '@context': 'https://w3id.org/openbadges/v2',
        type: 'Assertion',
        id: lukas,
        revoked: true,
        revocationReason: 'Withdrawn',
      },
    ]);
  });

  // biome-ignore lint/suspicious/noExplicitAny: a document as a stranger's machine reads it
  async function read(url: string): Promise<any> {
    const answer = await json(must(url));
    expect(answer.status).toBe(200);
    return answer.json();
  }
});
