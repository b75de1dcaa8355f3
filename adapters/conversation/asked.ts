import { z } from 'zod';
import { Instant } from '../../core/instant.ts';
import { ActionId } from './action-id.ts';
import { verbs } from './verbs.ts';

export const platforms = ['discord', 'slack', 'console'] as const;
export type Platform = (typeof platforms)[number];

/** A channel or thread, by the platform's own id. */
export const PlaceRef = z.object({
  channel: z.string().min(1).max(64),
  name: z.string().max(120).optional(),
});
export type PlaceRef = z.infer<typeof PlaceRef>;

/** A file that came along; opened once, while the platform still hands it out. */
export interface FileHandle {
  readonly kind: 'file';
  /** Without a path. */
  readonly name: string;
  /** As the platform claims; the bytes decide. */
  readonly type: string | null;
  /** @throws Unreachable, Declined: it could not be fetched */
  open(): Promise<AsyncIterable<Uint8Array>>;
}
export const FileHandle = z.custom<FileHandle>(
  (given) =>
    typeof given === 'object' && given !== null && 'open' in given && typeof given.open === 'function',
);

const Value = z.union([z.string(), z.number(), z.boolean(), FileHandle]);
export type Value = z.infer<typeof Value>;

/** What a surface hands over: who asks, what for, and under which key the same would come again. */
export const Asked = z.object({
  from: z.object({
    platform: z.enum(platforms),
    /** Of the identity: `discord`, the Slack team or enterprise, `console`. */
    tenant: z.string().min(1).max(64),
    /** The server or workspace; null: a direct message, or none. */
    group: z.object({ id: z.string().min(1).max(64), title: z.string().max(120) }).nullable(),
    place: PlaceRef.optional(),
    /** The voice channel that they sit in or speak beside, where its minutes can be counted. */
    voice: z.string().min(1).max(64).optional(),
    chatUser: z.string().min(1).max(64),
    /** BCP 47, as the client is set. */
    clientLocale: z.string().max(35).optional(),
    nativeRights: z.array(z.enum(['manage-events', 'manage-server', 'admin'])),
    /** Mapped or not: the ids of the roles that the platform says this member has; null: it did not say. */
    nativeRoles: z.array(z.string()).nullable().default(null),
  }),
  verb: z.enum(verbs),
  said: z.record(z.string(), z.union([Value, z.array(Value)])),
  /** The button or form that was used. */
  on: ActionId.optional(),
  via: z.enum(['command', 'typing', 'button', 'form', 'menu', 'home', 'choices']),
  /** With `choices`: the option that is being typed. */
  focus: z.string().optional(),
  /** The same for every repeat of one act. */
  key: z.string().min(1).max(200),
  receivedAt: Instant,
});
export type Asked = z.infer<typeof Asked>;
