import type { Page } from '../../core/ports/records.ts';

type Mark = readonly (string | number)[];

/** Before all texts, and after all texts. */
export const first = '';
export const last = '\u{10FFFF}';

/** Where a page begins. A mark that cannot be read begins at the start. */
export function markOf(page: Page, start: Mark): Mark {
  if (page.after === null) return start;
  try {
    const mark: unknown = JSON.parse(Buffer.from(page.after, 'base64url').toString());
    return Array.isArray(mark) && mark.length === start.length && mark.every(isPart) ? mark : start;
  } catch {
    return start;
  }
}

/**
 * Cuts a page from rows of which one more was read than shown, so that we know whether any follow.
 * @param keyOf what the next page begins after
 */
export function cut<Row>(rows: readonly Row[], page: Page, keyOf: (row: Row) => Mark) {
  const items = rows.slice(0, page.size);
  const tail = items.at(-1);
  const next =
    rows.length > page.size && tail !== undefined
      ? Buffer.from(JSON.stringify(keyOf(tail))).toString('base64url')
      : null;
  return { items, next };
}

const isPart = (part: unknown): part is string | number =>
  typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part));
