import { millis } from '../../core/instant.ts';
import type { Span, Text } from '../conversation/index.ts';

/** What Discord would read as markup or a mention, wherever it stands. */
const anywhere = /[\\*_~`|<>[\]()@]/g;
/** Headings, lists and quotes begin a line; an address or an emoji has a colon. */
const atStart = /^(\s*)([#-])/gm;
const numbered = /^(\s*\d+)([.)])/gm;
const colon = /:(?=\/\/|\w+:)/g;

/** Most words have none of it. */
const any = /[\\*_~`|<>[\]()@#:.-]/;

/** Words as they stand: no markup, no mention, no link comes of them. */
export const escaped = (text: string): string => (any.test(text) ? escapedEach(text) : text);

const escapedEach = (text: string): string =>
  text.replace(anywhere, '\\$&').replace(atStart, '$1\\$2').replace(numbered, '$1\\$2').replace(colon, '\\:');

export const markdown = (text: Text): string => text.map(spanned).join('');

function spanned(span: Span): string {
  if (typeof span === 'string') return escaped(span);
  if ('own' in span) return escaped(span.own);
  if ('bold' in span) return `**${escaped(span.bold)}**`;
  if ('code' in span) return `\`${span.code.replaceAll('`', "'")}\``;
  if ('link' in span)
    return `[${escaped(span.link)}](${encodeURI(decoded(span.to)).replace(/[()]/g, encodeURIComponent)})`;
  return `<t:${Math.floor(millis(span.at) / 1000)}:${span.as === 'day' ? 'D' : 'F'}>`;
}

/** An address that is encoded already is not encoded twice. */
function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** Cut at a word, and never between a backslash and what it protects. */
export function cutMarkdown(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 1).replace(/(?:<t:[^>]*|\[[^\]]*|\]\([^)]*)$/, '');
  const end = room.lastIndexOf(' ');
  const kept = end > most / 2 ? room.slice(0, end) : room;
  const slashes = /\\*$/.exec(kept)?.[0].length ?? 0;
  return `${slashes % 2 === 1 ? kept.slice(0, -1) : kept}…`;
}
