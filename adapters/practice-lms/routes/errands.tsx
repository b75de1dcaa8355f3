import type { Response } from 'express';
import type { Errand } from '../login.ts';
import { ErrandPage } from '../pages/errand.tsx';
import { show, type Visitor } from './visitor.ts';

/** Sends the browser on its errand: by 302 where a GET is due, else by a form that posts itself. */
export function run(res: Response, { frame }: Visitor, errand: Errand): void {
  if (errand.method === 'post') {
    show(res, <ErrandPage {...frame} errand={errand} />);
    return;
  }
  const url = new URL(errand.action);
  for (const [name, value] of Object.entries(errand.fields)) url.searchParams.set(name, value);
  res.redirect(302, url.href);
}

/** A Lax cookie stays at home when a foreign frame asks; from our own page it comes along, so try once more. */
export const repostsItself = (
  isLax: boolean,
  session: unknown,
  asked: Readonly<Record<string, unknown>>,
): boolean => isLax && session === null && asked['repost'] === undefined;

/** The texts among a form's or a query's fields. */
export const textsOf = (fields: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(fields)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
