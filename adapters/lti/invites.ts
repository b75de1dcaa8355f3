import type { OrganiserId } from '../../core/ids.ts';
import { dayMs, type Instant, later, minuteMs } from '../../core/instant.ts';
import type { Audience } from '../../core/lists.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { FamilyName } from './families/family.ts';
import { newSecret } from './login-record.ts';

/** An organiser's word that one platform may connect itself: once, within seven days. */
export interface Invite {
  readonly organiser: OrganiserId;
  readonly family: FamilyName;
  /** Of the courses that are met through it. */
  readonly audience: Audience;
  readonly expiresAt: Instant;
}

/** An invite while one registration uses it: nobody else can. */
export interface Reserved {
  readonly invite: Invite;
  /** It has done its work. */
  consume(): Promise<void>;
  /** What was not consumed is free again; after two minutes by itself. */
  release(): Promise<void>;
}

const namespace = 'lti.invites';
const reserveMs = 2 * minuteMs;

/** Kept as a digest: who reads the store cannot register. */
export function createInvites({
  keyValues,
  leases,
  secrets,
  clock,
}: Pick<Ports, 'keyValues' | 'leases' | 'secrets' | 'clock'>) {
  const digestOf = (token: string) => secrets.digest(token, namespace);

  return {
    async make(
      facts: Omit<Invite, 'expiresAt'>,
    ): Promise<{ readonly token: string; readonly invite: Invite }> {
      const token = newSecret(32);
      const invite: Invite = { ...facts, expiresAt: later(clock.now(), 7 * dayMs) };
      await keyValues.put(namespace, digestOf(token), invite, { until: invite.expiresAt });
      return { token, invite };
    },

    /** Null: unknown, used or over. */
    read: (token: string) => keyValues.read<Invite>(namespace, digestOf(token)),

    /** Null: unknown, used, over, or in use at this moment. */
    async reserve(token: string): Promise<Reserved | null> {
      const digest = digestOf(token);
      const [lease, holder] = [`${namespace}:${digest}`, newSecret(16)];
      if (!(await leases.hold(lease, holder, reserveMs))) return null;
      const release = () => leases.release(lease, holder);
      const invite = await keyValues.read<Invite>(namespace, digest);
      if (!invite) {
        await release();
        return null;
      }
      return {
        invite,
        release,
        consume: async () => void (await keyValues.take(namespace, digest)),
      };
    },
  };
}
export type Invites = ReturnType<typeof createInvites>;
