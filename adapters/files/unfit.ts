/** Why the bytes cannot be kept. Thrown deep inside a cleaner, answered as a refusal by the intake. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
  readonly why: 'broken' | 'not-cleanable';
  /** @param why `not-cleanable`: sound, but holds something that we cannot take out safely */
  constructor(why: 'broken' | 'not-cleanable') {
    super(why);
    this.why = why;
  }
}

/** A file without what tells where, when or with what it was made. The given bytes may be overwritten. */
export type Cleaner = (bytes: Buffer) => Buffer;
