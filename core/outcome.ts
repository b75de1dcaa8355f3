import type { Explanation } from './explanation.ts';

/** What a use case answers: it was done, or it is refused for a reason that a person can act on. */
export type Outcome<Done, Refusal extends { readonly why: string }> =
  | { readonly done: Done; readonly refused?: never }
  | { readonly refused: Refusal; readonly done?: never };

export const done = <Done>(value: Done): { readonly done: Done } => ({ done: value });

export const refused = <const Refusal extends { readonly why: string }>(
  refusal: Refusal,
): { readonly refused: Refusal } => ({ refused: refusal });

/** Not there, or not for this person to know about: nobody can tell which. */
export type NotFound = { readonly why: 'not-found' };
/** Seen, but not for this person to do; `because` says who could. */
export type NotAllowed = { readonly why: 'not-allowed'; readonly because: Explanation };
