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
  const labels = (actions: readonly Action[]): readonly Action[] =>
    actions.map((action) => ({ ...action, label: cut(action.label, limits.button) }));
  const shown: Card = {
    ...whole,
    title: cutText(whole.title, limits.title),
    actions: labels(whole.actions),
    ...(whole.more ? { more: labels(whole.more) } : {}),
    ...(whole.quote ? { quote: cutText(whole.quote, limits.text) } : {}),
    ...(whole.lead ? { lead: cutText(whole.lead, limits.text) } : {}),
  };
  const excess = textsOf(shown).reduce((sum, text) => sum + lengthOf(text), 0) - limits.card;
  return excess > 0 ? shorter(shown, excess) : shown;
}

/** What people wrote gives way first, then what explains, then details, then news. */
function shorter(shown: Card, excess: number): Card {
  const give = (text: Text | undefined): { readonly text: Text; readonly freed: number } => {
    const length = lengthOf(text ?? []);
    const kept = cutText(text ?? [], Math.max(200, length - excess));
    return { text: kept, freed: length - lengthOf(kept) };
  };
  for (const part of ['quote', 'lead', 'note'] as const) {
    const { text, freed } = give(shown[part]);
    if (freed > 0) return fitting({ ...shown, [part]: text });
  }
  const most = 200;
  const items = shown.items && {
    ...shown.items,
    list: shown.items.list.map((item) => ({
      ...item,
      title: cutText(item.title, most),
      ...(item.detail ? { detail: cutText(item.detail, most) } : {}),
    })),
  };
  return {
    ...shown,
    ...(items ? { items } : {}),
    ...(shown.fields
      ? { fields: shown.fields.map((field) => ({ ...field, value: cutText(field.value, 120) })) }
      : {}),
    ...(shown.news ? { news: shown.news.map((text) => cutText(text, most)) } : {}),
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
