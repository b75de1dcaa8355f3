import type { Told } from '../domain-events.ts';
import { isSameContent } from '../same-content.ts';
import type { Credential } from './credential.ts';
import { credentialOf } from './credential.ts';
import { type Issuing, signAgain } from './sign-award.ts';

/**
 * Signs a credential anew when what it says changed: its recipient, or the evidence that anyone may see. Told twice, it
 * finds it said.
 */
export async function refreshCredential(
  ports: Issuing,
  event: Told<'award.readdressed' | 'award.visibility-changed' | 'evidence.added-later'>,
): Promise<void> {
  const { records } = ports;
  const award = await records.awards.byId(event.payload.award);
  const [badge, known] = award
    ? await Promise.all([records.badges.byId(award.badge), records.credentials.byId(credentialOf(award))])
    : [null, null];
  if (!award || !badge || !known || award.state !== 'issued') return;

  const isReaddressed = known.recipient?.type !== award.recipient.type;
  const showsSome = award.evidenceVisibility === 'anyone' || known.document?.includes('#evidence-');
  if (!isReaddressed && !showsSome) return;
  const person = isReaddressed ? await records.people.byId(award.person) : null;
  const again = await signAgain(ports, award, badge, person);
  if (again && !saysTheSame(known, again)) await records.keep({ credential: [again] });
}

function saysTheSame(one: Credential, other: Credential): boolean {
  return isSameContent(said(one), said(other));
}

/** All but when it was signed, with what, and who stands behind the badge meanwhile: that alone is no reason. */
function said({ document }: Credential): object {
  const { proof: _, validFrom: __, ...rest } = JSON.parse(document ?? '{}');
  const { endorsement: ___, ...achievement } = rest.credentialSubject?.achievement ?? {};
  return { ...rest, credentialSubject: { ...rest.credentialSubject, achievement } };
}
