import type { OrganiserRole } from '../../../core/lists.ts';
import { aStaff } from '../../builders/index.ts';
import { aConnectedPlatform } from '../../support/paper-platforms.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.platforms.known.set(world.organiser, [aConnectedPlatform()]);
});

const page = '/app/organisers/mladi-zmaji/platforms';

async function staffed(role: OrganiserRole): Promise<VisitTab> {
  const tab = await world.visit(`An ${role}`);
  const known = await world.ports.records.staff.of(tab.person);
  if (known.length === 0) {
    const staff = aStaff({ organiser: world.organiser, person: tab.person, role });
    await world.ports.records.keep({ staff: [staff] });
  }
  return tab;
}

describe('The desk’s page of learning platforms', () => {
  it('shows an owner which school waits, from which course, and lets it in', async () => {
    const owner = await staffed('owner');

    const before = await owner.get(page);
    const after = await owner.post(`${page}/decide`, {
      platform: 'canvas-1',
      school: '7:4dde05e8',
      decision: 'approved',
    });

    expect(before.words).toContain('canvas.instructure.com');
    expect(before.words).toContain('Gimnazija Zmaj waits for you');
    expect(before.words).toContain('“Class 2.b”');
    expect(before.words).toContain('7:4dde05e8');
    expect(after.text).toContain('The school is let in.');
    expect(after.dom.querySelector('[data-test=school]')?.getAttribute('data-status')).toBe('approved');
    expect(after.dom.querySelector('[data-test=approve-school]')).toBeNull();
  });

  it('warns of another site under a school, and an owner says that it moved', async () => {
    const [school] = aConnectedPlatform().schools;
    const otherSite = { name: 'Moodle for trying out', firstSeen: world.clock.now() };
    const schools = school ? [{ ...school, otherSite }] : [];
    world.platforms.known.set(world.organiser, [aConnectedPlatform({ schools })]);

    const warned = await (await staffed('manager')).get(page);
    const settled = await (await staffed('owner')).post(`${page}/settle`, {
      platform: 'canvas-1',
      school: '7:4dde05e8',
    });

    expect(warned.dom.querySelector('[data-test=other-site]')?.textContent).toContain(
      'Another site, Moodle for trying out, opens us as if it were this school',
    );
    expect(warned.dom.querySelector('[data-test=settle-site]')).toBeNull();
    expect(settled.text).toContain("this is your school's site now");
    expect(settled.dom.querySelector('[data-test=other-site]')).toBeNull();
  });

  it('keeps a school out, and switches a platform off and on', async () => {
    const owner = await staffed('owner');
    const school = { platform: 'canvas-1', school: '7:4dde05e8' };

    const blocked = await owner.post(`${page}/decide`, { ...school, decision: 'blocked' });
    const off = await owner.post(`${page}/switch`, { platform: 'canvas-1', to: 'off' });
    const on = await owner.post(`${page}/switch`, { platform: 'canvas-1', to: 'on' });

    expect(blocked.text).toContain('The school is kept out.');
    expect(off.text).toContain('Switched off');
    expect(
      [off, on].map(({ dom }) => dom.querySelector('[data-test=platform]')?.getAttribute('data-active')),
    ).toEqual(['false', 'true']);
  });

  it('makes an invitation, shows it once and says where it goes', async () => {
    const owner = await staffed('owner');

    const invited = await owner.post(`${page}/invite`, { family: 'moodle', audience: 'minors' });

    expect(invited.dom.querySelector('[data-test=invitation-url]')?.textContent).toContain(
      '/lti/register?invite=',
    );
    expect(invited.words).toContain('Manage tools');
    expect(world.platforms.invited.at(-1)).toBe(`${world.organiser} moodle minors`);
    expect((await owner.get(page)).text).not.toContain('invite=');
  });

  it('shows managers all and lets them decide nothing; nobody else finds it', async () => {
    const manager = await staffed('manager');
    const stranger = await world.visit('A stranger');

    const seen = await manager.get(page);
    const tried = await manager.post(`${page}/decide`, {
      platform: 'canvas-1',
      school: '7:4dde05e8',
      decision: 'approved',
    });

    expect(seen.words).toContain('Gimnazija Zmaj');
    expect(seen.dom.querySelectorAll('form[action*=platforms]')).toHaveLength(0);
    expect([tried.status, (await (await staffed('reviewer')).get(page)).status]).toEqual([403, 403]);
    expect((await stranger.get(page)).status).toBe(404);
    expect(world.platforms.known.get(world.organiser)?.[0]?.schools[0]?.status).toBe('pending');
  });

  it('says what to do while nothing is connected', async () => {
    world.platforms.known.clear();

    expect((await (await staffed('owner')).get(page)).words).toContain(
      'No learning platform is connected yet.',
    );
  });
});
