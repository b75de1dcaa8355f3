import { chatOf } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import type { ChatPlatform, Finding } from '../../core/ports/chat-platform.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import { errorOf } from './answer.ts';
import type { Clients } from './clients.ts';

/** Slack, as far as the core reaches into it. */
export const slackPlatform = (messenger: Messenger, clients: Clients): ChatPlatform => ({
  messenger,
  // Workspaces have no roles that an app could give.
  roles: null,
  async inspect(community) {
    const client = await clients.of(community.tenant);
    if (!client) return [{ part: 'link', name: community.title, trouble: 'gone' }];
    const token = await troubleOf(() => client.auth.test());
    return [{ part: 'link', name: community.title, trouble: token }, ...(await channels(clients, community))];
  },
  // Slack lets people choose from a list of its own, for which we need no right to read channels.
  list: async () => ({ channels: [], roles: [] }),
});

async function channels(clients: Clients, community: Community): Promise<readonly Finding[]> {
  const client = await clients.of(community.tenant);
  return Promise.all(
    Object.entries(chatOf(community).channels).map(async ([purpose, channel]): Promise<Finding> => {
      const name = purpose;
      if (!channel) return { part: 'channel', name, trouble: 'not-set' };
      const trouble = await troubleOf(async () => client?.conversations.info({ channel }));
      return { part: 'channel', name, trouble };
    }),
  );
}

/** What cannot be read for want of a right is taken to be well. */
async function troubleOf(look: () => Promise<unknown>): Promise<Finding['trouble']> {
  try {
    await look();
    return null;
  } catch (fault) {
    const error = errorOf(fault);
    if (error === 'missing_scope') return null;
    if (error === 'channel_not_found' || error === 'is_archived') return 'gone';
    return 'missing';
  }
}
