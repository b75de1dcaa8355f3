import { firstChatSettings } from '../../../core/communities/chat-settings.ts';
import type { Community } from '../../../core/communities/community.ts';
import type { Post } from '../../../core/communities/post.ts';
import { Declined, Unreachable } from '../../../core/faults.ts';
import { anIdentity, aPerson } from '../../builders/index.ts';
import { network, openSlackWorld, other, type SlackWorld } from '../../support/slack-world.ts';

const review = 'C0ONEREVIEW';
const learn = 'C0ONELEARN';
let world: SlackWorld;
let community: Community;

beforeEach(async () => {
  world = await openSlackWorld();
  await world.install(network);
  community = await world.connect(network, {
    chat: { ...firstChatSettings, channels: { announce: learn, review, staff: 'C0ONEGENERAL' } },
  });
  for (const channel of world.slack.workspace(network).channels) channel.isOptedIn = !channel.isGeneral;
});
afterEach(() => world.close());

const waiting = (count: number): Post => ({ kind: 'reviews-wait', count, oldest: null });
const post = (what: Post, key: string, channel = review) =>
  world.surface.platform.messenger.post({ community: community.id, channel }, what, key);
const standing = () =>
  world.slack.workspace(network).messages.filter((one) => one.channel === review && !one.isDeleted);
const calls = (method: string) => world.slack.calls.filter((one) => one.method === method).length;

describe('Posts in Slack', () => {
  it('stand once, and are brought up to date in their place', async () => {
    await post(waiting(1), 'a');
    await post(waiting(2), 'b');
    await post(waiting(2), 'b');

    expect(standing()).toHaveLength(1);
    expect(standing()[0]?.text).toContain('2');
    expect([calls('chat.postMessage'), calls('chat.update')]).toEqual([1, 1]);
  });

  it('are made anew where somebody removed them, and not made to say that nothing waits', async () => {
    await post(waiting(0), 'a');
    expect(standing()).toEqual([]);
    await post(waiting(1), 'b');
    for (const message of standing()) message.isDeleted = true;

    await post(waiting(3), 'c');

    expect(standing()).toHaveLength(1);
  });

  it('go nowhere that nobody chose, and never where everybody is', async () => {
    await expect(post(waiting(1), 'a', 'C0ONEELSE')).rejects.toThrow(Declined);
    await expect(post(waiting(1), 'b', 'C0ONEGENERAL')).rejects.toThrow(
      'Nothing is posted where everybody is',
    );

    expect(calls('chat.postMessage')).toBe(0);
  });

  it('wait as long as Slack says, and are given up where they can never go', async () => {
    world.slack.inject({ on: 'chat.postMessage', answer: { status: 429, retryAfter: 7 } });
    await expect(post(waiting(1), 'a')).rejects.toMatchObject({ name: 'Unreachable', retryAfterMs: 7000 });
    world.slack.inject({ on: 'chat.postMessage', answer: { status: 503 } });
    await expect(post(waiting(1), 'a')).rejects.toThrow(Unreachable);
    world.slack.inject({ on: 'chat.postMessage', answer: { error: 'not_in_channel' } });
    await expect(post(waiting(1), 'a')).rejects.toMatchObject({ name: 'Declined', code: 'not_in_channel' });

    await post(waiting(1), 'a');

    expect(standing()).toHaveLength(1);
  });
});

describe('A private word', () => {
  async function told(tenant: string, key: string): Promise<string> {
    const person = aPerson({ language: 'en' });
    const subject = world.slack.member(network, 'mia').id;
    await world.city.ports.records.keep({ person: [person] });
    const identity = anIdentity({ kind: 'slack', tenant, subject, person: person.id });
    const note = { kind: 'work-sent-back', activity: world.city.interview.id, task: 'x' as never } as const;
    return world.surface.platform.messenger.tell(identity, { ...note, words: 'Say more.' }, key);
  }

  it('goes to one person, once, in Slack’s talk with them', async () => {
    expect(await told(network, 'a')).toBe('told');
    expect(await told(network, 'a')).toBe('told');

    const [message, ...others] = world.slack.workspace(network).messages;
    expect(message).toMatchObject({ channel: 'D0ONEMIA', text: expect.stringContaining('Say more.') });
    expect(others).toEqual([]);
  });

  it('stays in the inbox where the app is not installed', async () => {
    expect(await told(other, 'a')).toBe('closed');
  });
});
