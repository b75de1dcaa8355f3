/** What a use case answers: it was done, or it is refused for a reason that a person can act on. */
export type Outcome<Done, Refusal extends { readonly why: string }> =
  | { readonly done: Done; readonly refused?: never }
  | { readonly refused: Refusal; readonly done?: never };

export const done = <Done>(value: Done): { readonly done: Done } => ({ done: value });

export const refused = <const Refusal extends { readonly why: string }>(
  refusal: Refusal,
): { readonly refused: Refusal } => ({ refused: refusal });
