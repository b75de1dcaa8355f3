import type { Post } from '../../core/communities/post.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Note } from '../../core/people/note.ts';
import type { ChatPlatform, Finding } from '../../core/ports/chat-platform.ts';
import type { Where } from '../../core/ports/messenger.ts';
import type { Roles } from '../../core/ports/roles.ts';

/** A chat platform on paper: what was said to whom, posted where, and who holds which role. */
export interface PaperChat {
  readonly told: { readonly to: string; readonly note: Note; readonly key: string }[];
  readonly posted: { readonly where: Where; readonly post: Post; readonly key: string }[];
  /** `<subject> <role>` */
  readonly held: Set<string>;
  /** Roles that stand above ours. */
  readonly above: Set<string>;
  /** Takes private words. */
  isOpen: boolean;
  findings: Finding[];
  readonly roles: Roles;
  readonly platform: ChatPlatform;
}

export function paperChat(): PaperChat {
  const paper: Omit<PaperChat, 'platform'> = {
    told: [],
    posted: [],
    held: new Set(),
    above: new Set(),
    isOpen: true,
    findings: [],
    roles: {
      refresh: async () => {},
      async set(_community, { subject }: Identity, role, held) {
        if (paper.above.has(role)) return 'above-us';
        const key = `${subject} ${role}`;
        if (paper.held.has(key) === held) return 'as-was';
        if (held) paper.held.add(key);
        else paper.held.delete(key);
        return 'set';
      },
    },
  };
  const platform: ChatPlatform = {
    messenger: {
      async tell(to, note, key) {
        if (!whole.isOpen) return 'closed';
        if (!paper.told.some((one) => one.key === key)) paper.told.push({ to: to.subject, note, key });
        return 'told';
      },
      async post(where, post, key) {
        if (!paper.posted.some((one) => one.key === key)) paper.posted.push({ where, post, key });
      },
    },
    roles: paper.roles,
    inspect: async () => whole.findings,
    list: async () => ({
      channels: [
        { id: 'C1', name: 'news' },
        { id: 'C2', name: 'reviews' },
        { id: 'C3', name: 'staff' },
      ],
      roles: [{ id: 'R1', name: 'Future maker', trouble: null }],
    }),
  };
  const whole: PaperChat = { ...paper, platform };
  return whole;
}
