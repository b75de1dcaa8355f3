import type { AwardId, BadgeId, PersonId, Subject, WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What a post in a channel is about. Ids and counts: surfaces find the words, in the community's language. */
export type Post =
  /** Standing: how much evidence waits for a word. Never the evidence, never whose. `oldest` null: nothing waits. */
  | { readonly kind: 'reviews-wait'; readonly count: number; readonly oldest: Instant | null }
  /** Standing: for how many people there is news. */
  | { readonly kind: 'news-waits'; readonly count: number }
  /** Badges of people who want them celebrated, under the names that they chose. */
  | {
      readonly kind: 'celebrate';
      readonly earned: readonly {
        readonly award: AwardId;
        readonly badge: BadgeId;
        readonly person: PersonId;
      }[];
    }
  | { readonly kind: 'announce'; readonly subject: Subject }
  /** For staff: something was reported, and is hidden from peers. */
  | { readonly kind: 'reported'; readonly work: WorkId }
  /** For staff: a role or a channel is out of our reach. `what` is the platform's id of it. */
  | { readonly kind: 'broken'; readonly part: 'role' | 'channel'; readonly what: string };

/** Posts of which one stands in a channel and is kept up to date. */
export const isStanding = ({ kind }: Post): boolean => kind === 'reviews-wait' || kind === 'news-waits';
