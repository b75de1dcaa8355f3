import type { AwardId } from '../../../core/ids.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let learners = 0;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

/** Somebody new who earned the badge of the first step. */
async function earner(course = world.course): Promise<{ tab: VisitTab; award: AwardId; address: string }> {
  learners += 1;
  const tab = await world.visit(`Earner ${learners}`, { course });
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  const { items } = await world.ports.records.awards.heldBy(tab.person, { size: 1, after: null });
  const [award] = items;
  if (!award) throw new Error('Nothing was earned');
  return { tab, award: award.id, address: award.address };
}

const publicPage = (address: string) =>
  fetch(`${world.baseUrl}/b/awards/${address}`, { headers: { accept: 'text/html' } });

describe('Sharing a badge', () => {
  it('shows first what others would see, and changes nothing by that', async () => {
    const { tab, award, address } = await earner();

    const preview = await tab.get(`/app/awards/${award}`);

    expect(preview.words).toContain('Your badge, as others would see it');
    expect(preview.words).toContain('Your name, your course and what you handed in are not on the page.');
    expect(preview.words).not.toContain('Earner');
    expect((await publicPage(address)).status).toBe(404);
  });

  it('opens the page to everybody who has its address, until it is stopped', async () => {
    const { tab, award, address } = await earner();

    const shared = await tab.post(`/app/awards/${award}/share`, {});
    const link = shared.dom.querySelector('[data-test="share-link"]')?.getAttribute('href');
    expect(link).toBe(`${world.baseUrl}/b/awards/${address}`);
    expect((await publicPage(address)).status).toBe(200);

    const stopped = await tab.post(`/app/awards/${award}/stop-sharing`, {});
    expect(stopped.dom.querySelector('#said')?.textContent).toContain('closed again');
    expect((await publicPage(address)).status).toBe(404);
  });

  it('is not offered in a course with under-18s, and says why', async () => {
    const minors = await world.anotherCourse('course-minors', 'minors');
    const { tab, award, address } = await earner(minors);

    const preview = await tab.get(`/app/awards/${award}`);
    const tried = await tab.post(`/app/awards/${award}/share`, {});

    expect(preview.dom.querySelector('[data-test="share"]')).toBeNull();
    expect(preview.words).toContain('In courses with under-18s badges are not shown in public yet.');
    expect(tried.status).toBe(409);
    expect((await publicPage(address)).status).toBe(404);
  });

  it('is the holder’s alone', async () => {
    const { award } = await earner();
    const other = await world.visit('Somebody else');

    expect((await other.get(`/app/awards/${award}`)).status).toBe(404);
    expect((await other.post(`/app/awards/${award}/share`, {})).status).toBe(404);
  });
});
