import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { parseJws } from '../jws.ts';
import { quoted } from '../report.ts';
import { type Carried, checkCredential, checkStanding, idOf } from './credential.ts';

/** More than a badge has; each leads to other addresses. */
const mostEndorsements = 8;

interface Endorsement {
  readonly id: string;
  /** A sentence when it cannot be read. */
  readonly carried: Carried | string;
}

/** Others who stand behind a badge, inside it and one level deep: each must hold by itself. */
export async function checkEndorsements(inquiry: Inquiry, credential: Node): Promise<void> {
  const endorsements = endorsementsIn(credential);
  for (const { id, carried } of endorsements.slice(0, mostEndorsements)) {
    const findings = inquiry.findings.ofEndorsement(id);
    const before = findings.errorCount;
    if (typeof carried === 'string') findings.error('VERIFY_ENDORSEMENT', carried);
    else {
      const within = { ...inquiry, findings };
      const checked = await checkCredential(within, carried);
      if (checked && checked.name !== 'EndorsementCredential')
        findings.error('VALIDATE_TYPE', 'What is written as an endorsement is none');
      if (checked) await checkStanding(within, checked);
      if (findings.errorCount > before)
        findings.error('VERIFY_ENDORSEMENT', 'An endorsement inside does not hold');
    }
  }
  if (endorsements.length > mostEndorsements)
    inquiry.findings.error(
      'VERIFY_ENDORSEMENT',
      `It carries ${quoted(endorsements.length)} endorsements, too many to check`,
    );
}

/** Of the credential, its issuer, the achievement and its creator. */
function endorsementsIn(credential: Node): readonly Endorsement[] {
  const subjects = listOf(credential['credentialSubject']).filter(isNode);
  const achievements = subjects.flatMap((one) => listOf(one['achievement'])).filter(isNode);
  const creators = achievements.flatMap((one) => listOf(one['creator'])).filter(isNode);
  const issuers = listOf(credential['issuer']).filter(isNode);
  return [credential, ...issuers, ...achievements, ...creators].flatMap((holder) => [
    ...listOf(holder['endorsement']).map((one) => embedded(one)),
    ...listOf(holder['endorsementJwt']).map((one) => carriedByJwt(one)),
  ]);
}

function embedded(value: unknown): Endorsement {
  if (!isNode(value)) return { id: String(value), carried: 'An endorsement is only named, not written down' };
  return { id: idOf(value), carried: { credential: value } };
}

function carriedByJwt(value: unknown): Endorsement {
  const jws = typeof value === 'string' ? parseJws(value) : 'An endorsement is no JWT';
  if (typeof jws === 'string') return { id: '', carried: jws };
  return { id: String(jws.payload['jti'] ?? jws.payload['id'] ?? ''), carried: { jws } };
}
