import { later, minuteMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Asked } from './asked.ts';

/** What is too long for a button waits here for as long as a platform's answer may take. */
const namespace = 'chat.drafts';
const keptMs = 15 * minuteMs;

interface Draft {
  readonly of: string;
  readonly what: unknown;
}

type Wanted = Pick<Ports, 'keyValues' | 'clock' | 'ids'>;

/** @returns the key, which fits into a button */
export async function putDraft(
  { keyValues, clock, ids }: Wanted,
  from: Asked['from'],
  what: unknown,
): Promise<string> {
  const key = ids.next();
  const draft: Draft = { of: ownerOf(from), what };
  await keyValues.put(namespace, key, draft, { until: later(clock.now(), keptMs) });
  return key;
}

/** @returns null: over, or somebody else's */
export async function readDraft<What>(
  { keyValues }: Pick<Ports, 'keyValues'>,
  from: Asked['from'],
  key: string,
): Promise<What | null> {
  const draft = await keyValues.read<Draft>(namespace, key);
  // What was put under this key, by us.
  return draft?.of === ownerOf(from) ? (draft.what as What) : null;
}

const ownerOf = ({ platform, tenant, chatUser }: Asked['from']): string =>
  `${platform} ${tenant} ${chatUser}`;
