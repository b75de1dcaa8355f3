import type { Request } from 'express';
import multer from 'multer';
import type { Someone } from '../../core/people/actor.ts';
import type { Fields, Here } from './here.ts';
import { fieldsOf } from './page.ts';
import { UnreadableForm } from './uploads.ts';

/** What was sent in a form's field `picture`; `too-large`: it was cut off. Null: nothing. */
type Sent = Uint8Array | 'too-large' | null;

const mostBytes = 1024 * 1024;
const sent = new WeakMap<Request, Sent>();

export const pictureOf = (here: Pick<Here, 'req'>): Sent => sent.get(here.req) ?? null;

/**
 * Reads a form with one picture, which stays in memory: it is checked and drawn anew before anything keeps it.
 * @throws UnreadableForm
 */
export async function readPicture(here: Here<unknown, Someone>): Promise<Fields> {
  const reader = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostBytes, files: 1, fields: 300, fieldSize: 64 * 1024, parts: 310 },
    defParamCharset: 'utf8',
  }).single('picture');

  await new Promise<void>((resolve, reject) => {
    reader(here.req, here.res, (fault: unknown) => {
      const isTooLarge = fault instanceof multer.MulterError && fault.code === 'LIMIT_FILE_SIZE';
      if (fault && !isTooLarge) return reject(new UnreadableForm(fault));
      const file = here.req.file;
      sent.set(here.req, isTooLarge ? 'too-large' : file && file.size > 0 ? file.buffer : null);
      resolve();
    });
  });
  return fieldsOf(here.req.body);
}
