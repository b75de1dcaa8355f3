import type {
  ActionsBlockElement,
  Button,
  KnownBlock,
  ModalView,
  PlainTextElement,
  RichTextBlock,
} from '@slack/types';
import {
  type Action,
  type Card,
  cut,
  type Item,
  plainText,
  type Reader,
  say,
  type Text,
} from '../conversation/index.ts';
import { escaped, mrkdwn, rich } from './texts.ts';

/** `text` is what notifications and screen readers get: all of it, without markup. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export type CardReader = Reader & { readonly plain: boolean };

export function messageOf(reader: CardReader, card: Card): Message {
  return { text: cut(escaped(card.plain), 4000), blocks: blocksOf(reader, card) };
}

/** A card in a modal of its own. */
export const cardView = (reader: CardReader, card: Card, metadata = ''): ModalView => ({
  type: 'modal',
  callback_id: 'col.card',
  title: plain(say(reader.language, 'slack.app'), 24),
  close: plain(say(reader.language, 'slack.close'), 24),
  private_metadata: metadata,
  blocks: blocksOf(reader, card),
});

/** Something to look at while an answer is made. */
export const waitView = ({ language }: Pick<Reader, 'language'>, metadata = ''): ModalView => ({
  type: 'modal',
  callback_id: 'col.wait',
  title: plain(say(language, 'slack.app'), 24),
  close: plain(say(language, 'slack.close'), 24),
  private_metadata: metadata,
  blocks: [{ type: 'section', text: plain(say(language, 'slack.wait'), 3000) }],
});

/** Empty text is none: Slack would refuse it. */
export const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, most) || '…',
});

/** @param prefix keeps the ids of several cards on one surface apart */
export function blocksOf(reader: CardReader, card: Card, prefix = ''): KnownBlock[] {
  const blocks = reader.plain ? plainBlocks(card) : richBlocks(reader, card);
  // A changed card gets new ids, so that Slack keeps nothing of the old one in it.
  return blocks.map((block, at) => ({ ...block, block_id: `${prefix}${card.id}-v${card.version}-${at}` }));
}

function richBlocks(reader: CardReader, card: Card): KnownBlock[] {
  const { items, note, fields, picture } = card;
  return [
    ...richText(reader, card.news ?? [], 'rich_text_section'),
    { type: 'header', text: plain(plainText(reader, card.title), 150) },
    ...richText(reader, card.lead ? [card.lead] : [], 'rich_text_section'),
    ...richText(reader, card.quote ? [card.quote] : [], 'rich_text_quote'),
    // Slack fetches pictures itself, which it can from open addresses only.
    ...(picture?.url.startsWith('https:')
      ? [{ type: 'image' as const, image_url: picture.url, alt_text: cut(picture.alt, 2000) }]
      : picture
        ? [context(escaped(say(reader.language, 'chat.picture', { alt: picture.alt })))]
        : []),
    ...(fields && fields.length > 0
      ? [
          {
            type: 'section' as const,
            fields: fields.slice(0, 10).map(({ label, value }) => ({
              type: 'mrkdwn' as const,
              text: `*${escaped(label)}*\n${mrkdwn(reader, value, 1800) || '–'}`,
            })),
          },
        ]
      : []),
    ...(items?.list ?? []).map((item) => itemBlock(reader, item)),
    ...(items && items.pages > 1
      ? [context(escaped(say(reader.language, 'chat.page', { page: items.page, pages: items.pages })))]
      : []),
    ...(note && note.length > 0 ? [context(mrkdwn(reader, note))] : []),
    ...actionBlocks([...card.actions], [...(card.more ?? [])], say(reader.language, 'chat.button.more')),
  ];
}

export function richText(
  reader: Reader,
  texts: readonly Text[],
  as: 'rich_text_section' | 'rich_text_quote',
): RichTextBlock[] {
  const elements = texts
    .map((text) => rich(reader, text))
    .filter((pieces) => pieces.length > 0)
    .map((pieces) => ({ type: as, elements: pieces }));
  return elements.length > 0 ? [{ type: 'rich_text', elements }] : [];
}

const context = (text: string): KnownBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

function itemBlock(reader: Reader, { title, detail, action }: Item): KnownBlock {
  const about = detail ? `\n${mrkdwn(reader, detail, 2000)}` : '';
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: `*${mrkdwn(reader, title, 900)}*${about}` },
    ...(action ? { accessory: button(action, 0) } : {}),
  };
}

function button(action: Action, at: number): Button {
  const style = action.style ? { style: action.style } : {};
  const text = plain(action.label, 75);
  return 'open' in action
    ? { type: 'button', text, ...style, url: action.open, action_id: `open-${at}` }
    : { type: 'button', text, ...style, action_id: action.do };
}

/** Up to five lines of a menu, each an action id of 75 characters at most; what is more or longer becomes buttons. */
function actionBlocks(actions: readonly Action[], more: readonly Action[], moreLabel: string): KnownBlock[] {
  const fits = (action: Action) => 'open' in action || action.do.length <= 75;
  const isMenu = more.length > 1 && more.length <= 5 && more.every(fits);
  const inMenu = isMenu ? more : [];
  const asSelect = !isMenu && more.length > 5 ? more.filter((one) => 'do' in one && fits(one)) : [];
  const buttons = [...actions, ...more.filter((one) => !inMenu.includes(one) && !asSelect.includes(one))];
  const elements: ActionsBlockElement[] = once(buttons).map(button);
  if (inMenu.length > 0) {
    elements.push({
      type: 'overflow',
      action_id: 'more',
      options: inMenu.map((one, at) => ({
        text: plain(one.label, 75),
        ...('open' in one ? { value: `open-${at}`, url: one.open } : { value: one.do }),
      })),
    });
  }
  if (asSelect.length > 0) {
    elements.push({
      type: 'static_select',
      action_id: 'more',
      placeholder: plain(moreLabel, 150),
      options: asSelect.flatMap((one) =>
        'do' in one ? [{ text: plain(one.label, 75), value: one.do as string }] : [],
      ),
    });
  }
  return elements.length > 0 ? [{ type: 'actions', elements: elements.slice(0, 25) }] : [];
}

/** An id stands once in a block. */
const once = (actions: readonly Action[]): readonly Action[] =>
  actions.filter(
    (one, at) => 'open' in one || actions.findIndex((other) => 'do' in other && other.do === one.do) === at,
  );

/** Lines, with what to type in place of buttons. */
function plainBlocks(card: Card): KnownBlock[] {
  const lines = card.plain.split('\n');
  const parts: string[] = [''];
  for (const line of lines) {
    const text = cut(escaped(line), 2900);
    const last = parts.at(-1) ?? '';
    if (last.length + text.length < 2900) parts[parts.length - 1] = last ? `${last}\n${text}` : text;
    else parts.push(text);
  }
  return parts.filter(Boolean).map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } }));
}
