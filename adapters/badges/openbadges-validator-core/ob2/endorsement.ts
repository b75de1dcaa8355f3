import { checkNode } from '../check-node.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import type { Jws } from '../jws.ts';
import { ob2 } from './classes.ts';
import { checkScope } from './hosted.ts';
import { loadNamed } from './load.ts';
import { checkProfile } from './profile.ts';
import { checkSignature } from './signed.ts';

/** Somebody stands behind a badge or an issuer. @param jws null: it is hosted */
export async function checkEndorsement(
  inquiry: Inquiry,
  node: Node,
  id: string,
  jws: Jws | null = null,
): Promise<void> {
  checkNode(inquiry.findings, ob2, 'Endorsement', node, id);
  const issuer = await loadNamed(inquiry, node['issuer'], "the endorser's profile");
  if (!issuer || issuer.isGone) {
    if (issuer || inquiry.findings.errorCount === 0)
      inquiry.findings.error('FETCH_HTTP_NODE', 'The endorser is gone from their address', { node: id });
    return;
  }
  checkProfile(inquiry, issuer.node, issuer.id);
  const [verification] = listOf(node['verification']);
  const types = isNode(verification) ? textsOf(verification['type']) : [];
  if (types.includes('SignedBadge'))
    await checkSignature(inquiry, { id, assertion: node, issuer: issuer.node, jws });
  else checkScope(inquiry, id, issuer.node);
}
