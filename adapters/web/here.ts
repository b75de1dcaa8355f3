import type { Request, Response } from 'express';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Instant } from '../../core/instant.ts';
import type { Actor } from '../../core/people/actor.ts';
import { say, type WordsData, type WordsKey } from '../conversation/words/say.ts';
import type { Amiss } from './amiss.ts';
import type { Visitor } from './visitor.ts';
import type { Web } from './web.ts';

/** What a page knows while it answers. */
export interface Here<Params = unknown, Who extends Actor = Actor> {
  readonly web: Web;
  readonly req: Request;
  readonly res: Response;
  readonly visitor: Visitor;
  readonly who: Who;
  readonly params: Params;
  readonly now: Instant;
  readonly nonce: string;
  /** Stands on a trouble page and in the log. */
  readonly reference: string;
  /** What the form sent; empty when none was. */
  readonly fields: Fields;
  /** What was wrong with it; null: nothing, or none was sent. */
  readonly amiss: Amiss | null;
}

/** What a page shows. */
export interface Answer {
  readonly title: string;
  readonly body: ComponentChildren;
  /** 200 when left out. */
  readonly status?: number;
  /** More for the document's head: what an address shows when it is shared. */
  readonly head?: ComponentChildren;
  /** For tables and lists that want the whole width. */
  readonly isWide?: boolean;
  /** What just happened: told at the top and read aloud. */
  readonly said?: string;
  /** An origin that a form of this page posts to. */
  readonly postsTo?: string;
  /** The browser is sent there instead; a path of ours. */
  readonly goTo?: string;
  /** A file that the browser saves; the page stays as it is. */
  readonly saves?: string;
  /** Goes inside a part of a page, without the page's middle around it. */
  readonly isFragment?: boolean;
  /** What was wrong with the form that led here. */
  readonly amiss?: Amiss;
  /** What programs that ask for JSON get instead of the page. */
  readonly json?: object;
  /** Cookies and the like. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces the whole page, whichever part of it had asked; programs get it as JSON. */
  readonly trouble?: { readonly code: string; readonly advice: string };
}

/** As sent by a form: trimmed, without those left empty. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What views find without it being handed down. */
export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('A view was drawn outside a page');
  return here;
}

export type Say = (key: WordsKey, data?: WordsData) => string;

/** Sentences in the reader's language. */
export function useSay(): Say {
  const { visitor } = useHere();
  return (key, data) => say(visitor.language, key, data);
}

/** The same, for what a page says outside its view. */
export const sayHere =
  ({ visitor }: Pick<Here, 'visitor'>): Say =>
  (key, data) =>
    say(visitor.language, key, data);
