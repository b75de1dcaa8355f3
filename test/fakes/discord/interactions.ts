import * as spec from 'discord-api-spec/zod';
import { answered, faultsOf, type Json, withoutClientKeys } from './bodies.ts';
import {
  componentsV2,
  ephemeral,
  isEmpty,
  mentionsAreOff,
  messageFaults,
  modalFaults,
} from './message-rules.ts';
import { shownMessage } from './shown.ts';
import { badBody, Trouble, type Violation } from './trouble.ts';
import type { Message, User, World } from './world.ts';

/** One act of a person, from the moment it is sent until its token ends. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly user: User;
  readonly channel: string;
  readonly sentAt: number;
  /** The message whose button it was; null: none. */
  readonly from: Message | null;
  ack: { readonly type: number; readonly data: Json } | null;
  /** What `@original` is; null: nothing yet. */
  original: Message | null;
  /** `@original` was changed since the answer. */
  isEdited: boolean;
  /** An answer was refused, and nothing else will come. */
  isRefused: boolean;
  readonly followUps: Message[];
  /** Told at the first answer, and at each later one. */
  readonly changed: Set<() => void>;
}

const allowed: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};
const ackMs = 3_000;
const tokenMs = 15 * 60_000;

export interface Told {
  readonly world: World;
  readonly now: () => number;
  readonly violated: (rule: Violation['rule'], detail: string) => void;
}

export type Interactions = ReturnType<typeof createInteractions>;

