import type { Instant } from '../instant.ts';
import type { Texts } from '../texts.ts';

/** Something that a badge was given for, or that its holder added later. */
export interface ShownEvidence {
  /** Its part of the award's address: `evidence-1`. */
  readonly id: string;
  readonly name: Texts;
  /** Without files' ids: who sees the page is not thereby let at them. */
  readonly items: readonly ShownItem[];
  readonly at: Instant;
  readonly isLater: boolean;
}

export type ShownItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'file'; readonly name: string; readonly medium: string; readonly alt: string | null };
