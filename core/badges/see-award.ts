import { z } from 'zod';
import type { OrganiserId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { NotFound, Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Award } from './award.ts';
import type { Badge, BadgeVersion } from './badge.ts';

/** `machine`: the documents at its address, answered once it was released. `page`: for people, by its visibility. */
export const SeeAward = z.object({
  address: z.string().regex(/^[0-9A-Za-z]{1,64}$/),
  as: z.enum(['page', 'machine']),
});
export type SeeAward = z.infer<typeof SeeAward>;

export type AwardStanding =
  | { readonly is: 'valid' }
  | { readonly is: 'expired'; readonly at: Instant }
  | { readonly is: 'revoked'; readonly at: Instant; readonly reason: string }
  | { readonly is: 'withdrawn' };

/** No name, alias or e-mail of its holder is in here. */
export interface AwardView {
  readonly standing: AwardStanding;
  readonly award: Award;
  readonly badge: Badge;
  /** The words and picture that were earned. */
  readonly earned: BadgeVersion;
  readonly organiser: {
    readonly id: OrganiserId;
    readonly name: string;
    readonly url: string | null;
    readonly email: string | null;
    readonly isVerified: boolean;
  };
  /** Different approvals that it rests on. */
  readonly reviewers: { readonly peers: number; readonly organisers: number };
  /** Is it the reader's own? Then its page shows how to share it. */
  readonly isOwn: boolean;
}

/** An award by its public address. Not released, or not for this reader: not found. */
export async function seeAward(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Actor, 'roles' | 'grants' | 'seat'> & { readonly person: PersonId | null },
  input: SeeAward,
): Promise<Outcome<AwardView, NotFound>> {
  throw new Error(`under way ${ports} ${by} ${input}`);
}
