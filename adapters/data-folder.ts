import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Config, ConfigFault } from './config.ts';

export interface DataFolder {
  readonly path: string;
  /** Removes what was made for this process only; a configured folder stays. */
  close(): void;
}

/** Where mails lie when no server takes them. */
export const mailFolder = 'mail';

type Where = Pick<Config, 'dataDir' | 'mongodbUri' | 'secret' | 'practiceLms'>;

/**
 * Makes the folder of this process where it is missing, and tries whether it takes a file.
 * `:memory:` gets one for as long as the process needs it. Where nothing would lie in it, none is made.
 * @throws ConfigFault it cannot be made or written: why, and what to do
 */
export function openDataFolder({ dataDir, mongodbUri, secret, practiceLms }: Where): DataFolder {
  if (dataDir === ':memory:') {
    const path = mkdtempSync(join(tmpdir(), 'col-'));
    return { path, close: () => rmSync(path, { recursive: true, force: true }) };
  }
  const kept = { path: dataDir, close() {} };
  if (mongodbUri !== null && secret !== null && !practiceLms) return kept;
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (fault) {
    throw new ConfigFault(`DATA_DIR: ${folderTrouble(resolve(dataDir), codeOf(fault))} ${help}`);
  }
  return kept;
}

const help = '(docs/operating.md)';

/** @param code of the operating system, such as `EACCES` */
export function folderTrouble(folder: string, code: string): string {
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `${folder} is no folder, a file stands in its way. Move the file, or name another folder`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${folder} may not be written by this process. Let it write there, or name another folder`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no room left for ${folder}. Make room, or name another folder`;
    default:
      return `${folder} cannot be made or written (${code || 'unknown reason'}). Name another folder`;
  }
}

const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : '';
