/** A fixed sentence, data beside it; ids of people, never names, bodies or tokens. */
export interface Log {
  info(data: object, sentence: string): void;
  /** We coped. */
  warn(data: object, sentence: string): void;
  /** Somebody should look. */
  error(data: object, sentence: string): void;
}
