import type { Mail, MailNote } from '../../core/mail/mail.ts';
import { type Language, textFor } from '../../core/texts.ts';
import { say, type WordsData, type WordsKey } from '../conversation/words/say.ts';

/** What a reader finds in a mail, in order. */
interface Content {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** To type somewhere. */
  readonly code?: string;
  readonly button?: { readonly label: string; readonly to: string };
  /** Why it came, and how to be left alone. */
  readonly end: string;
}

type Contents = {
  readonly [Kind in MailNote['kind']]: (
    note: Extract<MailNote, { readonly kind: Kind }>,
    say: (key: WordsKey, data?: WordsData) => string,
    language: Language,
  ) => Content;
};

/** A mail without sentences does not compile. */
const contents: Contents = {
  'sign-in': ({ link }, say) => ({
    subject: say('mail.sign-in.subject'),
    paragraphs: [say('mail.sign-in.text')],
    button: { label: say('mail.sign-in.button'), to: link },
    end: say('mail.sign-in.end'),
  }),
  'email-code': ({ code }, say) => ({
    subject: say('mail.email-code.subject', { code }),
    paragraphs: [say('mail.email-code.text')],
    code,
    end: say('mail.email-code.end'),
  }),
  claim: ({ badge, organiser, code, link }, say, language) => {
    const name = textFor(badge, [language]).text;
    return {
      subject: say('mail.claim.subject', { badge: name }),
      paragraphs: [say('mail.claim.text', { organiser, badge: name }), say('mail.claim.how')],
      code,
      button: { label: say('mail.claim.button'), to: link },
      end: say('mail.claim.end'),
    };
  },
  'endorsement-asked': ({ what, organiser, words, link, isReminder }, say, language) => {
    const name = textFor(what, [language]).text;
    return {
      subject: say(isReminder ? 'mail.endorsement-asked.again' : 'mail.endorsement-asked.subject', {
        organiser,
      }),
      paragraphs: [
        say('mail.endorsement-asked.text', { organiser, what: name }),
        ...(words ? [say('mail.endorsement-asked.words', { words })] : []),
        say('mail.endorsement-asked.how'),
      ],
      button: { label: say('mail.endorsement-asked.button'), to: link },
      end: say(isReminder ? 'mail.endorsement-asked.end-again' : 'mail.endorsement-asked.end'),
    };
  },
  'endorsement-code': ({ code, what }, say, language) => ({
    subject: say('mail.endorsement-code.subject', { code }),
    paragraphs: [say('mail.endorsement-code.text', { what: textFor(what, [language]).text })],
    code,
    end: say('mail.endorsement-code.end'),
  }),
  'endorsement-kept': ({ what, organiser, link }, say, language) => ({
    subject: say('mail.endorsement-kept.subject', { organiser }),
    paragraphs: [say('mail.endorsement-kept.text', { organiser, what: textFor(what, [language]).text })],
    button: { label: say('mail.endorsement-kept.button'), to: link },
    end: say('mail.endorsement-kept.end'),
  }),
  'badge-given': ({ badge, organiser, link }, say, language) => {
    const name = textFor(badge, [language]).text;
    return {
      subject: say('mail.claim.subject', { badge: name }),
      paragraphs: [say('mail.claim.text', { organiser, badge: name }), say('mail.badge-given.how')],
      button: { label: say('page.nav.badges'), to: link },
      end: say('mail.badge-given.end'),
    };
  },
  'reviews-wait': ({ count, link }, say) => ({
    subject: say('mail.reviews-wait.subject', { count }),
    paragraphs: [say('mail.reviews-wait.text', { count })],
    button: { label: say('mail.reviews-wait.button'), to: link },
    end: say('mail.reviews-wait.end'),
  }),
};

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The words of a mail in its reader's language: as plain text, and the same as plain HTML. */
export function letterOf({ note, language }: Mail, baseUrl: string): Letter {
  const saying = (key: WordsKey, data: WordsData = {}) => say(language, key, data);
  // The table pairs each kind with its own note; the compiler does not carry the pair through the look-up.
  const write = contents[note.kind] as (note: MailNote, say: typeof saying, language: Language) => Content;
  const content = write(note, saying, language);
  const frame = {
    hello: saying('mail.hello'),
    from: saying('mail.from', { site: new URL(baseUrl).host }),
    linkHint: saying('mail.link'),
  };
  return {
    subject: content.subject.replace(/\s+/g, ' ').trim(),
    text: plain(content, frame),
    html: drawn(content, frame, language),
  };
}

interface Frame {
  readonly hello: string;
  readonly from: string;
  readonly linkHint: string;
}

const plain = ({ paragraphs, code, button, end }: Content, { hello, from }: Frame): string =>
  [hello, ...paragraphs, ...(code ? [code] : []), ...(button ? [button.to] : []), end, `-- \n${from}`].join(
    '\n\n',
  );

/** No pictures, nothing from elsewhere: opening a mail tells nobody anything. */
function drawn({ paragraphs, code, button, end }: Content, frame: Frame, language: Language): string {
  const lines = [frame.hello, ...paragraphs].map((text) => `<p>${escaped(text)}</p>`);
  const shownCode = code
    ? [`<p style="font-size:24px;letter-spacing:2px"><strong>${escaped(code)}</strong></p>`]
    : [];
  const shownButton = button
    ? [
        `<p><a href="${escaped(button.to)}" style="${buttonStyle}">${escaped(button.label)}</a></p>`,
        `<p style="font-size:14px">${escaped(frame.linkHint)}<br>${escaped(button.to)}</p>`,
      ]
    : [];
  return [
    `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"></head>`,
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:560px;margin:0 auto;padding:16px">',
    ...lines,
    ...shownCode,
    ...shownButton,
    `<p style="font-size:14px">${escaped(end)}</p>`,
    `<p style="font-size:14px">${escaped(frame.from)}</p>`,
    '</body></html>',
  ].join('\n');
}

const buttonStyle =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#ffffff;text-decoration:none';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
