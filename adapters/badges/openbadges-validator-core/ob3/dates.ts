import { clockSkewMs, type Inquiry } from '../inquiry.ts';
import type { Node } from '../json.ts';
import { momentOf } from '../kinds.ts';
import { quoted } from '../report.ts';

/** Names of either generation of Verifiable Credentials: whichever is there counts. */
const from = ['validFrom', 'issuanceDate'] as const;
const until = ['validUntil', 'expirationDate'] as const;

/** From when it counts; null: not said, or not in a way that can be read. */
export const startOf = (credential: Node): number | null =>
  from.map((prop) => momentOf(credential[prop])).find((at) => at !== null) ?? null;

export function checkDates(
  { findings, now }: Pick<Inquiry, 'findings' | 'now'>,
  credential: Node,
  id: string,
): void {
  const wrong = (prop: string, says: string, means?: 'expired') =>
    findings.error('CREDENTIAL_TIMESTAMP_CHECKS', says, { node: id, prop, ...(means ? { means } : {}) });
  for (const prop of [...from, ...until]) {
    const value = credential[prop];
    if (value !== undefined && value !== null && momentOf(value) === null)
      wrong(prop, `${quoted(value)} is no date with time and zone`);
  }
  const starts = from.flatMap((prop) => momentOf(credential[prop]) ?? []);
  if (starts.some((at) => at > now + clockSkewMs)) wrong('validFrom', 'It counts from a day in the future');
  for (const prop of until) {
    const end = momentOf(credential[prop]);
    if (end === null) continue;
    if (starts.some((at) => end < at)) wrong(prop, 'It ends before it begins');
    else if (end <= now) wrong(prop, `It was valid until ${String(credential[prop])}`, 'expired');
  }
}
