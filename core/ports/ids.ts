export interface Ids {
  /** 20 letters and digits, ascending in time, safe in any URL or button. */
  next(): string;
  /** Unguessable, from 32 signs without look-alikes. */
  code(length: number): string;
}
