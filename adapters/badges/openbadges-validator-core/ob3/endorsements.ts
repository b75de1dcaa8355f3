import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { parseJws } from '../jws.ts';
import { createLedger, quoted } from '../report.ts';
import { type Carried, checkCredential, checkStanding, idOf, issuerOf } from './credential.ts';

/** More than a badge has; each leads to other addresses. */
const mostEndorsements = 8;

interface Endorsement {
  readonly id: string;
  /** A sentence when it cannot be read. */
  readonly carried: Carried | string;
}

/**
 * Others who stand behind a badge, inside it and one level deep: each must be genuine, and about this badge. That it was
 * taken back since, or has ended, is told and says nothing against the badge.
 */
export async function checkEndorsements(inquiry: Inquiry, credential: Node): Promise<void> {
  const endorsements = endorsementsIn(credential);
  for (const one of endorsements.slice(0, mostEndorsements)) await checkOne(inquiry, credential, one);
  if (endorsements.length > mostEndorsements)
    inquiry.findings.error(
      'VERIFY_ENDORSEMENT',
      `It carries ${quoted(endorsements.length)} endorsements, too many to check`,
    );
}

async function checkOne(inquiry: Inquiry, credential: Node, { id, carried }: Endorsement): Promise<void> {
  const findings = inquiry.findings.ofEndorsement(id);
  if (typeof carried === 'string') return findings.error('VERIFY_ENDORSEMENT', carried);
  const ledger = createLedger();
  const within = { ...inquiry, findings: ledger };
  const checked = await checkCredential(within, carried);
  if (checked && checked.name !== 'EndorsementCredential')
    ledger.error('VALIDATE_TYPE', 'What is written as an endorsement is none');
  else if (checked && !isAbout(checked.credential, credential))
    ledger.error('VERIFY_ENDORSEMENT', 'It endorses something else than this badge');
  const isGenuine = ledger.errorCount === 0;
  if (checked) await checkStanding(within, checked);

  const verdict = ledger.verdict();
  if (isGenuine && (verdict === 'revoked' || verdict === 'expired')) {
    const says = verdict === 'revoked' ? 'was taken back' : 'has ended';
    return findings.warn('VERIFY_ENDORSEMENT', `An endorsement inside ${says}`);
  }
  for (const { name, messageLevel, result } of ledger.messages) {
    if (messageLevel === 'ERROR') findings.error(name, result);
    else if (messageLevel === 'WARNING') findings.warn(name, result);
    else findings.inform(name, result);
  }
  if (ledger.errorCount > 0) findings.error('VERIFY_ENDORSEMENT', 'An endorsement inside does not hold');
}

/** Of the badge, who gave it or made it: praise for another badge says nothing here. */
function isAbout(endorsement: Node, credential: Node): boolean {
  const subjects = listOf(endorsement['credentialSubject']).filter(isNode);
  const about = new Set([idOf(credential), issuerOf(credential), ...holdersIn(credential).map(idOf)]);
  return subjects.every(({ id }) => typeof id === 'string' && about.has(id));
}

/** Where endorsements may lie: the credential, its issuer, the achievement and its creator. */
function holdersIn(credential: Node): readonly Node[] {
  const subjects = listOf(credential['credentialSubject']).filter(isNode);
  const achievements = subjects.flatMap((one) => listOf(one['achievement'])).filter(isNode);
  const creators = achievements.flatMap((one) => listOf(one['creator'])).filter(isNode);
  const issuers = listOf(credential['issuer']).filter(isNode);
  return [credential, ...issuers, ...achievements, ...creators];
}

function endorsementsIn(credential: Node): readonly Endorsement[] {
  return holdersIn(credential).flatMap((holder) => [
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
