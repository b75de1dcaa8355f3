import type { RichTextSection } from '@slack/types';
import { type Instant, millis } from '../../core/instant.ts';
import { cutText, plainText, type Reader, type Span, type Text } from '../conversation/index.ts';

/** The three signs that Slack reads markup, mentions and links by. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Signs that Slack reads as bold, slanted, struck or code at the edge of a word, as others that look like them. */
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const atAnEdge = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;

/** Somebody's words where Slack reads markup: they stay words. */
const tamed = (text: string): string => escaped(text.replace(atAnEdge, (sign) => lookAlikes[sign] ?? sign));

const dateFormats = { day: '{date_long_pretty}', moment: '{date_long_pretty} {time}' } as const;

/** As Slack's own markup, where nothing else is taken: escaped, and cut so that it fits with its escapes. */
export function mrkdwn(reader: Reader, text: Text, most = 3000): string {
  for (let room = most; room > 0; room = Math.floor(room * 0.8)) {
    const whole = cutText(text, room)
      .map((span) => marked(reader, span))
      .join('');
    if (whole.length <= most) return whole;
  }
  return '';
}

function marked(reader: Reader, span: Span): string {
  if (typeof span === 'string') return escaped(span);
  if ('own' in span) return tamed(span.own);
  if ('bold' in span) return `*${escaped(span.bold)}*`;
  if ('code' in span) return `\`${escaped(span.code)}\``;
  if ('link' in span) return `<${escaped(span.to)}|${escaped(span.link)}>`;
  const fallback = escaped(plainText(reader, [span]));
  return `<!date^${seconds(span)}^${dateFormats[span.as]}|${fallback}>`;
}

const seconds = (span: { readonly at: Instant }): number => Math.floor(millis(span.at) / 1000);

/** As pieces that Slack reads no markup in, so that people's words stay what they are. Empty pieces are left out. */
export const rich = (reader: Reader, text: Text): RichTextSection['elements'] =>
  text
    .map((span): RichTextSection['elements'][number] => {
      if (typeof span === 'string') return { type: 'text', text: span };
      if ('own' in span) return { type: 'text', text: span.own };
      if ('bold' in span) return { type: 'text', text: span.bold, style: { bold: true } };
      if ('code' in span) return { type: 'text', text: span.code, style: { code: true } };
      if ('link' in span) return { type: 'link', url: span.to, text: span.link };
      const fallback = plainText(reader, [span]);
      return { type: 'date', timestamp: seconds(span), format: dateFormats[span.as], fallback };
    })
    .filter((piece) => piece.type !== 'text' || piece.text !== '');
