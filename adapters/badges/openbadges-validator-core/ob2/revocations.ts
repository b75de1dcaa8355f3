import { checkNode } from '../check-node.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { isWebUrl, kinds } from '../kinds.ts';
import { quoted } from '../report.ts';
import { ob2 } from './classes.ts';
import { load } from './load.ts';

/** Whether the issuer took a signed badge back: one entry of its list that names it is enough. */
export async function checkRevocationList(
  inquiry: Inquiry,
  assertion: Node,
  issuer: Node | null,
): Promise<void> {
  const [address] = textsOf(issuer?.['revocationList']);
  if (!isWebUrl(address)) return;
  const list = await load(inquiry, address, 'the revocation list', 'state');
  if (!list) return;
  checkNode(inquiry.findings, ob2, 'RevocationList', list.node, list.id);
  if (list.node['revokedAssertions'] === undefined)
    inquiry.findings.error('VALIDATE_PROPERTY', 'RevocationList: `revokedAssertions` is missing', {
      node: list.id,
      prop: 'revokedAssertions',
    });
  for (const entry of listOf(list.node['revokedAssertions'])) judgeEntry(inquiry, entry, assertion, list.id);
}

/** A number (`urn:uuid:`) is the same in small letters. */
function isSame(listed: unknown, own: unknown): boolean {
  const [a, b] = [textsOf(listed)[0], textsOf(own)[0]].map((id) =>
    id && /^urn:uuid:/i.test(id) ? id.toLowerCase() : id,
  );
  return a !== undefined && a === b;
}

function judgeEntry({ findings }: Inquiry, entry: unknown, assertion: Node, list: string): void {
  const id = isNode(entry) ? entry['id'] : entry;
  const uid = isNode(entry) ? entry['uid'] : undefined;
  if (!kinds.iri.fits(id) && typeof uid !== 'string') {
    findings.error(
      'VALIDATE_REVOCATIONLIST_ENTRIES',
      `An entry of the revocation list names no badge: ${quoted(entry)}`,
      {
        node: list,
        prop: 'revokedAssertions',
      },
    );
    return;
  }
  const isThis = isSame(id, assertion['id']) || isSame(uid, assertion['uid']);
  if (!isThis) return;
  const [reason] = isNode(entry) ? textsOf(entry['revocationReason']) : [];
  const says = 'The issuer lists the badge as revoked';
  findings.error('VERIFY_SIGNED_ASSERTION_NOT_REVOKED', reason ? `${says}: ${reason}` : says, {
    node: list,
    means: 'revoked',
    reason: reason ?? null,
  });
}
