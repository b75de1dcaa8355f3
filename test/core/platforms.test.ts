import { domainEvent } from '../../core/domain-events.ts';
import type { OrganiserRole } from '../../core/lists.ts';
import { decideSchool } from '../../core/organisers/decide-school.ts';
import { endStaff } from '../../core/organisers/end-staff.ts';
import { invitePlatform } from '../../core/organisers/invite-platform.ts';
import { listPlatforms } from '../../core/organisers/list-platforms.ts';
import { settleSite } from '../../core/organisers/settle-site.ts';
import { switchPlatform } from '../../core/organisers/switch-platform.ts';
import { nobody, operator } from '../../core/people/actor.ts';
import { seeNotices } from '../../core/people/see-notices.ts';
import { type City, openCity } from '../support/city.ts';
import { aConnectedPlatform, type PaperPlatforms, paperPlatforms } from '../support/paper-platforms.ts';

let city: City;
let platforms: PaperPlatforms;
beforeEach(async () => {
  city = await openCity();
  platforms = paperPlatforms();
  platforms.known.set(city.zmaji, [aConnectedPlatform()]);
});
afterEach(() => city.close());

const ports = () => ({ ...city.ports, platforms });
const approval = { platform: 'canvas-1', school: '7:4dde05e8', decision: 'approved' } as const;
const statuses = () =>
  platforms.known.get(city.zmaji)?.flatMap(({ schools }) => schools.map((one) => one.status));

describe('A school behind a learning platform', () => {
  it.each([
    ['approved', ['approved']],
    ['blocked', ['blocked']],
  ] as const)('is %s by an owner', async (decision, expected) => {
    const owner = await city.staff('tim', 'owner');

    const decided = await decideSchool(ports(), owner, city.zmaji, { ...approval, decision });

    expect([decided.done, statuses()]).toEqual([decision, expected]);
  });

  it.each<OrganiserRole>(['manager', 'reviewer', 'member'])('is not for a %s to decide', async (role) => {
    const decided = await decideSchool(ports(), await city.staff('tim', role), city.zmaji, approval);

    expect(decided.refused).toMatchObject({
      why: 'not-allowed',
      because: { reason: { could: ['owner'] } },
    });
    expect(statuses()).toEqual(['pending']);
  });

  it('is unknown to who is of another organiser, or names what is not theirs', async () => {
    const owner = await city.staff('tim', 'owner');
    const others = [city.ana, nobody];
    platforms.known.set(city.school, [aConnectedPlatform({ id: 'moodle-1' })]);

    for (const other of others)
      expect(await decideSchool(ports(), other, city.zmaji, approval)).toEqual({
        refused: { why: 'not-found' },
      });
    for (const wrong of [{ platform: 'moodle-1' }, { school: 'other' }])
      expect(await decideSchool(ports(), owner, city.zmaji, { ...approval, ...wrong })).toEqual({
        refused: { why: 'not-found' },
      });
    expect(statuses()).toEqual(['pending']);
  });

  it('that waits is told to each owner, once', async () => {
    const [owner, manager] = [await city.staff('tim', 'owner'), city.iva];
    const gone = await city.staff('oto', 'owner');
    const [row] = (await city.ports.records.staff.of(gone.person)).map(({ id }) => id);
    if (row) await endStaff(city.ports, operator, { staff: row });

    await city.ports.records.keep({}, [domainEvent(nobody, 'school.waiting', { organiser: city.zmaji })]);
    await city.settle();

    const notesOf = async (one: typeof owner) => (await seeNotices(city.ports, one)).map(({ note }) => note);
    expect(await notesOf(owner)).toEqual([{ kind: 'school-waits', organiser: city.zmaji }]);
    expect([await notesOf(manager), await notesOf(gone)]).toEqual([[], []]);
  });
});

describe('Another site under a school', () => {
  const cloned = () => {
    const { schools, ...platform } = aConnectedPlatform();
    const otherSite = { name: 'Moodle for trying out', firstSeen: city.clock.now() };
    platforms.known.set(city.zmaji, [
      { ...platform, schools: schools.map((one) => ({ ...one, otherSite })) },
    ]);
  };
  const settled = () => platforms.known.get(city.zmaji)?.[0]?.schools[0]?.otherSite === null;
  const site = { platform: 'canvas-1', school: '7:4dde05e8' };

  it('is the school itself after a move when an owner says so, and nobody else', async () => {
    cloned();

    const byManager = await settleSite(ports(), city.iva, city.zmaji, site);
    const byStranger = await settleSite(ports(), city.ana, city.zmaji, site);
    const before = settled();
    const byOwner = await settleSite(ports(), await city.staff('tim', 'owner'), city.zmaji, site);

    expect([byManager.refused?.why, byStranger.refused?.why, before]).toEqual([
      'not-allowed',
      'not-found',
      false,
    ]);
    expect([byOwner.done, settled()]).toEqual(['moved', true]);
  });

  it('is told to each owner', async () => {
    const owner = await city.staff('tim', 'owner');

    await city.ports.records.keep({}, [domainEvent(nobody, 'school.cloned', { organiser: city.zmaji })]);
    await city.settle();

    expect((await seeNotices(city.ports, owner)).map(({ note }) => note)).toEqual([
      { kind: 'school-cloned', organiser: city.zmaji },
    ]);
  });
});

describe('Learning platforms', () => {
  it('are seen by those who run the organiser; owners may connect them', async () => {
    const seenBy = async (role: OrganiserRole) => {
      const seen = await listPlatforms({ platforms }, await city.staff(`a-${role}`, role), city.zmaji);
      return seen.done ? seen.done.mayConnect : seen.refused.why;
    };

    expect([await seenBy('owner'), await seenBy('manager'), await seenBy('reviewer')]).toEqual([
      true,
      false,
      'not-allowed',
    ]);
    expect(await listPlatforms({ platforms }, city.ana, city.zmaji)).toEqual({
      refused: { why: 'not-found' },
    });
  });

  it('are invited by an owner, for the courses of that organiser', async () => {
    const asked = { family: 'moodle', audience: 'minors' } as const;

    const invited = await invitePlatform(ports(), await city.staff('tim', 'owner'), city.zmaji, asked);
    const refused = await invitePlatform(ports(), city.iva, city.zmaji, asked);

    expect(invited.done?.url).toContain('invite=');
    expect(refused.refused).toMatchObject({ why: 'not-allowed' });
    expect(platforms.invited).toEqual([`${city.zmaji} moodle minors`]);
  });

  it('are switched off and on again by an owner', async () => {
    const owner = await city.staff('tim', 'owner');
    const isActive = () => platforms.known.get(city.zmaji)?.[0]?.isActive;

    await switchPlatform(ports(), owner, city.zmaji, { platform: 'canvas-1', to: 'off' });
    const off = isActive();
    await switchPlatform(ports(), owner, city.zmaji, { platform: 'canvas-1', to: 'on' });

    expect([off, isActive()]).toEqual([false, true]);
    expect(
      await switchPlatform(ports(), city.iva, city.zmaji, { platform: 'canvas-1', to: 'off' }),
    ).toMatchObject({ refused: { why: 'not-allowed' } });
  });
});
