/** What a test names must be there. */
export function must<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new Error(`the practice LMS has no ${what}`);
  return found;
}
