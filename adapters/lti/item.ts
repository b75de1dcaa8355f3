import { ActivityId, PlaylistId, type Subject } from '../../core/ids.ts';
import type { PlatformFamily } from './families/family.ts';

/** What a link leads to, as it stands in the link itself. `subject` null: nothing of ours can be meant. */
export interface Item {
  readonly subject: Subject | null;
  /** The playlist whose step it is; null: it stands alone. */
  readonly within: PlaylistId | null;
}

/** `a_<id>` or `p_<id>`: letters, digits, `_` and `-` survive every platform. */
export const itemKeyOf = ({ kind, id }: Subject): string => `${kind === 'activity' ? 'a' : 'p'}_${id}`;

/** A link as a platform keeps it: in its address and in its own fields, since each of them loses one in some place. */
export function linkData(
  subject: Subject,
  within: PlaylistId | null,
  linkName: string,
): { readonly query: string; readonly custom: Readonly<Record<string, string>> } {
  const item = itemKeyOf(subject);
  const step = within ? itemKeyOf({ kind: 'playlist', id: within }) : null;
  return {
    query: new URLSearchParams({ item, link: linkName, ...(step ? { within: step } : {}) }).toString(),
    custom: { col_item: item, col_link: linkName, ...(step ? { col_within: step } : {}) },
  };
}

type Custom = Readonly<Record<string, string>>;

/** Null: the link carries no item. */
export function itemIn(family: PlatformFamily, custom: Custom, query: URLSearchParams): Item | null {
  for (const source of family.itemFrom) {
    const [item, within] =
      source === 'custom'
        ? [custom['col_item'], custom['col_within']]
        : [query.get('item'), query.get('within')];
    if (item) {
      const step = within ? subjectOf(within) : null;
      return { subject: subjectOf(item), within: step?.kind === 'playlist' ? step.id : null };
    }
  }
  return null;
}

/** The link's own name; null: it has none. */
export function linkIn(family: PlatformFamily, custom: Custom, query: URLSearchParams): string | null {
  const names = family.itemFrom.map((source) =>
    source === 'custom' ? custom['col_link'] : query.get('link'),
  );
  return names.find((name) => name && /^[A-Za-z0-9_-]{1,64}$/.test(name)) ?? null;
}

function subjectOf(key: string): Subject | null {
  const [kind, id] = [key.slice(0, 2), key.slice(2)];
  if (kind === 'a_') {
    const read = ActivityId.safeParse(id);
    return read.success ? { kind: 'activity', id: read.data } : null;
  }
  const read = kind === 'p_' ? PlaylistId.safeParse(id) : null;
  return read?.success ? { kind: 'playlist', id: read.data } : null;
}
