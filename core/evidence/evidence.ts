import type { CommunityId, EvidenceId, FileId, PersonId, TaskId, WorkId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What was handed in, one version of it. Never changed; a new version is a new record. */
export interface Evidence {
  readonly id: EvidenceId;
  readonly revision: number;
  readonly work: WorkId;
  readonly person: PersonId;
  readonly task: TaskId;
  /** Counts from 1. */
  readonly version: number;
  /** 1..10 */
  readonly items: readonly EvidenceItem[];
  /** Up to 1000 characters. */
  readonly note: string | null;
  readonly at: Instant;
  /** Null: on the web. */
  readonly via: CommunityId | null;
  readonly isAfterAward: boolean;
  /** Given by the surface once per form shown: the same form sent twice is one handing in. */
  readonly handIn: string;
}

export type EvidenceItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  | {
      readonly kind: 'file';
      readonly file: FileId;
      readonly name: string;
      /** True media type, as found in the bytes. */
      readonly type: string;
      readonly medium: 'image' | 'audio' | 'video' | 'pdf' | 'other';
      readonly bytes: number;
      readonly alt: string | null;
    };
