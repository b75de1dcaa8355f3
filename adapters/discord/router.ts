import { DiscordAPIError, type REST, Routes } from 'discord.js';
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  RESTJSONErrorCodes,
} from 'discord-api-types/v10';
import type { Log } from '../../core/ports/log.ts';
import {
  type Asked,
  actionId,
  type Conversation,
  card,
  chatLanguageOf,
  say,
  type Told,
  tell,
  type WordsKey,
} from '../conversation/index.ts';
import { type Reading, readCommand, userOf } from './read-command.ts';
import { sendPost } from './send-post.ts';
import { showCard } from './show-card.ts';
import { canEdit, privacyOf, showFirst, showLater } from './show-reply.ts';

/** The first answer, and what is to be done once it is sent; null: nothing more. */
export interface Handled {
  /** What was asked for; null: a probe, or none of our commands. */
  readonly verb: Asked['verb'] | null;
  readonly first: APIInteractionResponse;
  readonly after: (() => Promise<void>) | null;
}

export interface Router {
  /** @returns null: a repeat, which gets no answer */
  handle(interaction: APIInteraction): Promise<Handled | null>;
}

export interface RouterParts {
  readonly conversation: Conversation;
  readonly rest: REST;
  readonly reading: Reading;
  readonly log: Log;
  /** Somebody did something; told once they have their answer. */
  readonly acted?: (user: string, verb: Handled['verb']) => Promise<unknown>;
}

/** Who asked closed "one moment" before the answer came. */
const isDismissed = (fault: unknown): boolean =>
  fault instanceof DiscordAPIError && fault.code === RESTJSONErrorCodes.UnknownMessage;

/** One way through for interactions, whether they come over HTTP or the gateway. */
export function createRouter({ conversation, rest, reading, log, acted }: RouterParts): Router {
  async function handle(interaction: APIInteraction): Promise<Handled | null> {
    if (interaction.type === InteractionType.Ping)
      return { verb: null, first: { type: InteractionResponseType.Pong }, after: null };
    const asked = readCommand(interaction, reading);
    if (asked === null) return only(interaction, 'chat.over');
    if (asked === 'someone-elses') return only(interaction, 'chat.discord.someone-elses');

    const { verb } = asked;
    const answered = await conversation.answer(await named(asked));
    if (answered.is === 'repeat') return null;
    if (answered.is === 'now' && answered.reply.show !== 'post')
      return { verb, first: showFirst(interaction, answered), after: null };
    const told = answered.is === 'now' ? Promise.resolve<Told | null>(answered) : answered.told;
    return { verb, first: defer(interaction), after: () => finish(interaction, told) };
  }

  /** What a server is called is asked for only where somebody is about to connect it. */
  async function named(asked: Asked): Promise<Asked> {
    const { group } = asked.from;
    if (asked.verb !== 'setup.connect' || !group || group.title) return asked;
    const server = await rest.get(Routes.guild(group.id)).catch(() => null);
    // What Discord answers; who is not in the server is told nothing.
    const title = (server as { name?: string } | null)?.name ?? '';
    return { ...asked, from: { ...asked.from, group: { ...group, title } } };
  }

  /** A post is sent before its receipt says so. */
  async function finish(interaction: APIInteraction, coming: Promise<Told | null>): Promise<void> {
    const told = await coming;
    if (!told) return;
    const { reply } = told;
    if (reply.show === 'post')
      await sendPost(rest, reply.to.channel, showCard(told.reader, reply.card), interaction.id);
    const { application_id: application, token } = interaction;
    const isNew = canEdit(interaction) && !(reply.show === 'card' && reply.place === 'instead');
    const shown = showLater(told);
    const anew = () => {
      const body = { ...shown, flags: shown.flags | privacyOf(interaction) };
      return rest.post(Routes.webhook(application, token), { body, auth: false });
    };
    if (isNew) await anew();
    else
      await rest
        .patch(Routes.webhookMessage(application, token, '@original'), { body: shown, auth: false })
        .catch((fault: unknown) => {
          if (!isDismissed(fault)) throw fault;
          return anew();
        });
  }

  function only(interaction: APIInteraction, key: WordsKey): Handled {
    const language = chatLanguageOf('locale' in interaction ? [interaction.locale] : []);
    const reader = { language, zone: 'UTC', plain: false };
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete)
      return {
        verb: null,
        first: showFirst(interaction, { reader, reply: { show: 'choices', choices: [] } }),
        after: null,
      };
    const shown = card(reader, {
      id: 'over',
      title: tell(reader, key),
      actions: [
        { label: say(language, 'chat.button.help'), style: 'primary', do: actionId('help'), typed: 'help' },
      ],
    });
    const place = canEdit(interaction) ? 'instead' : 'new';
    return {
      verb: null,
      first: showFirst(interaction, { reader, reply: { show: 'card', card: shown, place } }),
      after: null,
    };
  }

  return {
    async handle(interaction) {
      const handled = await handle(interaction);
      if (!handled || isOnlyAsking(interaction)) return handled;
      // Who asked has their answer, or has seen "one moment": a fault here is told in the log.
      const after = async () => {
        try {
          await handled.after?.();
          await acted?.(userOf(interaction), handled.verb);
        } catch (fault) {
          log.error({ err: fault, interaction: interaction.id }, 'An answer did not reach Discord');
        }
      };
      return { ...handled, after };
    },
  };
}

/** A probe, or somebody who is still typing. */
const isOnlyAsking = ({ type }: APIInteraction): boolean =>
  type === InteractionType.Ping || type === InteractionType.ApplicationCommandAutocomplete;

/** "One moment": in place of what was clicked where that is theirs alone, else as a new private line. */
function defer(interaction: APIInteraction): APIInteractionResponse {
  if (canEdit(interaction)) return { type: InteractionResponseType.DeferredMessageUpdate };
  const flags = privacyOf(interaction);
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(flags ? { data: { flags } } : {}),
  };
}
