import { z } from 'zod';
import { AwardId, PersonId } from '../../core/ids.ts';
import { later } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { spokenLanguages } from '../conversation/words/say.ts';
import { ticketMs } from './tickets.ts';

/** A file that is made for its holder when it is fetched: which one, in whose name, in which language. */
const Paper = z.object({
  person: PersonId,
  kind: z.enum(['certificate', 'record-pdf', 'record-json']),
  /** Of a certificate; null: it is about all of them. */
  award: AwardId.nullable(),
  name: z.string(),
  language: z.enum(spokenLanguages),
});
export type Paper = z.infer<typeof Paper>;

const namespace = 'web.papers';

/**
 * A download carries no header that a visit is known by, and a name belongs in no address: both lie here, sealed, for
 * 60 seconds. @returns the address, good once
 */
export async function makePaperTicket(
  { keyValues, secrets, ids, clock }: Pick<Ports, 'keyValues' | 'secrets' | 'ids' | 'clock'>,
  paper: Paper,
): Promise<string> {
  const ticket = ids.code(26);
  const sealed = secrets.seal(Buffer.from(JSON.stringify(paper)), namespace);
  const until = later(clock.now(), ticketMs);
  await keyValues.put(namespace, secrets.digest(ticket, namespace), { sealed }, { until });
  return `/me/papers/${ticket}`;
}

/** Null: used, over or never made. */
export async function takePaperTicket(
  { keyValues, secrets }: Pick<Ports, 'keyValues' | 'secrets'>,
  ticket: string,
): Promise<Paper | null> {
  const kept = z
    .object({ sealed: z.string() })
    .safeParse(await keyValues.take(namespace, secrets.digest(ticket, namespace)));
  if (!kept.success) return null;
  const text = Buffer.from(secrets.open(kept.data.sealed, namespace)).toString('utf8');
  return Paper.safeParse(JSON.parse(text)).data ?? null;
}
