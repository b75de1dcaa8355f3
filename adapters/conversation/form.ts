import type { ActionId } from './action-id.ts';
import type { Text } from './text.ts';

/** Asks for several things at once; at most five parts, the note counted. */
export interface Form {
  readonly id: ActionId;
  /** Up to 24 characters. */
  readonly title: string;
  readonly submit: string;
  readonly note?: Text;
  readonly fields: readonly Field[];
}

interface Asks {
  /** Under this name the answer comes back in `said`. */
  readonly name: string;
  /** Up to 45 characters. */
  readonly label: string;
  /** Up to 100. */
  readonly hint?: string;
  readonly required: boolean;
}

export type Field = Asks &
  (
    | {
        readonly kind: 'text';
        readonly value?: string;
        readonly least?: number;
        readonly most: number;
        readonly lines: 'one' | 'many';
      }
    | { readonly kind: 'url'; readonly value?: string }
    /** One of 2..10, all of them seen. */
    | { readonly kind: 'choice'; readonly options: readonly Choice[]; readonly value?: string }
    /** Any of up to 10. */
    | { readonly kind: 'ticks'; readonly options: readonly Choice[]; readonly value?: readonly string[] }
    /** One of up to 25, out of a list. */
    | { readonly kind: 'pick'; readonly options: readonly Choice[]; readonly value?: string }
    /** Where a surface takes none, the field is left out and the note says where files go. */
    | { readonly kind: 'files'; readonly most: number }
    | { readonly kind: 'person' }
    /** A channel, out of the platform's own list. */
    | { readonly kind: 'place'; readonly value?: string }
    | { readonly kind: 'role' }
  );

export interface Choice {
  readonly value: string;
  /** Up to 75 characters. */
  readonly label: string;
}
