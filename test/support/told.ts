import { type DomainEvent, domainEvent } from '../../core/domain-events.ts';
import type { Instant } from '../../core/instant.ts';
import { type Reactions, reactions } from '../../core/reactions.ts';
import { anActor, anId } from '../builders/index.ts';

/** Heard by `complete-activity` only. */
export const confirmed = (due?: Instant): DomainEvent =>
  domainEvent(anActor(), 'activity.confirmed', { person: anId(), activity: anId() }, due);

/** Heard by several. */
export const completedOne = (): DomainEvent =>
  domainEvent(anActor(), 'activity.completed', { person: anId(), activity: anId() });

/** Reactions that do nothing, but for those given. */
export const onlyReactions = (some: Partial<Reactions>): Reactions => ({
  // Every name of the table is one of its keys.
  ...(Object.fromEntries(
    Object.keys(reactions).map((name) => [name, async () => {}]),
  ) as unknown as Reactions),
  ...some,
});
