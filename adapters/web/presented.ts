import express, { type Request } from 'express';
import multer from 'multer';
import type { Fields, Here } from './here.ts';
import { fieldsOf } from './page.ts';

const megabyte = 1024 * 1024;
/** As much as the verifier takes; what is longer is refused while it arrives. */
export const mostFileBytes = 5 * megabyte;

const files = new WeakMap<Request, Uint8Array | 'too-large'>();

/** The file that came with the form that was read; null: none did. */
export const fileOf = ({ req }: Pick<Here, 'req'>): Uint8Array | 'too-large' | null => files.get(req) ?? null;

/** Whole documents are pasted, and a form writes each of their signs as three. */
const readers = {
  'application/json': express.json({ limit: megabyte }),
  'application/x-www-form-urlencoded': express.urlencoded({ extended: false, limit: 3 * megabyte }),
  'multipart/form-data': multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostFileBytes, files: 1, fields: 5, fieldSize: megabyte, parts: 8 },
    defParamCharset: 'utf8',
  }).single('file'),
} as const;

/**
 * What somebody shows to be verified: as a form, as one with a file, or as JSON. The file is kept in memory for as
 * long as the request lasts.
 * @throws what the parsers throw, which pages answer as malformed or too large
 */
export async function readPresented({ req, res }: Here): Promise<Fields> {
  const type = req.is(Object.keys(readers));
  // `is` answers with one of the names it was given.
  const reader = type ? readers[type as keyof typeof readers] : null;
  if (!reader) return {};
  await new Promise<void>((resolve, reject) => {
    reader(req, res, (fault: unknown) => {
      if (isTooLarge(fault)) files.set(req, 'too-large');
      else if (fault) return reject(unreadable(fault));
      resolve();
    });
  });
  if (req.file && req.file.size > 0) files.set(req, req.file.buffer);
  return fieldsOf(req.body);
}

const isTooLarge = (fault: unknown): boolean =>
  fault instanceof multer.MulterError && fault.code === 'LIMIT_FILE_SIZE';

/** Of multer's: a form that no page of ours sends. Others carry their status. */
function unreadable(fault: unknown): unknown {
  const isForm = fault instanceof multer.MulterError || (fault instanceof Error && !('status' in fault));
  return isForm
    ? Object.assign(new Error('A form could not be read', { cause: fault }), { status: 400 })
    : fault;
}
