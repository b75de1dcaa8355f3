import type { Request, Response } from 'express';
import { addressOf, languageOf, newNonce, say, setPageHeaders, type WordsKey } from '../web/index.ts';

/** Sentences in the reader's language. */
export interface Words {
  readonly language: string;
  say(key: WordsKey, data?: Readonly<Record<string, string | number>>): string;
}

export const wordsFor = (req: Request): Words => {
  const language = languageOf(req);
  return { language, say: (key, data = {}) => say(language, key, data) };
};

export interface SmallPage {
  readonly title: string;
  /** Origins that may frame it; none: nobody may. */
  readonly framedBy: readonly string[];
  /** HTML, made with the functions of this file. */
  readonly body: readonly string[];
  /** For the script, as attributes of the body. */
  readonly data?: Readonly<Record<string, string>>;
  /** Ours, without anything from outside. */
  readonly script?: string;
}

/** A page before anybody is known: it holds no visit and needs no other page. */
export function sendSmallPage(res: Response, words: Words, page: SmallPage): void {
  const nonce = newNonce();
  setPageHeaders(res, { framedBy: page.framedBy, nonce });
  const data = Object.entries(page.data ?? {}).map(([name, value]): [string, string] => [
    `data-${name}`,
    value,
  ]);
  const html = element('html', { lang: words.language }, [
    element('head', {}, [
      '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      element('title', {}, escaped(page.title)),
      `<link rel="stylesheet" href="${escaped(addressOf('app.css'))}">`,
    ]),
    element('body', Object.fromEntries(data), [
      element('main', { id: 'page' }, [element('h1', {}, escaped(page.title)), ...page.body]),
      page.script ? element('script', { nonce }, page.script) : '',
    ]),
  ]);
  res.status(200).type('html').send(`<!doctype html>${html}`);
}

/** @param inside HTML, escaped already where it must be */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  inside: string | readonly string[],
): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${tag}${written.join('')}>${typeof inside === 'string' ? inside : inside.join('')}</${tag}>`;
}

export const paragraph = (text: string): string => element('p', {}, escaped(text));

export const hiddenField = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
