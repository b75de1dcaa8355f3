import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import express from 'express';
import type { OwnDocuments } from './badges/index.ts';
import { badgeDocuments, type Web } from './web/index.ts';

/**
 * Our public documents, for our own verifier: by the very routes that answer them over HTTP, without a network and
 * without a port. So a badge of this site is verified as anybody else would verify it.
 * @param ports when they are asked for first, the house stands
 */
export function createOwnDocuments(ports: () => Web['ports']): OwnDocuments {
  let server: Server | null = null;
  const open = () => {
    server ??= createServer(express().use(badgeDocuments({ ports: ports() })));
    return server;
  };
  return async (path, accept) => {
    const [near, far] = duplexPair();
    open().emit('connection', far);
    const asked = request({ path, headers: { accept, host: 'this-site' }, createConnection: () => near });
    asked.end();
    // A response event carries one thing; an error of the request rejects.
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const parts: Buffer[] = await answer.toArray();
    near.destroy();
    return {
      status: answer.statusCode ?? 0,
      type: String(answer.headers['content-type'] ?? '').split(';')[0] ?? '',
      body: Buffer.concat(parts),
      location: answer.headers.location ?? null,
    };
  };
}
