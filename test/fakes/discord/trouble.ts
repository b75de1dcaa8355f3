/** An error as the platform tells it. */
export class Trouble extends Error {
  readonly status: number;
  readonly code: number;
  readonly words: string;
  readonly paths: readonly string[];

  constructor(status: number, code: number, words: string, paths: readonly string[] = []) {
    super(`${code} ${words} ${paths.join('; ')}`);
    this.status = status;
    this.code = code;
    this.words = words;
    this.paths = paths;
  }
}

/** 50035, with what is wrong where. */
export const badBody = (paths: readonly string[]): Trouble =>
  new Trouble(400, 50035, 'Invalid Form Body', paths);

export interface Violation {
  readonly rule: string;
  readonly detail: string;
}

/** Something the real platform would do to us. */
export type Fault =
  | {
      readonly kind: 'rate-limited';
      readonly route: RegExp;
      readonly seconds: number;
      readonly isGlobal?: boolean;
    }
  | { readonly kind: 'server-error'; readonly route: RegExp; readonly status: number }
  /** The next answer waits, and counts as that much later. */
  | { readonly kind: 'slow'; readonly route: RegExp; readonly ms: number }
  /** The same interaction is delivered twice. */
  | { readonly kind: 'delivered-twice' }
  /** Files handed out from now on are gone when they are fetched. */
  | { readonly kind: 'files-expired' }
  /** Gateway: the connection breaks. */
  | { readonly kind: 'dropped' }
  /** Gateway: op 7, connect again. */
  | { readonly kind: 'reconnect' }
  /** Gateway: op 9, the session is over. */
  | { readonly kind: 'session-over' }
  /** Gateway: heartbeats are no longer acknowledged on this connection. */
  | { readonly kind: 'deaf' };
