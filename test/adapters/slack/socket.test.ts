import type { Member } from '../../fakes/slack/index.ts';
import { network, openSlackWorld, type SlackWorld } from '../../support/slack-world.ts';

let world: SlackWorld;
let mia: Member;

beforeEach(async () => {
  world = await openSlackWorld({ mode: 'socket' });
  await world.surface.start();
  await world.slack.connected();
  await world.install(network);
  mia = world.slack.member(network, 'mia');
});
afterEach(() => world.close());

describe('Slack through a socket', () => {
  it('answers commands, buttons and forms without any address of ours', async () => {
    await mia.types('explore makers');
    expect(mia.words()).toContain('Future makers');

    await mia.presses('Open');

    expect(mia.words()).toContain('Explore skills');
  });

  it('takes no request at the address that it does not need', async () => {
    const answer = await fetch(`${world.url}/slack/events`, { method: 'POST', body: '{}' });

    expect(answer.status).toBe(404);
  });

  it('does once what an envelope brings twice', async () => {
    world.slack.inject({ on: 'envelope', answer: 'twice' });
    const before = world.slack.workspace(network).messages.length;

    await mia.types('help');
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(world.slack.workspace(network).messages).toHaveLength(before + 1);
    expect(world.slack.calls.filter(({ method }) => method === 'response_url')).toEqual([]);
  });

  it('draws the home and forgets a workspace that left', async () => {
    await mia.opensHome();
    expect(mia.seen?.is).toBe('home');

    await mia.event({ type: 'app_uninstalled' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await mia.types('help');

    expect(mia.seen).toMatchObject({
      message: { text: expect.stringContaining('This workspace is not connected.') },
    });
  });
});
