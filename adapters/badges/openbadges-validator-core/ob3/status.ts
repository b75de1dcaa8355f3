import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { isWebUrl } from '../kinds.ts';
import { quoted } from '../report.ts';
import { checkListedBit } from './status-list.ts';

interface Of {
  readonly issuer: string;
  readonly id: string;
}

/** More than a badge has: one list for revoking, one for suspending. */
const mostStatuses = 4;

/** Whether the issuer took it back, by what the credential itself says about where to look. */
export async function checkStatus(inquiry: Inquiry, credential: Node, of: Of): Promise<void> {
  const statuses = listOf(credential['credentialStatus']).filter(isNode);
  for (const status of statuses.slice(0, mostStatuses)) await checkOne(inquiry, status, of);
  if (statuses.length > mostStatuses)
    inquiry.findings.error('RETRIEVE_STATUS', 'It names too many lists', {
      node: of.id,
      prop: 'credentialStatus',
    });
}

async function checkOne(inquiry: Inquiry, status: Node, of: Of): Promise<void> {
  const types = textsOf(status['type']);
  const about = { node: of.id, prop: 'credentialStatus' };
  if (types.includes('BitstringStatusListEntry') || types.includes('StatusList2021Entry'))
    return checkListedBit(inquiry, status, of);
  if (types.includes('1EdTechRevocationList')) return checkRevocationList(inquiry, status, of);
  inquiry.findings.warn(
    'RETRIEVE_STATUS',
    `Whether it was revoked is told in a way we cannot read: ${quoted(status['type'])}`,
    about,
  );
}

/** A list of ids. Its issuer may leave it unreachable, as the specification has it. */
async function checkRevocationList({ findings, world }: Inquiry, status: Node, { id }: Of): Promise<void> {
  const about = { node: id, prop: 'credentialStatus' };
  const url = status['id'];
  const found = isWebUrl(url) ? await world.look(url, 'state') : null;
  if (found?.is !== 'json')
    return findings.warn('RETRIEVE_STATUS', 'The list of revoked badges cannot be had', about);
  const entry = listOf(found.node['revokedCredential'])
    .filter(isNode)
    .find((one) => one['id'] === id && one['revoked'] !== false);
  if (!entry) return;
  const [reason] = textsOf(entry['revocationReason']);
  findings.error('VERIFY_CREDENTIAL_NOT_REVOKED', `The issuer revoked it${reason ? `: ${reason}` : ''}`, {
    ...about,
    means: 'revoked',
    reason: reason ?? null,
  });
}
