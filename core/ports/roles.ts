import type { CommunityId } from '../ids.ts';
import type { Identity } from '../people/identity.ts';

/** Gives and takes roles of a platform. Only those that a community mapped to a badge are ever touched. */
export interface Roles {
  /**
   * `above-us`: the platform ranks the role higher than us. `not-there`: the person is no member, or the role is gone.
   * @throws Unreachable tried again
   */
  set(
    community: CommunityId,
    member: Identity,
    role: string,
    held: boolean,
  ): Promise<'set' | 'as-was' | 'above-us' | 'not-there'>;
  /**
   * Tells a platform what it shows of somebody everywhere, where they allowed that; nothing for others.
   * @throws Unreachable tried again
   */
  refresh(who: Pick<Identity, 'kind' | 'tenant' | 'subject'>): Promise<void>;
}
