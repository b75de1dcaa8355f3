import type { ActionId } from './action-id.ts';
import { limits } from './limits.ts';
import { cut, cutText, joined, lengthOf, plainText, type Reader, type Text } from './text.ts';
import { say } from './words/say.ts';

/** What a person is shown: one thing, first what happened, then what to do. */
export interface Card {
  /** Of this kind of card: `playlist`, `review`. */
  readonly id: string;
  /** A changed one gets a new number, so that no platform shows old state in it. */
  readonly version: number;
  readonly title: Text;
  readonly lead?: Text;
  /** Somebody's words, set apart. */
  readonly quote?: Text;
  readonly note?: Text;
  readonly picture?: Picture;
  /** Up to 10. */
  readonly fields?: readonly { readonly label: string; readonly value: Text }[];
  /** Whole numbers; surfaces draw them as they can, the words stand in `lead`. */
  readonly progress?: { readonly done: number; readonly needed: number; readonly extra: number };
  /** `page` counts from 1. */
  readonly items?: { readonly page: number; readonly pages: number; readonly list: readonly Item[] };
  /** Up to 5, at most one of them primary. */
  readonly actions: readonly Action[];
  /** What is seldom wanted: an overflow menu, a select. */
  readonly more?: readonly Action[];
  /** News that waited for this person and leads what they asked for. */
  readonly news?: readonly Text[];
  /** All of it as plain text. */
  readonly plain: string;
}

export interface Picture {
  readonly url: string;
  /** What can be seen, for those who cannot see it. */
  readonly alt: string;
}

export interface Item {
  readonly title: Text;
  readonly detail?: Text;
  readonly picture?: Picture;
  readonly action?: Action;
}

export type Action = {
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** What to type for the same, after `/col` or at the prompt. */
  readonly typed?: string;
} & ({ readonly do: ActionId } | { readonly open: string });

export type CardParts = Omit<Card, 'version' | 'plain'> & { readonly version?: number };

/** A card that fits every surface: long texts are cut at a word, and its plain text holds all that is shown. */
export function card(reader: Reader, parts: CardParts): Card {
  const fitted = fitting({ version: 0, ...parts, plain: '' });
  return { ...fitted, plain: plainOf(reader, fitted) };
}

/** The same card with news before it. */
export function withNews(reader: Reader, shown: Card, news: readonly Text[]): Card {
  return card(reader, { ...shown, news: [...news, ...(shown.news ?? [])] });
}

function fitting(whole: Card): Card {
  const labelled = (action: Action): Action => ({ ...action, label: cut(action.label, limits.button) });
  const { items } = whole;
  const shown: Card = {
    ...whole,
    title: cutText(whole.title, limits.title),
    actions: whole.actions.map(labelled),
    ...(whole.more ? { more: whole.more.map(labelled) } : {}),
    ...(whole.quote ? { quote: cutText(whole.quote, limits.text) } : {}),
    ...(whole.lead ? { lead: cutText(whole.lead, limits.text) } : {}),
    ...(items
      ? {
          items: {
            ...items,
            list: items.list.map((item) => (item.action ? { ...item, action: labelled(item.action) } : item)),
          },
        }
      : {}),
  };
  return excessOf(shown) > 0 ? shorter(shown) : shown;
}

const excessOf = (shown: Card): number =>
  textsOf(shown).reduce((sum, text) => sum + lengthOf(text), 0) - limits.card;

/** What people wrote gives way first, then what explains, then details and news, as little as it takes. */
function shorter(shown: Card): Card {
  let fitted = shown;
  for (const part of ['quote', 'lead', 'note'] as const) {
    const excess = excessOf(fitted);
    const text = fitted[part];
    if (excess <= 0 || !text) continue;
    fitted = { ...fitted, [part]: cutText(text, Math.max(200, lengthOf(text) - excess)) };
  }
  for (const most of [200, 120, 80, 60]) {
    if (excessOf(fitted) > 0) fitted = withDetailsUpTo(fitted, most);
  }
  return fitted;
}

function withDetailsUpTo(shown: Card, most: number): Card {
  const { items, fields, news } = shown;
  return {
    ...shown,
    ...(items
      ? {
          items: {
            ...items,
            list: items.list.map((item) => ({
              ...item,
              title: cutText(item.title, most),
              ...(item.detail ? { detail: cutText(item.detail, most) } : {}),
            })),
          },
        }
      : {}),
    ...(fields ? { fields: fields.map((field) => ({ ...field, value: cutText(field.value, most) })) } : {}),
    ...(news ? { news: news.map((text) => cutText(text, most)) } : {}),
  };
}

/** Every text on it, labels included; buttons are counted apart by platforms. */
export const textsOf = ({ title, lead, quote, note, fields, items, news }: Card): readonly Text[] =>
  [
    ...(news ?? []),
    title,
    lead ?? [],
    quote ?? [],
    ...(fields ?? []).map(({ label, value }): Text => [label, ': ', ...value]),
    ...(items?.list ?? []).map(({ title: name, detail }) => joined([name, detail ?? []])),
    note ?? [],
  ].filter((text) => text.length > 0);

function plainOf(reader: Reader, shown: Card): string {
  const words = (text: Text): string => plainText(reader, text);
  const { items } = shown;
  const lines = [
    ...(shown.news ?? []).map((text) => `• ${words(text)}`),
    words(shown.title),
    shown.lead && words(shown.lead),
    shown.quote && words(shown.quote).replace(/^/gm, '> '),
    shown.picture && say(reader.language, 'chat.picture', { alt: shown.picture.alt }),
    ...(shown.fields ?? []).map(({ label, value }) => `${label}: ${words(value)}`),
    ...(items?.list ?? []).map(({ title, detail, action }) =>
      [`- ${words(title)}`, detail && words(detail), action && plainAction(action)]
        .filter(Boolean)
        .join(' · '),
    ),
    items && items.pages > 1 && say(reader.language, 'chat.page', { page: items.page, pages: items.pages }),
    shown.note && words(shown.note),
    [...shown.actions, ...(shown.more ?? [])].map(plainAction).join(' '),
  ];
  return lines.filter(Boolean).join('\n');
}

const plainAction = (action: Action): string =>
  'open' in action
    ? `[${action.label}] ${action.open}`
    : `[${action.label}]${action.typed ? ` ${action.typed}` : ''}`;
