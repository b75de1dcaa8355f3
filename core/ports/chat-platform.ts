import type { Community } from '../communities/community.ts';
import type { Messenger } from './messenger.ts';
import type { Roles } from './roles.ts';

/** A line of the check of a server or workspace: fine, or exactly what to change. */
export interface Finding {
  readonly part: 'permission' | 'channel' | 'role' | 'link';
  /** What it is called there. */
  readonly name: string;
  /** Null: all is well. */
  readonly trouble: 'missing' | 'above-us' | 'gone' | 'managed' | 'dangerous' | 'not-set' | null;
}

/** One chat platform, as far as the core reaches into it. */
export interface ChatPlatform {
  readonly messenger: Messenger;
  /** Null: it has none that could be given. */
  readonly roles: Roles | null;
  inspect(community: Community): Promise<readonly Finding[]>;
  /** Its channels and roles, to choose from. */
  list(community: Community): Promise<{
    readonly channels: readonly { readonly id: string; readonly name: string }[];
    readonly roles: readonly {
      readonly id: string;
      readonly name: string;
      readonly trouble: Finding['trouble'];
    }[];
  }>;
}

export interface ChatPlatforms {
  /** Null: it is not switched on here. */
  of(kind: 'discord' | 'slack' | 'console'): ChatPlatform | null;
}
