import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { FileFacts } from '../../core/ports/engine.ts';

/** People's files: nothing in them may act (no scripts, no frames, nothing guessed), and nobody keeps a copy between. */
export const fileHeaders = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

/** @param isSaved else pictures and recordings are shown; documents are always saved */
export async function sendFile(
  res: Response,
  { facts, bytes }: { readonly facts: FileFacts; readonly bytes: AsyncIterable<Uint8Array> },
  isSaved: boolean,
): Promise<void> {
  const isDocument = facts.medium === 'pdf' || facts.medium === 'other';
  const disposition = isSaved || isDocument ? 'attachment' : 'inline';
  res.type(facts.type).set({
    'Content-Length': String(facts.bytes),
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(facts.name)}`,
  });
  await pipeline(bytes, res);
}
