/**
 * How a random suite runs: the same cases every time, so that a failure is found again; ten times as many with `FULL=1`.
 * @param most cases in an everyday run
 */
export const cases = (most = 500): { seed: number; numRuns: number } => ({
  seed: 20_260_302,
  numRuns: process.env['FULL'] ? most * 10 : most,
});
