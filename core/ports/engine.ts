import type { Told } from '../domain-events.ts';
import type { CommunityId, FileId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { ReactionName } from '../subscriptions.ts';
import type { EntityName, Many, Maybe, Page, Paged, Records } from './records.ts';

export interface Delivery {
  /** `<event id>/<reaction name>`: the same on every try. */
  readonly key: string;
  readonly reaction: ReactionName;
  readonly event: Told;
  /** Earlier tries. */
  readonly tries: number;
}

export interface Undelivered extends Delivery {
  readonly trouble: string;
  readonly setAsideAt: Instant;
}

/** What was told and has not reached every reaction yet. */
export interface Outbox {
  /** Takes up to `limit` due deliveries, oldest due first; until the lease ends no other worker gets them. */
  claim(worker: string, limit: number, leaseMs: number): Many<Delivery>;
  /** Holds on to what takes longer than a lease; nothing happens to what has passed to another worker. */
  extend(keys: readonly string[], worker: string, leaseMs: number): Promise<void>;
  /** These three do nothing when the lease has passed to another worker. */
  delivered(key: string, worker: string): Promise<void>;
  retry(key: string, worker: string, due: Instant, trouble: string): Promise<void>;
  setAside(key: string, worker: string, trouble: string): Promise<void>;
  /** Makes due again at once what workers hold that are gone: a process was killed, and its leases would run on. */
  giveBack(isGone: (worker: string) => boolean): Promise<void>;
  /** Set-aside ones, newest first; with communities, those told in them. */
  undelivered(where: readonly CommunityId[] | 'all', page: Page): Paged<Undelivered>;
  /** One that was set aside; null: it is not there, or not set aside. */
  setAsideOne(key: string): Maybe<Undelivered>;
  /** Makes one that was set aside due now; its tries count from 0 again. */
  again(key: string): Promise<void>;
  /** Takes out one that was set aside, because it is no news any more; nothing happens to others. */
  forget(key: string): Promise<void>;
  /** For the metrics. `oldestDue` null: nothing waits. */
  counts(): Promise<{
    readonly waiting: number;
    readonly setAside: number;
    readonly oldestDue: Instant | null;
  }>;
}

export type Labels = Readonly<Record<string, string>>;

/** What an adapter must remember: registrations, logins, installations. Never the domain. Values are plain JSON. */
export interface KeyValueStore {
  /** Null: never put, taken, or its time is over. */
  read<T>(namespace: string, key: string): Maybe<T>;
  /** Those that carry every one of these labels, by key. */
  find<T>(namespace: string, labels: Labels): Many<{ readonly key: string; readonly value: T }>;
  /** Over whatever was there; without `until` it stays. */
  put(
    namespace: string,
    key: string,
    value: unknown,
    more?: {
      readonly labels?: Labels;
      readonly until?: Instant;
      /** A machine that fails may take its last moments along: people begin anew, as at a login. Else it is kept for good. */
      readonly isFleeting?: boolean;
    },
  ): Promise<void>;
  /** Reads and removes; of many callers one gets it. For login states and nonces. */
  take<T>(namespace: string, key: string): Maybe<T>;
  /** True for the first caller with this key until then. */
  first(namespace: string, key: string, until: Instant): Promise<boolean>;
}

/** Who does something that only one process may do at a time. */
export interface Leases {
  /** Takes or renews; false while somebody else holds it. */
  hold(name: string, holder: string, leaseMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Null: nobody does. */
  holder(name: string): Maybe<string>;
}

export interface FileFacts {
  /** As the learner called it, without a path. */
  readonly name: string;
  /** True media type. */
  readonly type: string;
  readonly medium: 'image' | 'audio' | 'video' | 'pdf' | 'other';
  readonly bytes: number;
}

/** Learners' files, already checked. */
export interface Files {
  /** @param id a fresh one, where something names the file before it is there */
  put(bytes: AsyncIterable<Uint8Array>, facts: FileFacts, id?: FileId): Promise<FileId>;
  read(id: FileId): Maybe<{ readonly facts: FileFacts; readonly bytes: AsyncIterable<Uint8Array> }>;
  remove(id: FileId): Promise<void>;
}

/** A kind of thing that a store holds. Leases are left out: they end by themselves. */
export type HoldingKind = EntityName | 'entry' | 'told' | 'delivery' | 'keyValue' | 'file';

/** One thing as it lies there, in plain JSON that is the same in every engine. Of a file it is the facts. */
export interface Held {
  /** Unique within its kind. */
  readonly id: string;
  readonly doc: Readonly<Record<string, unknown>>;
}

/** All that a store holds, kind by kind: for moving a city to another engine, writing it out and looking after it. */
export interface Holdings {
  /** In the order of ids, the next `size` after one; null: from the first. Values whose time is over are left out. */
  page(kind: HoldingKind, after: string | null, size: number): Many<Held>;
  /** Null: there is none of this kind. */
  lastId(kind: HoldingKind): Maybe<string>;
  /** As they are, over what has the same ids. Broken off, those that come first are there. Not for files. */
  put(kind: Exclude<HoldingKind, 'file'>, some: readonly Held[]): Promise<void>;
  /** Whole or not at all, over what has the same id. */
  putFile(id: FileId, facts: FileFacts, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** What is wrong with the store itself, in sentences for its operator; none: it is sound. */
  troubles(): Many<string>;
}

/** A store: everything that must survive. */
export interface Engine {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly keyValues: KeyValueStore;
  readonly leases: Leases;
  readonly files: Files;
  readonly holdings: Holdings;
  migrate(): Promise<void>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}
