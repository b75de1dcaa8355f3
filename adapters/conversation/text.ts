import type { Instant } from '../../core/instant.ts';
import { dayAndHour, dayOf } from './words/dates.ts';
import { type ChatLanguage, say, type WordsKey } from './words/say.ts';

/**
 * A piece of what is shown. A bare string is ours, from the words. `own` is what people typed, names of things too:
 * a surface escapes it always and never lets it become markup, a mention or a link.
 */
export type Span =
  | string
  | { readonly own: string }
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly link: string; readonly to: string }
  /** A moment in the reader's time; `day` without the hour. */
  | { readonly at: Instant; readonly as: 'day' | 'moment' };

export type Text = readonly Span[];

/** Who reads: what a surface needs to show dates and its own few words. */
export interface Reader {
  readonly language: ChatLanguage;
  /** IANA */
  readonly zone: string;
}

export const own = (text: string): Span => ({ own: text });
export const moment = (at: Instant): Span => ({ at, as: 'moment' });
export const day = (at: Instant): Span => ({ at, as: 'day' });

/** What fills a place: text is somebody's own words; `word` chooses between forms of the sentence. */
export type Filling = string | number | Span | { readonly word: string };

const open = '\uE000';
const close = '\uE001';
const marks = new RegExp(`${open}(\\d+)${close}`);

/** A sentence of ours with people's words in it, kept apart so that they can be escaped. */
export function tell(
  { language }: Pick<Reader, 'language'>,
  key: WordsKey,
  data: Readonly<Record<string, Filling>> = {},
): Text {
  const spans: Span[] = [];
  const values = Object.entries(data).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number') return [name, value];
    if (typeof value === 'object' && 'word' in value) return [name, value.word];
    spans.push(typeof value === 'string' ? own(value) : value);
    return [name, `${open}${spans.length - 1}${close}`];
  });
  return say(language, key, Object.fromEntries(values))
    .split(marks)
    .map((part, at): Span => (at % 2 === 0 ? part : (spans[Number(part)] ?? '')))
    .filter((span) => span !== '');
}

/** Texts one after another, with something in between. */
export function joined(texts: readonly Text[], between = ' · '): Text {
  return texts
    .filter((text) => text.length > 0)
    .flatMap((text, at) => (at === 0 ? text : [between, ...text]));
}

/** As it is read where nothing can be marked up. */
export const plainText = (reader: Reader, text: Text): string =>
  text.map((span) => plainSpan(reader, span)).join('');

function plainSpan({ language, zone }: Reader, span: Span): string {
  if (typeof span === 'string') return span;
  if ('own' in span) return span.own;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('link' in span) return span.link === span.to ? span.to : `${span.link} (${span.to})`;
  return span.as === 'day' ? dayOf(language, span.at, zone) : dayAndHour(language, span.at, zone);
}

/** How much room it takes; a moment as long as it can get in any language. */
export const lengthOf = (text: Text): number => text.reduce((sum, span) => sum + lengthOfSpan(span), 0);

function lengthOfSpan(span: Span): number {
  if (typeof span === 'string') return span.length;
  if ('own' in span) return span.own.length;
  if ('bold' in span) return span.bold.length;
  if ('code' in span) return span.code.length;
  if ('link' in span) return span.link.length + span.to.length + 4;
  return 50;
}

/** Cut at a word, with "…" for what is gone. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 1);
  const end = room.lastIndexOf(' ');
  return `${room.slice(0, end > most / 2 ? end : room.length).trimEnd()}…`;
}

/** The same of a text: whole pieces first, the last one cut. */
export function cutText(text: Text, most: number): Text {
  if (lengthOf(text) <= most) return text;
  const kept: Span[] = [];
  let room = most;
  for (const span of text) {
    const length = lengthOfSpan(span);
    if (length <= room) {
      kept.push(span);
      room -= length;
      continue;
    }
    if (room > 1 && typeof span === 'string') kept.push(cut(span, room));
    else if (room > 1 && typeof span === 'object' && 'own' in span) kept.push(own(cut(span.own, room)));
    else if (room > 0) kept.push('…');
    break;
  }
  return kept;
}
