import type { BadgeId } from '../../core/ids.ts';
import { aBadge } from '../builders/index.ts';
import { onEachEngine } from '../support/mongo.ts';
import { PageDriver, wordsOf } from '../support/page-driver.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';
import { must, openWorld, Story, type World } from '../support/story.ts';

/** As a spreadsheet saves it where semicolons part the cells. */
const csvOf = (rows: readonly (readonly [email: string, age: string])[]): string =>
  `\uFEFFIme;E-pošta;Starost\r\n${rows.map(([email, age]) => `Nekdo;${email};${age}`).join('\r\n')}\r\n`;

const fresh = Array.from({ length: 36 }, (_, at) => [`young-${at + 1}@example.org`, '17'] as const);
const invitedBefore = [
  ['known-1@example.org', ''],
  ['known-2@example.org', '20'],
] as const;
const forty = [...fresh, ...invitedBefore, ['not an address', '18'], ['zala@example.org', '12']] as const;

onEachEngine('J5.3: organiser Iva gives a badge to a list of people', (store) => {
  let world: World;
  let post: PostOffice;
  let iva: PageDriver;
  let at: string;
  beforeAll(async () => {
    post = await openPostOffice();
    const mail = { smtpUrl: post.url, from: 'Cities of Learning <badges@col.example>' };
    world = await openWorld(['moodle'], 'adults', { config: { ...(await store()), mail } });
    const { records } = world.house.app.ports;
    const zmaji = must(await records.organisers.bySlug('mladi-zmaji'));
    const badge = aBadge({
      id: 'openspacebadge' as BadgeId,
      organiser: zmaji.id,
      earnedBy: [{ by: 'code' }, { by: 'hand' }],
    });
    await records.keep({ badge: [badge] });
    at = `/app/organisers/mladi-zmaji/badges/${badge.id}/codes`;
    iva = await new Story(world, 'moodle').signedIn('Iva', 'manager', 'mladi-zmaji');
    await iva.go(at);
  }, 60_000);
  afterAll(async () => {
    await post.close();
    await world.close();
  });

  /** `invited` → how many rows. */
  const counted = (): Record<string, number> =>
    Object.fromEntries(
      iva
        .hook('results')
        .querySelectorAll('li')
        .map((line) => [
          line.getAttribute('data-test')?.replace('result-', ''),
          Number.parseInt(wordsOf(line), 10),
        ]),
    );
  async function invite(list: string): Promise<void> {
    await iva.submit('invite', { list });
    await world.house.settle();
  }

  it('tells row by row what became of a file of 40, and mails a code to 36', async () => {
    await invite(csvOf(invitedBefore));
    post.received.splice(0);

    await invite(csvOf(forty));

    expect(counted()).toEqual({ invited: 36, 'already-in': 2, 'bad-address': 1, 'needs-guardian': 1 });
    expect(post.received.map(({ to }) => to).sort()).toEqual(fresh.map(([email]) => email).sort());

    const file = must(iva.hook('results-file').getAttribute('href'));
    const lines = (await (await fetch(new URL(file, world.house.baseUrl))).text()).trim().split('\r\n');
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toContain('needs-guardian');
  });

  it('invites nobody twice when the same file comes again', async () => {
    post.received.splice(0);

    await invite(csvOf(forty));

    expect(post.received).toEqual([]);
    expect(counted()).toEqual({ 'already-in': 38, 'bad-address': 1, 'needs-guardian': 1 });
  });

  it('leads from the mail to the badge, by signing in with that address', async () => {
    const petra = 'petra@example.org';
    await invite(petra);
    const young = await PageDriver.visit(post.linkTo(petra));
    expect(young.has('take')).toBe(false);
    await young.follow('sign-in-first');
    await young.submit('send-link', { email: petra });
    await world.house.settle();

    const signedIn = await PageDriver.visit(post.linkTo(petra));
    await signedIn.submit('sign-in', { adult: 'yes' });
    await signedIn.submit('take');
    await world.house.settle();
    await signedIn.go('/me/badges');

    expect(signedIn.hooks('badge').map(wordsOf)).toEqual([expect.stringContaining('River guardian')]);
    await invite(petra);
    expect(counted()).toEqual({ 'has-it': 1 });
  });

  it('lets one code on a sheet be used by everybody who comes, once each', async () => {
    await iva.go(at);
    await iva.submit('make', { title: 'Open space', maxUses: '2' });
    const code = wordsOf(iva.hook('code'));
    expect(iva.hooks('sheet')).toHaveLength(1);
    await iva.go(at);
    expect(iva.words).not.toContain(code);

    const said = [];
    for (const email of ['one@example.org', 'two@example.org', 'three@example.org']) {
      const page = await PageDriver.visit(`${world.house.baseUrl}/sign-in`);
      await page.submit('send-link', { email });
      await world.house.settle();
      const visitor = await PageDriver.visit(post.linkTo(email));
      await visitor.submit('sign-in');
      await visitor.go('/claim');
      await visitor.submit('go', { code: code.toLowerCase() });
      if (visitor.has('take')) await visitor.submit('take');
      await world.house.settle();
      said.push(
        visitor.has('taken') ? 'taken' : visitor.words.includes('as often as it may') ? 'used up' : 'no',
      );
    }

    expect(said).toEqual(['taken', 'taken', 'used up']);
    await iva.go(at);
    expect(wordsOf(must(iva.hooks('sheet-row')[0]))).toContain('uporabljena 2-krat');
  });

  it('is not for a reviewer, nor for people of another organiser', async () => {
    const foreign = await new Story(world, 'moodle').signedIn('Ravnateljica', 'owner', 'gimnazija-zmaj');

    expect(await foreign.forge(`${at}/invite`, { list: 'a@example.org' })).toBe(404);
    expect(await foreign.forge(`${at}/make`, { sheet: 'sheet-of-foreigners' })).toBe(404);
  });
});
