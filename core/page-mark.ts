import type { Page } from './ports/records.ts';

type Mark = readonly (string | number)[];

/** Before all texts, and after all texts. */
export const first = '';
export const last = '\u{10FFFF}';

/** Where a page begins. A mark that cannot be read begins at the start. */
export function markOf(page: Page, start: Mark): Mark {
  if (page.after === null) return start;
  try {
    const mark: unknown = JSON.parse(atob(page.after.replaceAll('-', '+').replaceAll('_', '/')));
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
  const next = rows.length > page.size && tail !== undefined ? written(keyOf(tail)) : null;
  return { items, next };
}

/** Base64url, so that it can stand in an address. */
function written(mark: Mark): string {
  const ascii = JSON.stringify(mark).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const isPart = (part: unknown): part is string | number =>
  typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part));
