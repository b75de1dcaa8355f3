import { Declined, Stale, Unreachable } from './faults.ts';
import { hourMs, type Instant, later, minuteMs, secondMs } from './instant.ts';

/** How long to wait after the first try, the second, and so on; after the last it is set aside. */
const waits = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs, 24 * hourMs];

export interface Next {
  /** Null: no more tries. */
  readonly due: Instant | null;
  /** Code first, for the page that lists it; then what was said. */
  readonly trouble: string;
}

/** What becomes of a delivery that failed. @param tries earlier ones */
export function afterFault(fault: unknown, { tries }: { readonly tries: number }, now: Instant): Next {
  if (fault instanceof Declined) return { due: null, trouble: `${fault.code}: ${fault.message}` };

  const wait = waits[tries];
  const trouble = troubleOf(fault);
  if (wait === undefined) return { due: null, trouble };
  if (fault instanceof Stale) return { due: later(now, secondMs), trouble };
  const asked = fault instanceof Unreachable ? fault.retryAfterMs : null;
  return { due: later(now, asked === null ? wait : within(secondMs, asked, 24 * hourMs)), trouble };
}

/** What the other side asks for, unless it would keep us busy or make us forget. */
const within = (least: number, asked: number, most: number): number => Math.min(most, Math.max(least, asked));

function troubleOf(fault: unknown): string {
  if (fault instanceof Unreachable) return `unreachable: ${fault.message}`;
  if (fault instanceof Stale) return `contended: ${fault.message}`;
  return `fault: ${fault instanceof Error ? fault.message : String(fault)}`;
}
