import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { ReadLaterFile, readLaterFile } from '../../core/badges/read-later-file.ts';
import type { Actor } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { fileHeaders, sendFile } from './send-file.ts';
import { takeTicket } from './tickets.ts';
import { findVisitor } from './visitor.ts';
import type { Web } from './web.ts';

/** Where a file that a holder added to a badge is read. */
export const laterFilePath = ({ address, file }: ReadLaterFile): string =>
  `/b/awards/${address}/files/${file}`;

/** For whoever may see what the badge was given for: by a session, or a ticket from a page that has none. */
export function mountLaterFiles(router: Router, web: Web): void {
  router.get('/b/awards/:address/files/:file', laterFile(web));
}

const laterFile =
  (web: Web): RequestHandler =>
  async (req, res) => {
    res.set({ ...fileHeaders, 'X-Robots-Tag': 'noindex' });
    const params = ReadLaterFile.safeParse(req.params);
    const reader = params.success ? await readerOf(web, req, laterFilePath(params.data)) : null;
    const found = params.success && reader ? await readLaterFile(web.ports, reader, params.data) : null;
    if (!found?.done) return void res.status(404).type('text/plain').send('Not found');
    await sendFile(res, found.done, req.query['save'] === 'yes');
  };

/** Null: a ticket that is over. */
async function readerOf(web: Web, req: Parameters<RequestHandler>[0], path: string): Promise<Actor | null> {
  const ticket = z.string().safeParse(req.query['ticket']);
  if (!ticket.success) return (await findVisitor(web, req)).actor;
  const holder = await takeTicket(web.ports, path, ticket.data);
  return holder && findActor(web.ports, holder.person, holder.seat);
}
