/** Somebody else kept a newer revision, or a unique rule would break: look again and judge again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** The store cannot keep or read now: full, read-only, out of reach, busy for too long. Try again when it can. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
}

interface OtherSide {
  readonly cause?: unknown;
  /** Its words, for who may read them. */
  readonly said?: string | null;
}

/** The other side does not answer now; `retryAfterMs` when it said how long to wait. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly retryAfterMs: number | null;
  readonly #said: string | null;
  constructor(message: string, options: OtherSide & { retryAfterMs?: number | null } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.#said = options.said ?? null;
  }

  /** What the other side answered. It may tell of people, so no log gets it: it is no property of the object. */
  get said(): string | null {
    return this.#said;
  }
}

/** The other side will never take it; trying again changes nothing until somebody acts. `code` names the reason. */
export class Declined extends Error {
  override readonly name = 'Declined';
  readonly code: string;
  readonly #said: string | null;
  constructor(code: string, message: string, options: OtherSide = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.#said = options.said ?? null;
  }

  /** As above. */
  get said(): string | null {
    return this.#said;
  }
}
