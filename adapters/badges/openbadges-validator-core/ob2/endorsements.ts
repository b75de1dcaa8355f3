import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { quoted } from '../report.ts';
import { checkEndorsement } from './endorsement.ts';
import { loadNamed } from './load.ts';

/** More than a badge has; each leads to other addresses. */
const mostEndorsements = 5;

/** Those of a document, one level deep. One that was taken back since says nothing against the badge. */
export async function checkEndorsements(inquiry: Inquiry, node: Node): Promise<void> {
  const named = listOf(node['endorsement']);
  for (const one of named.slice(0, mostEndorsements)) {
    const loaded = await loadNamed(inquiry, one, 'an endorsement', 'state');
    if (!loaded) continue;
    const within = { ...inquiry, findings: inquiry.findings.ofEndorsement(loaded.id) };
    if (loaded.isGone || listOf(loaded.node['revoked'])[0] === true)
      within.findings.warn('VERIFY_ENDORSEMENT', 'An endorsement was taken back');
    else {
      if (!isAbout(loaded.node, node)) {
        const says = 'It endorses something else than what names it';
        within.findings.warn('VERIFY_ENDORSEMENT', says);
      }
      await checkEndorsement(within, loaded.node, loaded.id);
    }
  }
  if (named.length > mostEndorsements)
    inquiry.findings.warn(
      'VERIFY_ENDORSEMENT',
      `Of ${named.length} endorsements ${mostEndorsements} were checked`,
      {
        node: quoted(node['id']),
      },
    );
}

/** Praise for another badge says nothing here. */
const isAbout = (endorsement: Node, node: Node): boolean =>
  listOf(endorsement['claim']).every(
    (claim) => isNode(claim) && textsOf(claim['id'])[0] === textsOf(node['id'])[0],
  );
