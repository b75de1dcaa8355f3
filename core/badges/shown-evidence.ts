import type { FileId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Texts } from '../texts.ts';

/** Something that a badge was given for, or that its holder added later. */
export interface ShownEvidence {
  /** Its part of the award's address: `evidence-1`. */
  readonly id: string;
  readonly name: Texts;
  readonly items: readonly ShownItem[];
  readonly at: Instant;
  readonly isLater: boolean;
}

export type ShownItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly medium: string;
      readonly alt: string | null;
      /**
       * Of what the holder added: who sees this may open it. Null: it was handed in to be reviewed, and who sees the
       * page is not thereby let at it.
       */
      readonly open: FileId | null;
    };
