import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { BadgeDocument } from '../../core/ports/badge-press.ts';
import type { RememberedDocuments, SentDocument } from './remembered-documents.ts';

/** A document, where it is; `status` 410: what is left of it. `moved`: it stands elsewhere. */
export type Found =
  | { readonly document: BadgeDocument; readonly caching: string; readonly status?: 410 }
  | { readonly moved: string }
  | null;

/** A published version never changes. */
export const aDay = 'public, max-age=86400';
export const fiveMinutes = 'public, max-age=300';
/** May be kept, and is asked about every time: it may have been revoked. */
export const askAgain = 'no-cache';

/** A part of the path; null where this address has none. */
export function named(req: Request, part: string): string | null {
  const value = req.params[part];
  return typeof value === 'string' ? value : null;
}

/**
 * Whoever takes anything gets the document; browsers name HTML first.
 * @param besides `page`: one stands at the same address, for who prefers HTML
 * @param remembered what was sent before; null: each is made anew
 */
export function negotiated(
  find: (req: Request) => Promise<Found>,
  besides: 'page' | 'nothing' = 'page',
  remembered: RememberedDocuments | null = null,
): RequestHandler {
  return async (req, res, next) => {
    res.vary('Accept');
    const types = ['application/ld+json', 'application/json'];
    const type = req.accepts(besides === 'page' ? [...types, 'text/html'] : types);
    if (type === 'text/html') return next();
    if (!type) return void open(res).status(406).json({ code: 'NOT_ACCEPTABLE' });

    const known = remembered?.read(req.path);
    if (known) return sent(res, known, type);
    const found = await find(req);
    if (!found) return notThere(res);
    if ('moved' in found) return moved(res, found.moved);
    const body = Buffer.from(JSON.stringify(found.document));
    const document = { body, tag: tagOf(body), caching: found.caching };
    if (found.status === undefined) remembered?.put(req.path, document);
    sent(res.status(found.status ?? 200), document, type);
  };
}

function sent(res: Response, { body, tag, caching }: SentDocument, type: string): void {
  open(res).set({ 'Cache-Control': caching, ETag: tag });
  res.type(type).send(body);
}

/** Any site may read it: wallets and verifiers live in browsers. */
export const open = (res: Response): Response =>
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });

export function notThere(res: Response): void {
  open(res).set('Cache-Control', askAgain).status(404).json({ code: 'NOT_FOUND' });
}

/** It was there once. */
export function gone(res: Response): void {
  open(res).set('Cache-Control', askAgain).status(410).json({ code: 'GONE' });
}

export function moved(res: Response, to: string): void {
  open(res).set('Cache-Control', askAgain).redirect(302, to);
}

export const preflight: RequestHandler = (_req, res) => {
  open(res)
    .set({
      'Access-Control-Allow-Methods': 'GET, HEAD',
      'Access-Control-Allow-Headers': 'If-None-Match',
      'Access-Control-Max-Age': '86400',
    })
    .status(204)
    .end();
};

export const tagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url')}"`;
