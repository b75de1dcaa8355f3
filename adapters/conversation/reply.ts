import type { PlaceRef } from './asked.ts';
import type { Card } from './card.ts';
import type { Choice, Form } from './form.ts';

/** What a turn answers. A surface shows it and decides nothing. */
export type Reply =
  /** `instead`: edits what was clicked; a surface that cannot shows it anew. */
  | { readonly show: 'card'; readonly card: Card; readonly place: 'new' | 'instead' }
  | { readonly show: 'form'; readonly form: Form }
  | { readonly show: 'choices'; readonly choices: readonly Choice[] }
  /** By field; the form is filled in as it was sent, and its id leads to it again. */
  | { readonly show: 'wrong-fields'; readonly form: Form; readonly wrong: Readonly<Record<string, string>> }
  /** Seen by everybody there; only after a preview was confirmed. The receipt is for who asked. */
  | { readonly show: 'post'; readonly card: Card; readonly to: PlaceRef; readonly receipt: Card };

export const shows = (card: Card, place: 'new' | 'instead' = 'new'): Reply => ({ show: 'card', card, place });

/**
 * A card in place of the one whose button was pressed, else a new one. Buttons under what everybody sees carry
 * `notice`: their answers are always new, and private.
 */
export const answers = (
  { via, on }: { readonly via: string; readonly on: { readonly extra: string | null } | null },
  card: Card,
): Reply => shows(card, via === 'button' && on?.extra !== 'notice' ? 'instead' : 'new');
