import { aDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = aDesk();
});
afterEach(() => desk.clear());

const add = (...more: string[]) =>
  desk.col(
    ...['organiser', 'add', '--slug', 'zmaji', '--name', 'Mladi zmaji', '--kind', 'youth-centre'],
    ...['--owner', 'Ana Kranjc', '--language', 'sl', '--json', ...more],
  );
const addresses = ['--url', 'https://zmaji.example', '--email', 'info@zmaji.example'];

describe('col organiser add', () => {
  it('opens an organiser and prints a private link for its first owner', async () => {
    const told = await add(...addresses, '--owner-email', 'ana@zmaji.example');

    expect(told.code).toBe(0);
    expect(told.json).toMatchObject({ organiser: 'zmaji', verification: 'unverified' });
    expect(told.json.signIn).toMatch(/^http:\/\/localhost:3999\/sign-in\/[\w-]{43}$/);
    expect(Date.parse(told.json.expiresAt)).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
    expect(told.json).not.toHaveProperty('warnings');
    const kept = await desk.inStore(({ records }) => records.organisers.bySlug('zmaji'));
    expect(kept).toMatchObject({ id: told.json.id, name: 'Mladi zmaji', languages: ['sl'], home: null });
    const owner = await desk.inStore(({ records }) => records.people.byId(told.json.owner));
    expect(owner).toMatchObject({ displayName: 'Ana Kranjc', emails: [{ address: 'ana@zmaji.example' }] });
  });

  it('warns that awards wait without url and e-mail', async () => {
    expect((await add()).json.warnings).toEqual(['without url and email awards wait']);
  });

  it('says it in words to people', async () => {
    const told = await desk.col(
      ...['organiser', 'add', '--slug', 'zmaji', '--name', 'Mladi zmaji', '--kind', 'youth-centre'],
      ...['--owner', 'Ana', '--language', 'sl'],
    );

    expect(told.out).toMatch(/^Mladi zmaji is open\. Ana signs in once .* \(7 days\):\nhttp:.*\/sign-in\//);
  });

  it('refuses a slug that is taken, and a home that is not there', async () => {
    const nowhere = await add('--home', 'atlantis');
    await add();
    const again = await add();

    expect([nowhere.code, nowhere.json]).toEqual([1, { why: 'location-unknown', slug: 'atlantis' }]);
    expect([again.code, again.json]).toEqual([1, { why: 'slug-taken', slug: 'zmaji' }]);
  });

  it('names every option that is wrong, all at once', async () => {
    const args = [
      '--slug',
      'Not a slug',
      '--name',
      '',
      '--kind',
      'gang',
      '--owner',
      'A',
      '--language',
      'slovene!',
    ];
    const told = await desk.col('organiser', 'add', ...args, '--url', 'zmaji', '--email', 'x', '--json');

    expect([told.code, told.json.why]).toEqual([1, 'bad-input']);
    expect(told.json.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '--email',
      '--kind',
      '--language',
      '--name',
      '--slug',
      '--url',
    ]);
  });
});

describe('col organiser invite', () => {
  it('gives somebody a role, and prints their private link', async () => {
    await add();

    const told = await desk.col(
      'organiser',
      'invite',
      'zmaji',
      '--name',
      'Bor',
      '--role',
      'reviewer',
      '--json',
    );

    expect(told.code).toBe(0);
    expect(told.json).toMatchObject({ organiser: 'zmaji', role: 'reviewer' });
    expect(told.json.signIn).toContain('/sign-in/');
    const roles = await desk.inStore(({ records }) => records.staff.of(told.json.person));
    expect(roles).toMatchObject([{ role: 'reviewer', invitedBy: null }]);
  });

  it('refuses an organiser that is not there, and a role that is none', async () => {
    await add();

    const nobody = await desk.col(
      'organiser',
      'invite',
      'x-y',
      '--name',
      'Bor',
      '--role',
      'member',
      '--json',
    );
    const king = await desk.col('organiser', 'invite', 'zmaji', '--name', 'Bor', '--role', 'king', '--json');

    expect([nobody.code, nobody.json]).toEqual([1, { why: 'organiser-unknown', organiser: 'x-y' }]);
    expect([king.code, king.json.errors[0].path]).toEqual([1, '--role']);
  });
});

describe('col organiser verify', () => {
  it('vouches for an organiser; again, nothing changes', async () => {
    await add();

    const first = await desk.col('organiser', 'verify', 'zmaji', '--json');
    const again = await desk.col('organiser', 'verify', 'zmaji', '--json');

    expect(first.json).toMatchObject({ organiser: 'zmaji', verification: 'verified' });
    expect([again.code, again.json]).toEqual([0, first.json]);
  });

  it('refuses one that is not there, in words or as JSON', async () => {
    const words = await desk.col('organiser', 'verify', 'zmaji');
    const json = await desk.col('organiser', 'verify', 'zmaji', '--json');

    expect([words.code, words.out, words.err]).toEqual([1, '', 'There is no organiser "zmaji" here.']);
    expect([json.code, json.json.why, json.err]).toEqual([1, 'not-found', '']);
  });
});
