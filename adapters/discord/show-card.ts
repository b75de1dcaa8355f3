import {
  type AllowedMentionsTypes,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APISectionComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import { type Action, type Card, type Item, type Reader, say } from '../conversation/index.ts';
import { cutMarkdown, escaped, markdown } from './markdown.ts';

/** What a message of ours is: parts, flags, and nobody mentioned. */
export interface Shown {
  readonly flags: number;
  readonly components: APIContainerComponent[];
  readonly allowed_mentions: { readonly parse: AllowedMentionsTypes[] };
}

/** Over all texts of a message. */
const mostLetters = 4000;

interface Block {
  text: string;
  readonly accessory?: APISectionComponent['accessory'];
}

/** A card as one container: texts, buttons, and a list for what is seldom wanted. */
export function showCard(reader: Reader & { readonly plain?: boolean }, card: Card): Shown {
  const ids = onceOnly();
  const blocks = reader.plain ? [{ text: escaped(card.plain) }] : blocksOf(reader, card, ids);
  const components: APIComponentInContainer[] = fitting(blocks).map(shownBlock);
  if (!reader.plain) components.push(...rowsOf(reader, card, ids));
  return message(components);
}

const message = (components: APIComponentInContainer[]): Shown => ({
  flags: MessageFlags.IsComponentsV2,
  components: [{ type: ComponentType.Container, components }],
  allowed_mentions: { parse: [] },
});

function blocksOf(reader: Reader, card: Card, ids: Once): Block[] {
  const { news, title, lead, quote, note, picture, fields, progress, items } = card;
  const heading = [`### ${oneLine(markdown(title))}`, lead && markdown(lead)].filter(Boolean).join('\n');
  const words = fields?.map(({ label, value }) => `**${escaped(label)}:** ${markdown(value)}`);
  const page =
    items && items.pages > 1
      ? say(reader.language, 'chat.page', { page: items.page, pages: items.pages })
      : null;
  const blocks: (Block | null)[] = [
    news?.length ? { text: news.map((text) => `• ${markdown(text)}`).join('\n') } : null,
    picture ? { text: heading, accessory: thumbnail(picture) } : { text: heading },
    quote ? { text: markdown(quote).replace(/^/gm, '> ') } : null,
    words?.length ? { text: words.join('\n') } : null,
    progress && progress.needed > 0 ? { text: bar(progress.done, progress.needed) } : null,
    ...(items?.list ?? []).map((item) => itemBlock(item, ids)),
    page ? { text: `-# ${escaped(page)}` } : null,
    note ? { text: markdown(note).replace(/^(?=.)/gm, '-# ') } : null,
  ];
  // Discord takes no empty text, and a button needs one beside it.
  return blocks
    .filter((block) => block !== null)
    .filter(({ text, accessory }) => text.trim() !== '' || accessory)
    .map((block) => (block.text.trim() === '' ? { ...block, text: '…' } : block));
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** Beside the words that say the same. */
const bar = (done: number, needed: number): string => {
  const filled = Math.min(10, Math.floor((done * 10) / needed));
  return `${'▰'.repeat(filled)}${'▱'.repeat(10 - filled)}`;
};

const thumbnail = ({ url, alt }: { url: string; alt: string }) => ({
  type: ComponentType.Thumbnail as const,
  media: { url },
  ...(alt ? { description: alt.slice(0, 1024) } : {}),
});

function itemBlock({ title, detail, picture, action }: Item, ids: Once): Block {
  const text = [`**${oneLine(markdown(title))}**`, detail && markdown(detail)].filter(Boolean).join('\n');
  const accessory = action ? button(action, ids) : picture ? thumbnail(picture) : null;
  return accessory ? { text, accessory } : { text };
}

/** Escaping makes texts longer: the longest gives way, at a word, until all fit. */
function fitting(blocks: Block[]): Block[] {
  const shown = blocks.map((block) => ({ ...block }));
  for (;;) {
    const excess = shown.reduce((sum, { text }) => sum + text.length, 0) - mostLetters;
    const [longest] = [...shown].sort((a, b) => b.text.length - a.text.length);
    if (excess <= 0 || !longest) return shown;
    longest.text = cutMarkdown(longest.text, Math.max(100, longest.text.length - excess));
  }
}

function shownBlock({ text, accessory }: Block): APIComponentInContainer {
  const words = { type: ComponentType.TextDisplay as const, content: text };
  return accessory ? { type: ComponentType.Section, components: [words], accessory } : words;
}

/** Buttons; then a select for what carries an action and stands under "more", links as buttons of their own. */
function rowsOf({ language }: Reader, { actions, more = [] }: Card, ids: Once): APIComponentInContainer[] {
  const acts = more.flatMap((action) => ('do' in action ? [{ label: action.label, value: action.do }] : []));
  const links = more.filter((action) => 'open' in action);
  const options = acts.filter(({ value }, at) => acts.findIndex((one) => one.value === value) === at);
  return [
    ...rowOf(actions.flatMap((action) => button(action, ids) ?? [])),
    ...(options.length > 0
      ? [
          {
            type: ComponentType.ActionRow as const,
            components: [
              {
                type: ComponentType.StringSelect as const,
                custom_id: 'more',
                placeholder: say(language, 'chat.button.more'),
                options: options.slice(0, 25),
              },
            ],
          },
        ]
      : []),
    ...rowOf(links.slice(0, 5).flatMap((action) => button(action, ids) ?? [])),
  ];
}

const rowOf = (components: APIButtonComponent[]): APIComponentInContainer[] =>
  components.length > 0 ? [{ type: ComponentType.ActionRow, components }] : [];

const styles = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;

function button(action: Action, ids: Once): APIButtonComponent | null {
  const common = { type: ComponentType.Button as const, label: action.label };
  if ('open' in action) return { ...common, style: ButtonStyle.Link, url: action.open };
  const id = ids(action.do);
  if (id === null) return null;
  return { ...common, style: action.style ? styles[action.style] : ButtonStyle.Secondary, custom_id: id };
}

type Once = (id: string) => string | null;

/** Discord wants every custom_id once in a message; a repeat gets a mark that is taken off when it comes back. */
function onceOnly(): Once {
  const times = new Map<string, number>();
  return (id) => {
    const before = times.get(id) ?? 0;
    times.set(id, before + 1);
    const marked = before === 0 ? id : `${id}#${before}`;
    return marked.length <= 100 ? marked : null;
  };
}

/** @returns the action id behind a custom_id */
export const unmarked = (id: string): string => id.replace(/#\d+$/, '');
