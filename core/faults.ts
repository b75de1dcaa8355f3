/** Somebody else kept a newer revision, or a unique rule would break: look again and judge again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** The store cannot keep or read now: full, read-only, out of reach, busy for too long. Try again when it can. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
}

/** The other side does not answer now; `retryAfterMs` when it said how long to wait. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly retryAfterMs: number | null;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The other side will never take it; trying again changes nothing until somebody acts. `code` names the reason. */
export class Declined extends Error {
  override readonly name = 'Declined';
  readonly code: string;
  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
  }
}
