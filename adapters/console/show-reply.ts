import {
  type Action,
  type Card,
  type Form,
  type Item,
  plainText,
  type Reader,
  type Reply,
  say,
  type Text,
} from '../conversation/index.ts';

/** What a terminal shows, and what its numbers stand for. */
export interface Shown {
  readonly text: string;
  /** The first is number 1. */
  readonly numbered: readonly Action[];
}

/** A reply as lines of text, its buttons numbered. Forms are asked field by field, elsewhere. */
export function showReply(reader: Reader, reply: Reply): Shown {
  switch (reply.show) {
    case 'card':
      return showCard(reader, reply.card);
    case 'form':
      return { text: formHead(reader, reply.form), numbered: [] };
    case 'wrong-fields': {
      const wrong = reply.form.fields.flatMap(({ name, label }) =>
        reply.wrong[name] ? [`! ${label}: ${reply.wrong[name]}`] : [],
      );
      return { text: [...wrong, formHead(reader, reply.form)].join('\n'), numbered: [] };
    }
    case 'choices':
      return { text: reply.choices.map(({ label }) => `- ${label}`).join('\n'), numbered: [] };
    case 'post': {
      const { text } = showCard(reader, reply.card);
      const place = say(reader.language, 'chat.console.posted', { place: reply.to.name ?? reply.to.channel });
      const receipt = showCard(reader, reply.receipt);
      return { ...receipt, text: [place, text.replace(/^/gm, '  | '), receipt.text].join('\n') };
    }
  }
}

function showCard(reader: Reader, shown: Card): Shown {
  const numbered: Action[] = [];
  const words = (text: Text): string => tame(plainText(reader, text));
  const button = (action: Action): string => {
    if ('open' in action) return `${tame(action.label)}: ${action.open}`;
    numbered.push(action);
    return `[${numbered.length}] ${tame(action.label)}`;
  };
  const item = ({ title, detail, picture, action }: Item): string =>
    [
      `  ${words(title)}`,
      ...(detail ? [`     ${words(detail)}`] : []),
      ...(picture ? [`     ${say(reader.language, 'chat.picture', { alt: tame(picture.alt) })}`] : []),
      ...(action ? [`     ${button(action)}`] : []),
    ].join('\n');
  const { items, fields, picture } = shown;
  const parts = [
    (shown.news ?? []).map((text) => `* ${words(text)}`).join('\n'),
    [words(shown.title), shown.lead ? words(shown.lead) : ''].filter(Boolean).join('\n'),
    shown.quote ? words(shown.quote).replace(/^/gm, '  > ') : '',
    picture ? tame(say(reader.language, 'chat.picture', { alt: picture.alt })) : '',
    (fields ?? []).map(({ label, value }) => `  ${label}: ${words(value)}`).join('\n'),
    (items?.list ?? []).map(item).join('\n'),
    items && items.pages > 1
      ? say(reader.language, 'chat.page', { page: items.page, pages: items.pages })
      : '',
    shown.note ? words(shown.note) : '',
    [...shown.actions, ...(shown.more ?? [])].map(button).join('\n'),
  ];
  return { text: parts.filter(Boolean).join('\n\n'), numbered };
}

/** A terminal obeys control codes, so none of what people wrote reaches it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
export const tame = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');

const formHead = (reader: Reader, { title, note }: Form): string =>
  [title, note ? tame(plainText(reader, note)) : ''].filter(Boolean).join('\n');
