import { z } from 'zod';
import type { Result } from '../../core/ports/gradebook.ts';
import { below, type CourseAt, jsonIn, orTrouble } from './columns.ts';
import { linkedPage } from './next-page.ts';
import { requireScope } from './scopes.ts';
import type { ServiceClient } from './service-client.ts';

const container = 'application/vnd.ims.lis.v2.resultcontainer+json';
const mostPages = 100;

export const PlatformResult = z.object({
  userId: z.string(),
  resultScore: z.number().optional().catch(undefined),
  resultMaximum: z.number().positive().optional().catch(undefined),
  /** Not in the book, but told by Moodle. */
  timestamp: z.string().optional().catch(undefined),
});
export type PlatformResult = z.infer<typeof PlatformResult>;

/** What stands in a column. @param subject of one learner; null: of all */
export async function resultsOf(
  client: ServiceClient,
  { registration, course }: CourseAt,
  column: string,
  subject: string | null,
): Promise<readonly PlatformResult[]> {
  requireScope(course.gradeScopes, 'results');
  const url = below(column, 'results');
  if (subject !== null) url.searchParams.set('user_id', subject);
  const results: PlatformResult[] = [];
  let next: string | null = url.href;
  for (let pages = 0; next && pages < mostPages; pages += 1) {
    const answer = await client.ask(registration, {
      url: next,
      accept: container,
      scope: 'results',
      call: 'results',
    });
    orTrouble(answer);
    results.push(...(z.array(PlatformResult).safeParse(jsonIn(answer)).data ?? []));
    next = linkedPage(answer, 'next');
  }
  return results;
}

/** Whether the platform shows the same share of the maximum; it may have scaled it to its own. */
export function isSame(
  theirs: PlatformResult | undefined,
  { points, pointsMaximum }: Pick<Result, 'points' | 'pointsMaximum'>,
): boolean {
  if (theirs?.resultScore === undefined) return false;
  const share = theirs.resultScore / (theirs.resultMaximum ?? 1);
  return Math.abs(share - points / pointsMaximum) < 0.005;
}
