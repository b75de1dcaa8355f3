import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import {
  type Card,
  card,
  cut,
  type Form,
  limits,
  type Reply,
  say,
  type Told,
  tell,
} from '../conversation/index.ts';
import { type Shown, showCard } from './show-card.ts';
import { showForm } from './show-form.ts';

/** Private or not is fixed by the first answer. */
type Privacy = MessageFlags.Ephemeral | 0;

/** What can be the first answer; a post has to be sent before it can be told. */
export function showFirst(interaction: APIInteraction, { reply, reader }: Told): APIInteractionResponse {
  if (reply.show === 'choices') return choicesOf(reply);
  if (reply.show === 'form' && mayBeForm(interaction))
    return { type: InteractionResponseType.Modal, data: showForm(reply.form) };
  const { flags, ...shown } = showCard(reader, cardOf({ reply, reader }));
  const isEdit = reply.show === 'card' && reply.place === 'instead' && canEdit(interaction);
  return isEdit
    ? { type: InteractionResponseType.UpdateMessage, data: { flags, ...shown } }
    : {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { flags: flags | privacyOf(interaction), ...shown },
      };
}

/** The same as the answer to a defer: edits what was clicked, or what said "one moment". */
export const showLater = (told: Told): Shown => showCard(told.reader, cardOf(told));

const choicesOf = (reply: Extract<Reply, { show: 'choices' }>): APIInteractionResponse => ({
  type: InteractionResponseType.ApplicationCommandAutocompleteResult,
  data: {
    choices: reply.choices
      .slice(0, 25)
      .map(({ value, label }) => ({ name: cut(label, 100) || value, value })),
  },
});

/** Not to a form. */
const mayBeForm = ({ type }: APIInteraction): boolean =>
  type === InteractionType.ApplicationCommand || type === InteractionType.MessageComponent;

/** Only what the person alone sees is edited; what stands there for all stays. */
export const canEdit = (interaction: APIInteraction): boolean =>
  'message' in interaction &&
  interaction.message !== undefined &&
  ((interaction.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

/** In a server only who asked sees the answer; in a direct message nobody else is there. */
export const privacyOf = ({ guild_id: server }: APIInteraction): Privacy =>
  server ? MessageFlags.Ephemeral : 0;

function cardOf({ reply, reader }: Told): Card {
  switch (reply.show) {
    case 'card':
      return reply.card;
    case 'post':
      return reply.receipt;
    case 'wrong-fields':
      return formCard(reader, reply.form, reply.wrong);
    case 'form':
      return formCard(reader, reply.form, {});
    case 'choices':
      throw new Error('Choices are no card');
  }
}

/** Discord shows no errors in a form: a card names them, and opens it again as it was filled in. */
function formCard(reader: Told['reader'], form: Form, wrong: Readonly<Record<string, string>>): Card {
  const fields = Object.entries(wrong).map(([name, trouble]) => ({
    label: form.fields.find((field) => field.name === name)?.label ?? name,
    value: [{ own: trouble }],
  }));
  return card(reader, {
    id: 'wrong',
    title: tell(reader, fields.length > 0 ? 'chat.discord.wrong' : 'chat.discord.form'),
    ...(fields.length > 0 ? { fields: fields.slice(0, limits.fields) } : {}),
    actions: [{ label: say(reader.language, 'chat.discord.edit'), style: 'primary', do: form.id }],
  });
}
