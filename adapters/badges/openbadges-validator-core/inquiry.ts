import type { Effort } from './effort.ts';
import type { World } from './fetch.ts';
import type { Node } from './json.ts';
import type { Findings } from './report.ts';

/** One verification under way: what every check may use. */
export interface Inquiry {
  readonly findings: Findings;
  readonly world: World;
  readonly effort: Effort;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the badge is theirs is asked as well; null: it is not. */
  readonly holder: { readonly email: string } | null;
  /** Takes each document that was checked, for the report. */
  readonly graph: Node[];
  /** Takes what the badge turned out to be. */
  readonly subject: { id: string; version: string; isHolders: boolean };
}

/** Clocks differ a little. */
export const clockSkewMs = 5 * 60_000;
