import { minuteMs } from '../../core/instant.ts';
import type { EntityName, Records } from '../../core/ports/records.ts';

/** A document as it is sent. */
export interface SentDocument {
  readonly body: Buffer;
  readonly tag: string;
  readonly caching: string;
}

/**
 * Documents of badge versions, which are asked for by everybody who checks a badge. Forgotten when this process keeps
 * something that they stand on, and after a minute, for what others kept: caches on the way hold them for a day.
 */
export interface RememberedDocuments {
  /** Null: it must be made. */
  read(address: string): SentDocument | null;
  put(address: string, document: SentDocument): void;
  /** The same records; what they keep is forgotten here. */
  watching(records: Records): Records;
}

const forgetMs = minuteMs;
const most = 500;
const standOn: readonly EntityName[] = ['badge', 'activity', 'playlist', 'organiser', 'endorsement'];

/** @param now milliseconds, from any beginning */
export function createRememberedDocuments(now: () => number = () => performance.now()): RememberedDocuments {
  const known = new Map<string, SentDocument & { readonly at: number }>();
  return {
    read(address) {
      const found = known.get(address);
      return found && now() - found.at < forgetMs ? found : null;
    },
    put(address, document) {
      known.delete(address);
      known.set(address, { ...document, at: now() });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    watching: (records) => ({
      ...records,
      async keep(changes, events) {
        const isAbout = standOn.some((name) => (changes[name]?.length ?? 0) > 0);
        // Before as well: what is read while it is kept may be the old.
        if (isAbout) known.clear();
        await records.keep(changes, events);
        if (isAbout) known.clear();
      },
    }),
  };
}
