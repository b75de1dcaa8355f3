import { checkNode } from '../check-node.ts';
import { clockSkewMs, type Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import type { Jws } from '../jws.ts';
import { momentOf } from '../kinds.ts';
import { ob2 } from './classes.ts';
import { checkEndorsements } from './endorsements.ts';
import { checkExtensions } from './extensions.ts';
import { checkNotRevoked, checkScope } from './hosted.ts';
import { checkIdentity, checkRecipient } from './identity.ts';
import { checkAssertionImage, checkBadgeImage } from './images.ts';
import { type Loaded, loadNamed } from './load.ts';
import { checkProfile } from './profile.ts';
import { checkRevocationList } from './revocations.ts';
import { checkSignature } from './signed.ts';

/**
 * An assertion with its badge and its issuer.
 * @param signed undefined: it was hosted; else its signature, null when it came without
 */
export async function checkAssertion(
  inquiry: Inquiry,
  assertion: Loaded,
  signed: Jws | null | undefined,
): Promise<void> {
  const { node, id } = assertion;
  const isHosted = signed === undefined;
  const isStanding = !isHosted || checkNotRevoked(inquiry, assertion);
  // What is left of a revoked one is no assertion any more.
  if (!isStanding && (assertion.isGone || node['badge'] === undefined)) return;

  checkNode(inquiry.findings, ob2, 'Assertion', node, id);
  for (const recipient of listOf(node['recipient']).filter(isNode)) checkIdentity(inquiry, recipient, id);
  checkAssertionImage(inquiry, node, id);
  checkExtensions(inquiry, node, id);
  checkTimes(inquiry, node, id);
  checkRecipient(inquiry, node, id);

  const badge = await loadNamed(inquiry, node['badge'], 'the badge');
  const issuer = badge && (await checkBadge(inquiry, badge));
  if (isHosted && issuer) checkScope(inquiry, id, issuer.node);
  // Whatever was overlooked above: without an issuer it is nobody's word.
  if (!issuer && inquiry.findings.errorCount === 0)
    inquiry.findings.error('FETCH_HTTP_NODE', 'There is no issuer', { node: id });
  if (!isHosted) {
    await checkSignature(inquiry, { id, assertion: node, issuer: issuer?.node ?? null, jws: signed });
    await checkRevocationList(inquiry, node, issuer?.node ?? null);
  }
  for (const one of [node, badge?.node, issuer?.node]) if (one) await checkEndorsements(inquiry, one);
}

/** @returns its issuer; null when it cannot be had */
async function checkBadge(inquiry: Inquiry, { node, id, isGone }: Loaded): Promise<Loaded | null> {
  if (isGone) {
    inquiry.findings.error('FETCH_HTTP_NODE', 'The badge is gone from its address', { node: id });
    return null;
  }
  checkNode(inquiry.findings, ob2, 'BadgeClass', node, id);
  await checkBadgeImage(inquiry, node, id);
  checkExtensions(inquiry, node, id);
  const [criteria] = listOf(node['criteria']);
  if (isNode(criteria) && textsOf(criteria['id']).length === 0 && textsOf(criteria['narrative']).length === 0)
    inquiry.findings.error(
      'CRITERIA_PROPERTY_DEPENDENCIES',
      'The criteria say neither where nor what they are',
      {
        node: id,
        prop: 'criteria',
      },
    );

  const issuer = await loadNamed(inquiry, node['issuer'], 'the issuer');
  if (issuer?.isGone) {
    inquiry.findings.error('FETCH_HTTP_NODE', 'The issuer is gone from its address', { node: issuer.id });
    return null;
  }
  if (issuer) checkProfile(inquiry, issuer.node, issuer.id);
  return issuer;
}

function checkTimes({ findings, now }: Inquiry, node: Node, id: string): void {
  const [issued = null, expires = null] = [node['issuedOn'], node['expires']].map((value) =>
    momentOf(listOf(value)[0]),
  );
  const wrong = (prop: string, says: string, means?: 'expired') =>
    findings.error('ASSERTION_TIMESTAMP_CHECKS', says, { node: id, prop, ...(means ? { means } : {}) });
  if (issued !== null && issued > now + clockSkewMs) wrong('issuedOn', 'The badge is issued in the future');
  if (expires === null) return;
  if (issued !== null && expires < issued) wrong('expires', 'The badge ends before it was issued');
  else if (expires <= now)
    wrong('expires', `The badge was valid until ${String(node['expires'])}`, 'expired');
}
