import { openSession } from '../../../adapters/web/sessions.ts';
import { sessionCookieName } from '../../../adapters/web/visitor.ts';
import type { PersonId } from '../../../core/ids.ts';
import { aPerson } from '../../builders/index.ts';
import { type FakeSlack, fakeSlack } from '../../fakes/slack/index.ts';
import { type House, openHouse } from '../../support/house.ts';
import { configFor, network } from '../../support/slack-world.ts';

let slack: FakeSlack;
let house: House;
let mia: PersonId;
let session: string;

beforeEach(async () => {
  slack = await fakeSlack();
  house = await openHouse({ slack: configFor(slack, 'http') });
  slack.pointAt(house.baseUrl);
  const person = aPerson({ language: 'en' });
  await house.app.ports.records.keep({ person: [person] });
  mia = person.id;
  session = await sessionOf(mia);
});
afterEach(async () => {
  await house.close();
  await slack.stop();
  expect(house.errors).toEqual([]);
  expect(slack.violations).toEqual([]);
});

const sessionOf = async (person: PersonId): Promise<string> =>
  `${sessionCookieName(house.baseUrl)}=${await openSession(house.app.ports, person)}`;

/** A browser, with the cookies that it has. */
const opens = (path: string, cookies: readonly string[] = []): Promise<Response> =>
  fetch(new URL(path, house.baseUrl), { redirect: 'manual', headers: { cookie: cookies.join('; ') } });

/** Begins, and says yes at Slack's. @returns the way back, and the cookie of the browser that began */
async function begins(path: string, cookies: readonly string[] = []) {
  const begun = await opens(path, cookies);
  const to = new URL(begun.headers.get('location') ?? '', house.baseUrl);
  const back = new URL(to.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', slack.saysYes(network, 'mia', to));
  back.searchParams.set('state', to.searchParams.get('state') ?? '');
  return {
    back: `${back.pathname}${back.search}`,
    cookie: begun.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
}

const identity = () =>
  house.app.ports.records.identities.find('slack', network, slack.member(network, 'mia').id);

describe('Connecting Slack', () => {
  it('joins the Slack account to the one that is signed in, once', async () => {
    const { back, cookie } = await begins('/slack/connect?atLeast=16', [session]);

    const ended = await opens(back, [session, cookie]);
    const again = await opens(back, [session, cookie]);

    expect(ended.headers.get('location')).toBe('/me/account?slack=connected');
    expect(again.headers.get('location')).toBe('/sign-in?slack=over');
    expect(await identity()).toMatchObject({ person: mia });
    const page = await (await opens('/me/account?slack=connected', [session])).text();
    expect(page).toContain('Slack is connected.');
    expect(page).toContain('I am at least 16: connect Slack');
  });

  it('goes nowhere from another browser, or with somebody else signed in', async () => {
    const led = await begins('/slack/connect?atLeast=16', [session]);
    const other = aPerson();
    await house.app.ports.records.keep({ person: [other] });

    const victim = await opens(led.back, [await sessionOf(other.id)]);
    const second = await begins('/slack/connect?atLeast=16', [session]);
    const swapped = await opens(second.back, [await sessionOf(other.id), second.cookie]);

    expect(victim.headers.get('location')).toBe('/sign-in?slack=over');
    expect(swapped.headers.get('location')).toBe('/me/account?slack=over');
    expect(await identity()).toBeNull();
  });

  it('is over after ten minutes, and begins only for who is signed in and old enough', async () => {
    const { back, cookie } = await begins('/slack/connect?atLeast=16', [session]);
    house.clock.advance(10 * 60_000 + 1);

    expect((await opens(back, [session, cookie])).headers.get('location')).toBe('/sign-in?slack=over');
    expect((await opens('/slack/connect?atLeast=16')).headers.get('location')).toBe(
      '/sign-in?to=/me/account',
    );
    expect((await opens('/slack/connect?atLeast=12', [session])).headers.get('location')).toBe('/me/account');
  });

  it('signs in who is known by it, and says what to do to who is not', async () => {
    const stranger = await begins('/slack/sign-in');
    const unknown = await opens(stranger.back, [stranger.cookie]);
    expect(unknown.headers.get('location')).toBe('/sign-in?slack=unknown');
    expect(await (await opens('/sign-in?slack=unknown')).text()).toContain('Begin in Slack with /col');
    const first = await begins('/slack/connect?atLeast=16', [session]);
    await opens(first.back, [session, first.cookie]);

    const known = await begins('/slack/sign-in');
    const ended = await opens(known.back, [known.cookie]);

    expect(ended.headers.get('location')).toMatch(/^\/sign-in\/[\w-]+$/);
  });
});
