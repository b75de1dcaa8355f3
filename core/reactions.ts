import type { Told } from './domain-events.ts';
import type { Ports } from './ports/ports.ts';
import type { Heard, ReactionName } from './subscriptions.ts';

/** `key` is the same on every try of a delivery: what must not happen twice is remembered under it. */
export type Reactions = {
  readonly [R in ReactionName]: (ports: Ports, event: Told<Heard<R>>, key: string) => Promise<void>;
};
