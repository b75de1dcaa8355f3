import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type InvitedRow, rowResults } from '../../../core/badges/invite-by-email.ts';
import { hourMs, later } from '../../../core/instant.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { type SpokenLanguage, say, spokenLanguages } from '../../conversation/words/say.ts';
import { csvLine, csvStart } from '../csv.ts';
import type { Web } from '../web.ts';

const namespace = 'web.claim-results';
const Kept = z.object({ sealed: z.string() });
const Results = z.object({
  language: z.enum(spokenLanguages),
  rows: z.array(z.object({ row: z.number(), email: z.string(), result: z.enum(rowResults) })),
});

/**
 * Keeps what became of a list for an hour, sealed, as it holds addresses.
 * @returns where its maker saves it, once they ask for it; the address is unguessable and says nothing
 */
export async function keepResults(
  { keyValues, secrets, ids, clock }: Pick<Ports, 'keyValues' | 'secrets' | 'ids' | 'clock'>,
  rows: readonly InvitedRow[],
  language: SpokenLanguage,
): Promise<string> {
  const key = ids.code(26);
  const slim = rows.map(({ row, email, result }) => ({ row, email, result }));
  const sealed = secrets.seal(Buffer.from(JSON.stringify({ language, rows: slim })), namespace);
  const until = later(clock.now(), hourMs);
  await keyValues.put(namespace, secrets.digest(key, namespace), { sealed }, { until });
  return `/claim-results/${key}.csv`;
}

export function mountClaimResults(router: Router, web: Web): void {
  router.get('/claim-results/:key.csv', resultsOf(web));
}

const resultsOf =
  ({ ports }: Web): RequestHandler =>
  async (req, res) => {
    res.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const digest = ports.secrets.digest(String(req.params['key']), namespace);
    const kept = Kept.safeParse(await ports.keyValues.read(namespace, digest));
    if (!kept.success) return void res.status(404).type('text/plain').send('Not found');
    const text = Buffer.from(ports.secrets.open(kept.data.sealed, namespace)).toString('utf8');
    const { language, rows } = Results.parse(JSON.parse(text));
    const separator = language === 'en' ? ',' : ';';
    const heads = [
      say(language, 'codes.results.row'),
      say(language, 'sign-in.email'),
      say(language, 'codes.results.result'),
      'result',
    ];
    const lines = rows.map(({ row, email, result }) =>
      csvLine([row, email, say(language, `codes.result.${result}`), result], separator),
    );
    res
      .type('text/csv; charset=utf-8')
      .set('Content-Disposition', 'attachment; filename="results.csv"')
      .send([csvStart, csvLine(heads, separator), ...lines].join(''));
  };
