import { createInstalls } from '../../../adapters/slack/installs.ts';
import type { Member } from '../../fakes/slack/index.ts';
import { communityHas } from '../../support/slack-left.ts';
import { network, openSlackWorld, other, type SlackWorld } from '../../support/slack-world.ts';

let world: SlackWorld;
let mia: Member;

beforeEach(async () => {
  world = await openSlackWorld();
  await world.install(network);
  await world.connect(network);
  mia = world.slack.member(network, 'mia');
});
afterEach(() => world.close());

const begin = async (who: Member): Promise<void> => {
  await who.types('playlist join Future makers');
  await who.presses('Yes, I Am 16 or Over');
};
const enrolments = async (who: Member): Promise<number> => {
  const { records } = world.city.ports;
  const identity = await records.identities.find('slack', who.team, who.id);
  return identity ? (await records.enrolments.of(identity.person)).length : 0;
};

describe('What comes from outside', () => {
  it('is refused with a bad signature, an old one, or none', async () => {
    const delivery = mia.commandDelivery('explore');

    const answers = [
      await mia.sends(delivery, { secret: 'not the secret' }),
      await mia.sends(delivery, { agoSeconds: 6 * 60 }),
      await mia.sends(delivery, { unsigned: true }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  it('does once what comes again: the same command, the same press, the same form', async () => {
    await begin(mia);
    await mia.types('done Explore skills');
    const twice = mia.last;
    const shown = world.slack.workspace(network).messages.length;

    const again = twice && (await mia.sends(twice));

    expect(again).toMatchObject({ status: 200, body: null });
    expect(world.slack.workspace(network).messages).toHaveLength(shown);
    expect(await enrolments(mia)).toBe(2);
  });

  it('draws the home once for an event that Slack sends again', async () => {
    const event = { type: 'app_home_opened', user: mia.id, tab: 'home' };
    await mia.event(event, { id: 'Ev1' });
    await mia.event(event, { id: 'Ev1', retry: { number: 1, reason: 'http_timeout' } });
    await published(1);

    await mia.event(event, { id: 'Ev2', retry: { number: 1, reason: 'http_timeout' } });

    await published(2);
  });

  it('answers Slack’s own checks of the address', async () => {
    const answer = await mia.sends({
      kind: 'events_api',
      payload: { type: 'url_verification', challenge: 'are you there', token: 't' },
    });
    const check = await mia.sends({ kind: 'slash_commands', payload: { ssl_check: '1', token: 't' } });

    expect(answer.body).toEqual({ challenge: 'are you there' });
    expect(check.status).toBe(200);
  });
});

describe('When Slack fails', () => {
  beforeEach(() => begin(mia));

  it('says so with another try where a trigger came too late', async () => {
    await mia.types('done Explore skills');
    world.slack.inject({ on: 'views.open', answer: { error: 'expired_trigger_id' } });

    await mia.types('evidence Interview');
    expect(mia.words()).toContain('That took a moment too long.');
    await mia.types('evidence Interview');

    expect(mia.seen?.is).toBe('modal');
  });

  it.each([
    ['too many requests', { status: 429, retryAfter: 0 } as const],
    ['a fault of its own', { status: 503 } as const],
  ])('goes on after %s', async (_, answer) => {
    await mia.types('done Explore skills');
    world.slack.inject({ on: 'views.open', answer });

    await mia.types('evidence Interview');

    expect(mia.seen?.is).toBe('modal');
  });

  it('answers on after a token was taken back, and says nothing to who is gone', async () => {
    world.slack.platform.revoke(network, 'inactive');

    await mia.types('progress');

    expect(mia.words()).toContain('Future makers');
  });
});

describe('Tokens that end', () => {
  it('are renewed before they do, and the new one is kept', async () => {
    const { ports } = world.city;
    world.slack.platform.isRotating = true;
    await world.install(other, 'nerijus');
    const installs = createInstalls(ports);
    const installation = await installs.of(other);
    if (!installation?.bot) throw new Error('It is not installed');
    const before = installation.bot.token;
    // As after eleven hours: Slack's library asks the machine what time it is.
    const bot = { ...installation.bot, expiresAt: Math.floor(Date.now() / 1000) + 600 };
    await installs.storeInstallation({ ...installation, bot });

    await world.slack.member(other, 'jan').opensHome();

    const renewed = (await installs.of(other))?.bot;
    expect(renewed?.token).not.toBe(before);
    expect(renewed?.expiresAt).toBeGreaterThan(Math.floor(Date.now() / 1000) + 3600);
  });
});

describe('Two workspaces', () => {
  beforeEach(async () => {
    await world.install(other, 'nerijus');
    await world.connect(other);
  });

  it('never see each other, with people of the same name', async () => {
    const twin = world.slack.member(other, 'mia');
    await begin(mia);

    await twin.types('progress');

    expect(twin.words()).toContain('Are you at least 16 years old?');
    expect(await enrolments(twin)).toBe(0);
  });

  it('forget one that took the app out, and only that one; told again, nothing happens', async () => {
    const jan = world.slack.member(other, 'jan');
    await begin(mia);
    await begin(jan);
    const { records } = world.city.ports;
    const before = await records.identities.find('slack', network, mia.id);

    await mia.event({ type: 'app_uninstalled' }, { id: 'EvGone' });
    await mia.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT0ONE'] } });
    await forgotten();

    expect(await communityHas(world.city.ports, network)).toEqual([]);
    expect(await records.identities.find('slack', other, jan.id)).not.toBeNull();
    expect(before && (await records.enrolments.of(before.person))).not.toHaveLength(0);
    await mia.types('explore');
    expect(mia.seen).toMatchObject({
      message: { text: expect.stringContaining('This workspace is not connected.') },
    });
    await jan.types('progress');
    expect(jan.words()).toContain('Future makers');
  });
});

describe('One installation for all of an organisation', () => {
  const org = 'E0ORG';
  let jan: Member;

  beforeEach(async () => {
    await world.install(network, 'iva', { org });
    for (const team of [network, other]) await world.connect(team, { tenant: org });
    mia = world.slack.member(network, 'mia');
    jan = world.slack.member(other, 'jan');
  });
  const known = (who: Member) => world.city.ports.records.identities.find('slack', org, who.id);

  it('serves each of its workspaces, with people known by the organisation', async () => {
    await begin(mia);
    await mia.types('done Explore skills');
    await mia.types('evidence Interview');
    await mia.fills({ 'In your words': 'We talked about her first job.' });
    expect(mia.words()).toContain('peers');
    await begin(jan);

    await jan.opensHome();

    expect(jan.words()).toContain('Future makers');
    expect(await known(mia)).not.toBeNull();
    expect(await known(jan)).not.toBeNull();
    expect(await world.city.ports.keyValues.read('slack.installs', org)).not.toBeNull();
  });

  it('leaves one workspace alone when its admins take the app out there', async () => {
    await begin(mia);
    await begin(jan);
    const { communities } = world.city.ports.records;

    await mia.event({ type: 'team_access_revoked', team_ids: [network] });
    await until(async () => (await communities.find('slack-workspace', org, network)) === null);

    expect(await communities.find('slack-workspace', org, other)).not.toBeNull();
    expect(await known(jan)).not.toBeNull();
  });

  it('forgets the whole organisation when it takes the app out', async () => {
    await begin(mia);
    await begin(jan);

    await mia.event({ type: 'app_uninstalled' });
    await until(async () => (await communityHas(world.city.ports, org)).length === 0);

    expect(await communityHas(world.city.ports, org)).toEqual([]);
    expect(await known(jan)).toBeNull();
    await jan.types('progress');
    expect(jan.seen).toMatchObject({
      message: { text: expect.stringContaining('This workspace is not connected.') },
    });
  });
});

describe('Installing', () => {
  it('needs the browser that it began in', async () => {
    const { slack, url } = world;
    const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
    const to = new URL(begun.headers.get('location') ?? '');
    const code = slack.saysYes(other, 'jan', to);
    const back = new URL(`${url}/slack/oauth_redirect`);
    back.searchParams.set('code', code);
    back.searchParams.set('state', to.searchParams.get('state') ?? '');

    const refused = await fetch(back, { redirect: 'manual' });

    expect(refused.status).toBe(400);
    expect(slack.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(1);
  });

  it('keeps tokens sealed', async () => {
    const sealed = await world.city.ports.keyValues.read<string>('slack.installs', network);

    expect(sealed).not.toContain('xoxb');
    expect(sealed).toMatch(/^v1\./);
  });
});

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400 && !(await isSo()); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
async function published(times: number): Promise<void> {
  const homes = () => world.slack.calls.filter(({ method }) => method === 'views.publish');
  await until(() => homes().length >= times);
  expect(homes()).toHaveLength(times);
}
const forgotten = () => until(async () => (await communityHas(world.city.ports, network)).length === 0);
