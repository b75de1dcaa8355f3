import type { Ports } from '../core/ports/ports.ts';

const [namespace, key] = ['site', 'base-url'];
const home = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The address that badges were signed under may not change: they name it for ever, and at another nobody could check
 * them. A public one is remembered; what was signed at home may move.
 * @returns what is wrong, for the operator; null: nothing
 */
export async function addressTrouble(
  { keyValues, records }: Pick<Ports, 'keyValues' | 'records'>,
  baseUrl: string,
): Promise<string | null> {
  const kept = await keyValues.read<string>(namespace, key);
  if (kept === baseUrl) return null;
  if (kept !== null && (await records.statusLists.last()) > 0) {
    return `BASE_URL: badges of this site were issued under ${kept}, and name it for ever: it must stay (docs/badges.md)`;
  }
  if (!home.test(new URL(baseUrl).hostname)) await keyValues.put(namespace, key, baseUrl);
  return null;
}
