import type { SafeAnswer } from '../fetch/index.ts';

/** Address of the page with this relation (`next`, `differences`) in a `Link` header; null: none that can be read. */
export function linkedPage({ headers, url }: SafeAnswer, relation: string): string | null {
  for (const [, address, parameters] of (headers['link'] ?? '').matchAll(/<([^>]+)>((?:\s*;\s*[^,;]+)+)/g)) {
    const isWanted = new RegExp(`;\\s*rel="?${relation}"?\\s*(;|$)`, 'i').test(parameters ?? '');
    if (isWanted && address && URL.canParse(address, url)) return new URL(address, url).href;
  }
  return null;
}