/** The rules of answering: in time, once, of the right kind, later by the token. */
export function createInteractions({ world, now, violated }: Told) {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();

  /** @throws Trouble 10062 late or unknown, 40060 a second time, 50035 */
  function acknowledge(id: string, token: string, body: Json): Interaction {
    const interaction = byId.get(id);
    if (!interaction || interaction.token !== token || now() - interaction.sentAt > ackMs) {
      violated('late', `interaction ${id} answered late`);
      throw new Trouble(404, 10062, 'Unknown interaction');
    }
    if (interaction.ack) {
      violated('double', `interaction ${id} answered twice`);
      throw new Trouble(400, 40060, 'Interaction has already been acknowledged.');
    }
    const type = Number(body['type']);
    const data = (body['data'] ?? {}) as Json;
    const may = interaction.type === 5 && !interaction.from ? [4, 5] : (allowed[interaction.type] ?? []);
    const faults = may.includes(type)
      ? faultsOfAck(type, body, data)
      : [`type: ${type} does not answer ${interaction.type}`];
    if (faults.length > 0) {
      violated('body', `callback ${type}: ${faults.join('; ')}`);
      interaction.isRefused = true;
      tell(interaction);
      throw badBody(faults);
    }
    if ((type === 4 || type === 7) && isEmpty(data)) {
      violated('empty', 'an empty message');
      throw new Trouble(400, 50006, 'Cannot send an empty message');
    }
    if ((type === 4 || type === 7) && !mentionsAreOff(data))
      violated('mentions', `callback ${type} may mention`);

    interaction.ack = { type, data };
    if (type === 4 || type === 5) interaction.original = kept(interaction, data, type === 5);
    if (type === 6) interaction.original = interaction.from;
    if (type === 7 && interaction.from) interaction.original = edited(interaction.from, data);
    tell(interaction);
    return interaction;
  }

  function kept({ channel }: Interaction, data: Json, isLoading = false): Message {
    const flags = Number(data['flags'] ?? 0);
    const message: Message = {
      id: world.id(),
      channel,
      author: world.bot,
      at: new Date(now()).toISOString(),
      isPrivate: (flags & ephemeral) !== 0,
      flags: flags & ~ephemeral,
      body: isLoading ? {} : data,
      nonce: null,
    };
    world.messages.set(message.id, message);
    return message;
  }

  function edited(message: Message, data: Json): Message {
    message.body = { ...message.body, ...data };
    return message;
  }

  /** @throws Trouble 50027 the token is over */
  function byItsToken(token: string): Interaction {
    const interaction = byToken.get(token);
    if (interaction && now() - interaction.sentAt <= tokenMs) return interaction;
    violated('token', 'an interaction token that is over');
    throw new Trouble(401, 50027, 'Invalid Webhook Token');
  }

  /** @throws Trouble 10008 there is none */
  function originalOf(interaction: Interaction): Message {
    if (interaction.original && world.messages.has(interaction.original.id)) return interaction.original;
    violated('original', 'no original message');
    throw new Trouble(404, 10008, 'Unknown Message');
  }

  function editOriginal(token: string, body: Json): object {
    const interaction = byItsToken(token);
    const message = originalOf(interaction);
    check(spec.IncomingWebhookUpdateRequestPartialSchema, body);
    edited(message, body);
    interaction.isEdited = true;
    tell(interaction);
    return shownMessage(message);
  }

  function followUp(token: string, body: Json): object {
    const interaction = byItsToken(token);
    if (!interaction.ack) throw new Trouble(404, 10015, 'Unknown Webhook');
    check(spec.IncomingWebhookRequestPartialSchema, body);
    const message = kept(interaction, body);
    // The first one after a defer takes its place, as on the platform.
    const isLoading =
      interaction.ack.type === 5 && interaction.original && isEmpty(interaction.original.body);
    if (isLoading && interaction.original) edited(interaction.original, body);
    else interaction.followUps.push(message);
    interaction.isEdited = true;
    tell(interaction);
    return shownMessage(message);
  }

  function check(schema: typeof spec.MessageResponseSchema, body: Json): void {
    const isV2 = (Number(body['flags'] ?? 0) & componentsV2) !== 0;
    const faults = [...faultsOf(schema, body), ...messageFaults(body, isV2)];
    if (faults.length > 0) {
      violated('body', faults.join('; '));
      throw badBody(faults);
    }
    if (isEmpty(body)) {
      violated('empty', 'an empty message');
      throw new Trouble(400, 50006, 'Cannot send an empty message');
    }
    if (!mentionsAreOff(body)) violated('mentions', 'a webhook message may mention');
  }

  return {
    acknowledge,
    editOriginal,
    followUp,
    originalOf,
    byItsToken,
    removeOriginal(token: string) {
      const interaction = byItsToken(token);
      world.messages.delete(originalOf(interaction).id);
      tell(interaction);
    },
    add(interaction: Interaction) {
      byId.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
    },
    answer: ({ id, type, token, original }: Interaction): object =>
      answered(spec.InteractionCallbackResponseSchema, {
        interaction: { id, type, response_message_id: original?.id },
        ...(token && original && (byId.get(id)?.ack?.type === 4 || byId.get(id)?.ack?.type === 7)
          ? { resource: { type: byId.get(id)?.ack?.type, message: shownMessage(original) } }
          : {}),
      }),
  };
}

const tell = (interaction: Interaction): void => {
  for (const listener of [...interaction.changed]) listener();
};

function faultsOfAck(type: number, sent: Json, data: Json): readonly string[] {
  const body = 'data' in sent ? { ...sent, data: withoutClientKeys(data) } : sent;
  const flags = Number(data['flags'] ?? 0);
  const isV2 = (flags & componentsV2) !== 0;
  switch (type) {
    case 4:
      return [
        ...faultsOf(spec.CreateMessageInteractionCallbackRequestSchema, body),
        ...messageFaults(data, isV2),
      ];
    case 5:
      return [
        ...faultsOf(spec.CreateMessageInteractionCallbackRequestSchema, body),
        ...((flags & ~ephemeral) !== 0 ? ['data.flags: a deferred answer takes EPHEMERAL only'] : []),
      ];
    case 6:
      return faultsOf(spec.UpdateMessageInteractionCallbackRequestSchema, body);
    case 7:
      return [
        ...faultsOf(spec.UpdateMessageInteractionCallbackRequestSchema, body),
        ...messageFaults(data, isV2),
      ];
    case 8:
      return faultsOf(spec.ApplicationCommandAutocompleteCallbackRequestSchema, body);
    case 9:
      return [...faultsOf(spec.ModalInteractionCallbackRequestSchema, body), ...modalFaults(data)];
    default:
      return [`type: ${type}`];
  }
}
