import type { Client, Ways } from './answer.ts';
import type { Metadata } from './schema.ts';
import type { Message } from './show-card.ts';

interface Given {
  readonly client: Client;
  readonly trigger: string;
  readonly metadata: Metadata;
  readonly within?: string | null;
  readonly isModal: boolean;
  readonly respond?: ((message: Message & Place) => Promise<unknown>) | null;
  readonly ack: (message?: Message & Pick<Place, 'response_type'>) => Promise<void>;
  /** Told once Slack has its word. */
  readonly heard: () => void;
}

interface Place {
  readonly response_type: 'ephemeral';
  readonly replace_original: boolean;
}

/** What Slack's library hands over with an act, as the ways by which it can be answered. */
export function waysOf({
  client,
  trigger,
  metadata,
  within = null,
  isModal,
  respond,
  ack,
  heard,
}: Given): Ways {
  let isAcknowledged = false;
  const ways: Ways = {
    client,
    trigger,
    metadata,
    within,
    isModal,
    async ack(message) {
      if (!isAcknowledged) {
        isAcknowledged = true;
        await ack(message ? { response_type: 'ephemeral', ...message } : undefined);
        heard();
      } else if (message) {
        await ways.respond(message, 'new');
      }
    },
    async respond(message, place) {
      await respond?.({ response_type: 'ephemeral', replace_original: place === 'instead', ...message });
    },
  };
  return ways;
}
