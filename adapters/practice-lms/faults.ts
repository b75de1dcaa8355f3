import { setTimeout as wait } from 'node:timers/promises';

/** One call that came to the keys, tokens or services of the LMS. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null while it is being answered. */
  status: number | null;
  /** How many were being answered at that moment, itself included. */
  readonly atOnce: number;
}

export interface PlannedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How badly the services behave, and what was asked of them. */
export interface Faults {
  readonly calls: RecordedCall[];
  isDown: boolean;
  /** Every n-th service call answers 500; 0: none does. */
  failEvery: number;
  delayMs: number;
  /** How many calls are being answered. */
  open: number;
  /** Answers for the next service calls, one each. */
  readonly next: PlannedAnswer[];
}

export const noFaults = (): Faults => ({
  calls: [],
  isDown: false,
  failEvery: 0,
  delayMs: 0,
  open: 0,
  next: [],
});

const mostRecorded = 5000;

/** Writes a call down. @returns what notes its end */
export function record(
  faults: Faults,
  call: Omit<RecordedCall, 'status' | 'atOnce'>,
): (status: number) => void {
  faults.open += 1;
  const kept: RecordedCall = { ...call, status: null, atOnce: faults.open };
  faults.calls.push(kept);
  if (faults.calls.length > mostRecorded) faults.calls.shift();
  return (status) => {
    faults.open -= 1;
    kept.status = status;
  };
}

/**
 * What goes wrong with this call before it is looked at; null: nothing.
 * @param nth of this call among the service calls, from 1
 */
export async function mishap(faults: Faults, nth: number): Promise<PlannedAnswer | null> {
  if (faults.delayMs > 0) await wait(faults.delayMs);
  if (faults.isDown) return { status: 503, body: 'The practice LMS is down.' };
  const planned = faults.next.shift();
  if (planned) return planned;
  if (faults.failEvery > 0 && nth % faults.failEvery === 0)
    return { status: 500, body: 'The practice LMS stumbled.' };
  return null;
}
