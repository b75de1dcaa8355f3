import { anOrganiser } from '../builders/index.ts';
import { type House, openHouse } from '../support/house.ts';
import { openTab } from '../support/tab.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ practiceLms: true });
  await house.app.ports.records.keep({ organiser: [anOrganiser({ slug: 'zmaji' })] });
});
afterAll(() => house.close());

/** What the administrator of the practice LMS sees in the frame after pasting an address. */
async function pasted(url: string): Promise<{ status: number; text: string }> {
  const tab = openTab(house.baseUrl);
  await tab.post('/practice/sign-in', { person: 'admin' });
  const { text } = await tab.post('/practice/tools/register', { url });
  const framed = /<iframe[^>]* src="([^"]+)"/.exec(text)?.[1] ?? '/';
  return openTab(house.baseUrl).get(framed.replaceAll('&amp;', '&'));
}

describe('The practice LMS of whoever tries this at home', () => {
  it('takes an invitation as any platform does, though it is on this machine', async () => {
    const invited = await house.app.lti.registrations.invite({
      organiser: 'zmaji',
      family: 'generic',
      audience: 'adults',
    });

    const page = await pasted(invited.done?.url ?? '');

    expect([page.status, page.text]).toEqual([200, expect.stringContaining('What is left to do')]);
    expect(await house.app.lti.registrations.list()).toMatchObject([
      { issuer: expect.stringContaining(house.baseUrl), organiser: 'zmaji', active: true },
    ]);
  }, 60_000);

  it('has an icon on its pages, and the site one for pages that name none', async () => {
    const tab = openTab(house.baseUrl);

    const practice = await tab.get('/practice/');
    const icon = await tab.get('/favicon.ico');

    expect(practice.text).toContain('<link rel="icon" href="data:image/svg+xml,');
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/png']);
  });
});
