import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  MessageCreateRequestSchema,
  ModalInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { InteractionResponseType } from 'discord-api-types/v10';
import { showCard } from '../../../adapters/discord/show-card.ts';
import { showFirst } from '../../../adapters/discord/show-reply.ts';
import { describeSurface, type OnSurface } from '../../contracts/surface.contract.ts';
import { faultsOf, type Json } from '../../fakes/discord/bodies.ts';
import { mentionsAreOff, messageFaults, modalFaults } from '../../fakes/discord/message-rules.ts';

/** A command in a server: what is shown depends on no more of it. */
const asked = {
  type: 2,
  id: '1',
  token: 't',
  application_id: '2',
  guild_id: '3',
  version: 1,
} as unknown as Parameters<typeof showFirst>[0];

describeSurface('Discord', () => ({
  show(reader, reply) {
    const told = { reply, reader: { ...reader, plain: false } };
    const first = showFirst(asked, told) as unknown as Json & { type: number; data: Json };
    const posted = reply.show === 'post' ? (showCard(told.reader, reply.card) as unknown as Json) : null;
    const shown = [first.data, ...(posted ? [posted] : [])];
    return {
      read: shown.map((data) => unescaped(wordsOf(data).join('\n'))).join('\n'),
      troubles: [
        ...troublesOf(first),
        ...(posted ? [...faultsOf(MessageCreateRequestSchema, posted), ...messageFaults(posted, true)] : []),
      ],
      harm: shown.flatMap(harmIn),
    };
  },
}));

function troublesOf(first: Json & { type: number; data: Json }): readonly string[] {
  switch (first.type) {
    case InteractionResponseType.Modal:
      return [...faultsOf(ModalInteractionCallbackRequestSchema, first), ...modalFaults(first.data)];
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      return faultsOf(ApplicationCommandAutocompleteCallbackRequestSchema, first);
    default:
      return [
        ...faultsOf(CreateMessageInteractionCallbackRequestSchema, first),
        ...messageFaults(first.data, true),
      ];
  }
}

/** Everything that can be read, as it is sent. */
function wordsOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(wordsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === 'string' &&
    ['content', 'label', 'description', 'title', 'value', 'placeholder'].includes(key)
      ? [value]
      : wordsOf(value),
  );
}

const unescaped = (text: string): string => text.replace(/\\([^\w\s])/g, '$1');

/** What of a message Discord would read as markup or a mention. Forms show everything as it stands. */
function harmIn(data: Json): OnSurface['harm'] {
  const texts = contentsOf(data)
    .join('\n')
    .replace(/\\[^\w\s]/g, '');
  const found = ['<@123>', '@everyone', '**bold** ', '`code` [', '](https://evil', '~y~', '_x_'];
  const isMessage = 'flags' in data;
  return [
    ...found.filter((trick) => texts.includes(trick)),
    ...(isMessage && !mentionsAreOff(data) ? ['it may mention'] : []),
  ];
}

function contentsOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(contentsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'content' && typeof value === 'string' ? [value] : contentsOf(value),
  );
}
