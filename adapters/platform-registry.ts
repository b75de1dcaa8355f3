import type { ChatPlatform, ChatPlatforms } from '../core/ports/chat-platform.ts';
import type { Messenger } from '../core/ports/messenger.ts';
import type { Records } from '../core/ports/records.ts';
import type { Roles } from '../core/ports/roles.ts';

type Kind = Parameters<ChatPlatforms['of']>[0];

/** Which chat platform carries what: the one of the person's identity, or of the community. */
export interface PlatformRegistry {
  readonly messenger: Messenger;
  readonly roles: Roles;
  readonly chatPlatforms: ChatPlatforms;
  /** Once each, while the house is put together. */
  register(kind: Kind, platform: ChatPlatform): void;
}

/** Where no platform is switched on, words wait in the inbox and posts are let go. */
export function createPlatformRegistry(records: () => Records): PlatformRegistry {
  const platforms = new Map<Kind, ChatPlatform>();
  const ofCommunity = async (id: Parameters<Records['communities']['byId']>[0]) => {
    const community = await records().communities.byId(id);
    return platforms.get(community?.kind === 'slack-workspace' ? 'slack' : 'discord') ?? null;
  };
  return {
    register(kind, platform) {
      platforms.set(kind, platform);
    },
    chatPlatforms: { of: (kind) => platforms.get(kind) ?? null },
    messenger: {
      async tell(to, note, key) {
        if (to.kind !== 'discord' && to.kind !== 'slack') return 'closed';
        return (await platforms.get(to.kind)?.messenger.tell(to, note, key)) ?? 'closed';
      },
      async post(where, post, key) {
        await (await ofCommunity(where.community))?.messenger.post(where, post, key);
      },
    },
    roles: {
      async set(community, member, role, held) {
        const platform = await ofCommunity(community);
        return (await platform?.roles?.set(community, member, role, held)) ?? 'not-there';
      },
      async refresh(who) {
        if (who.kind === 'discord' || who.kind === 'slack')
          await platforms.get(who.kind)?.roles?.refresh(who);
      },
    },
  };
}
