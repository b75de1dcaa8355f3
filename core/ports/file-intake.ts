import type { Outcome } from '../outcome.ts';
import type { FileFacts } from './engine.ts';

export type FileRefusal =
  | { readonly why: 'file-too-large'; readonly mostBytes: number }
  | { readonly why: 'file-empty' }
  /** HEIC, a program, or bytes that are not what the name says; `found` null: nothing known. */
  | { readonly why: 'file-type'; readonly found: string | null; readonly advice: FileAdvice | null }
  /** Damaged, or a picture of more than 110 million points. */
  | { readonly why: 'file-broken'; readonly found: string };

/** In which form the same thing would be taken. */
export type FileAdvice = 'as-jpeg' | 'as-mp3' | 'as-mp4' | 'as-pdf';

export interface CheckedFile {
  readonly facts: FileFacts;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Size (20 MiB at most), true type, nothing that tells where or when it was made. */
export interface FileIntake {
  check(
    bytes: AsyncIterable<Uint8Array>,
    claimed: { readonly name: string; readonly type: string | null },
  ): Promise<Outcome<CheckedFile, FileRefusal>>;
}
