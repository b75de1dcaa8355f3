import type { Request } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { keepUpload } from '../../core/evidence/keep-upload.ts';
import { FileId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { FileRefusal } from '../../core/ports/file-intake.ts';
import type { Fields, Here } from './here.ts';
import { fieldsOf } from './page.ts';

/** A file that came with a form: kept until it is handed in, or refused with why. */
export type Upload =
  | { readonly name: string; readonly file: FileId; readonly refused?: never }
  | { readonly name: string; readonly refused: FileRefusal | { readonly why: 'too-many' } };

export const mostFiles = 10;
const megabyte = 1024 * 1024;
/** A form that broke off, that no page of ours would send, or that is no form. Its sender is told; nothing of ours broke. */
export class UnreadableForm extends Error {
  override readonly name = 'UnreadableForm';
  readonly status: 400 | 413;

  constructor(cause: unknown) {
    super('A form could not be read', { cause });
    this.status = cause instanceof multer.MulterError && cause.code.startsWith('LIMIT_') ? 413 : 400;
  }
}

/** `id|name` of a file that was kept when the form came back with an error. */
export const KeptFile = z.string().regex(/^[A-Za-z0-9_-]{1,64}\|/);

export function keptFile(text: string): Upload {
  const at = text.indexOf('|');
  return { file: FileId.parse(text.slice(0, at)), name: text.slice(at + 1) };
}

/** Those that need not be sent again, as the form that comes back has them. */
export const keptAgain = (files: readonly Upload[]): readonly string[] =>
  files.flatMap((upload) => (upload.refused ? [] : [`${upload.file}|${upload.name}`]));

/** A little more than the intake takes, so that mostly it is the intake that refuses. */
const cutOffBytes = 21 * megabyte;

const uploads = new WeakMap<Request, Upload[]>();

/** The files of the form that was read; those refused too. */
export const uploadsOf = (here: Pick<Here, 'req'>): readonly Upload[] => uploads.get(here.req) ?? [];

/**
 * Reads a form with files. Each goes straight through the intake, one after the other: none is stored unchecked.
 * One that is far too large ends the reading; the fields before it are there, so what was typed is not lost.
 * @throws UnreadableForm, which pages answer as what is malformed or too large
 */
export async function readUploads(here: Here<unknown, Someone>): Promise<Fields> {
  const taken: Upload[] = [];
  const ours = new Set<unknown>();
  uploads.set(here.req, taken);
  const reader = multer({
    storage: intake(here, taken, ours),
    limits: { fileSize: cutOffBytes, files: mostFiles, fields: 40, fieldSize: megabyte, parts: 60 },
    defParamCharset: 'utf8',
  }).array('files', mostFiles);

  await new Promise<void>((resolve, reject) => {
    reader(here.req, here.res, (fault: unknown) => {
      const refused = fault ? refusalOf(fault) : null;
      if (fault && !refused) return reject(ours.has(fault) ? fault : new UnreadableForm(fault));
      if (refused) taken.push({ name: '', refused });
      resolve();
    });
  });
  return fieldsOf(here.req.body);
}

/** @param ours takes what broke while a file was kept: that is a fault of this site, not of the form */
function intake(here: Here<unknown, Someone>, taken: Upload[], ours: Set<unknown>): multer.StorageEngine {
  return {
    _handleFile(_req, file, done) {
      const claimed = { name: file.originalname, type: file.mimetype || null };
      // Where the intake stops reading, the stream must live on: the next part of the form comes behind it.
      const bytes = file.stream.iterator({ destroyOnReturn: false });
      keepUpload(here.web.ports, here.who, bytes, claimed).then(
        ({ done: kept, refused }) => {
          taken.push(refused ? { name: claimed.name, refused } : { name: kept.facts.name, file: kept.file });
          file.stream.resume();
          done(null, {});
        },
        (fault: unknown) => {
          ours.add(fault);
          done(fault);
        },
      );
    },
    _removeFile(_req, _file, done) {
      // What was kept and never handed in is removed by the core.
      done(null);
    },
  };
}

/** What the reader of forms cut off. Null: a fault of another kind. */
function refusalOf(fault: unknown): FileRefusal | { readonly why: 'too-many' } | null {
  if (!(fault instanceof multer.MulterError)) return null;
  if (fault.code === 'LIMIT_FILE_SIZE') return { why: 'file-too-large', mostBytes: 20 * megabyte };
  return fault.code === 'LIMIT_FILE_COUNT' || fault.code === 'LIMIT_UNEXPECTED_FILE'
    ? { why: 'too-many' }
    : null;
}
