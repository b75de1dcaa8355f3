import type { Request, Response } from 'express';
import { addressOf, languageOf, newNonce, say, setPageHeaders, type WordsKey } from '../web/index.ts';
import { frameScript, storageScript } from './cookieless-scripts.ts';
import { framersOf, originOf, type Registration } from './registration.ts';
import type { LoginParameters } from './schema.ts';

export interface FramePage {
  /** Where the platform waits for us. */
  readonly platformUrl: string;
  readonly parameters: LoginParameters;
  readonly state: string;
  readonly bind: string;
  readonly registration: Registration;
}

/**
 * In a frame, before the platform is visited: can this browser keep our cookie here? If not, may the platform keep a
 * value for us? If not, a new window. Decided first, because some platforms let their hint be used once only.
 */
export function sendFramePage(req: Request, res: Response, page: FramePage): void {
  const { platformUrl, parameters, state, bind, registration } = page;
  const target = parameters.lti_storage_target;
  const words = wordsFor(req);
  const data = {
    go: platformUrl,
    ...(target === undefined ? {} : { target, state, bind, origin: originOf(registration.authUrl)[0] ?? '' }),
  };
  sendPage(res, registration, words, data, frameScript, [
    element('p', { id: 'opening' }, escaped(words('lti.frame.opening'))),
    element('noscript', {}, `${paragraph(words('lti.frame.no-script'))}${newWindow(words, parameters)}`),
    element('div', { id: 'blocked', hidden: '' }, [
      paragraph(words('lti.frame.blocked')),
      newWindow(words, parameters),
    ]),
  ]);
}

export interface StoragePage {
  readonly idToken: string;
  readonly state: string;
  readonly storageTarget: string;
  readonly registration: Registration;
}

/** The token is here and the cookie is not: the platform is asked for the value it keeps, then the token comes again with it. */
export function sendStoragePage(req: Request, res: Response, page: StoragePage): void {
  const { idToken, state, storageTarget, registration } = page;
  const words = wordsFor(req);
  const data = { target: storageTarget, state, origin: originOf(registration.authUrl)[0] ?? '' };
  sendPage(res, registration, words, data, storageScript, [
    element('p', {}, escaped(words('lti.frame.opening'))),
    element('form', { id: 'again', method: 'post', action: '/lti/launch' }, [
      hidden('id_token', idToken),
      hidden('state', state),
      hidden('lti_bind', ''),
      element('noscript', {}, [
        paragraph(words('lti.frame.no-script')),
        element('button', { class: 'main' }, escaped(words('lti.frame.continue'))),
      ]),
    ]),
  ]);
}

type Words = (key: WordsKey) => string;

const wordsFor = (req: Request): Words & { language: string } => {
  const language = languageOf(req);
  return Object.assign((key: WordsKey) => say(language, key), { language });
};

function sendPage(
  res: Response,
  registration: Registration,
  words: Words & { language: string },
  data: Readonly<Record<string, string>>,
  script: string,
  body: readonly string[],
): void {
  const nonce = newNonce();
  setPageHeaders(res, { framedBy: framersOf(registration), nonce });
  const facts = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  res
    .status(200)
    .type('html')
    .send(
      `<!doctype html>${element('html', { lang: words.language }, [
        element('head', {}, [
          '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
          '<meta name="color-scheme" content="light dark">',
          element('title', {}, escaped(words('lti.frame.title'))),
          `<link rel="stylesheet" href="${escaped(addressOf('app.css'))}">`,
        ]),
        element('body', facts, [
          element('main', { id: 'page' }, [element('h1', {}, escaped(words('lti.frame.title'))), ...body]),
          // Ours, without anything from outside: what it needs stands in the body's data.
          element('script', { nonce }, script),
        ]),
      ])}`,
    );
}

/** In a window of its own the cookie is first-party; the login begins there anew. */
function newWindow(words: Words, parameters: LoginParameters): string {
  return element('form', { method: 'get', action: '/lti/login', target: '_blank' }, [
    ...Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || name === 'lti_storage_target' ? [] : [hidden(name, value)],
    ),
    element('button', { class: 'main', 'data-test': 'new-window' }, escaped(words('lti.frame.new-window'))),
  ]);
}

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const paragraph = (text: string): string => element('p', {}, escaped(text));

/** @param inside HTML, escaped already where it must be */
function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  inside: string | readonly string[],
): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${tag}${written.join('')}>${typeof inside === 'string' ? inside : inside.join('')}</${tag}>`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
