import { type ForgingPlatform, launch, openForgingPlatform } from '../support/forging-platform.ts';
import { type LtiApp, openLtiApp, register } from '../support/lti-app.ts';

let app: LtiApp;
let platform: ForgingPlatform;
beforeAll(async () => {
  app = await openLtiApp({ ltiLimits: { refusals: 5, registrations: 20 } });
  platform = await openForgingPlatform(app.clock);
  await register(app, platform);
});
afterAll(async () => {
  platform.close();
  await app.close();
});

const refused = () => launch(app.tool, platform, { login: { client_id: 'nobody' } });

describe('How often one address may try to come in', () => {
  it('counts what was refused: a school behind one address launches as often as it likes', async () => {
    const launches: number[] = [];
    for (let n = 0; n < 12; n += 1) launches.push((await launch(app.tool, platform)).status);
    const codes: (string | null)[] = [];
    for (let n = 0; n < 5; n += 1) codes.push((await refused()).code);

    const after = [await refused(), await launch(app.tool, platform)];

    expect(launches).toEqual(Array(12).fill(200));
    expect(codes).toEqual(Array(5).fill('UNREGISTERED_PLATFORM'));
    expect(after.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(2).fill('429 TOO_MANY'));
  });
});
