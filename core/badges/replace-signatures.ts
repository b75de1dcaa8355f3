import { domainEvent, following, type Told } from '../domain-events.ts';
import type { AwardId } from '../ids.ts';
import type { Credential } from './credential.ts';
import { type Issuing, signAgain } from './sign-award.ts';
import { signEndorsementsAgain } from './sign-endorsement.ts';
import { signListAgain } from './update-status-list.ts';

/** A second of signing: other deliveries come in between. */
const atOnce = 50;

/**
 * Signs anew what a compromised key signed and still holds, some at a time; those that are done carry its name no more,
 * so a try that was cut off goes on where it ended.
 */
export async function replaceSignatures(
  ports: Issuing,
  event: Told<'issuer-key.compromised'>,
): Promise<void> {
  const { organiser, kid, after } = event.payload;
  const key = (await ports.records.issuerKeys.of(organiser)).find((one) => one.kid === kid);
  if (key?.state !== 'compromised') return;
  for (const list of await ports.records.statusLists.of(organiser))
    if (list.kid === kid) await signListAgain(ports, list);
  await signEndorsementsAgain(ports, key);

  const page = await ports.records.credentials.signedWith(key, { size: atOnce, after });
  for (const credential of page.items) await replaceOne(ports, event, credential);
  if (page.next !== null) {
    const rest = domainEvent(following(event), event.name, { organiser, kid, after: page.next });
    await ports.records.keep({}, [rest]);
  }
}

async function replaceOne(
  ports: Issuing,
  event: Told<'issuer-key.compromised'>,
  { id }: Credential,
): Promise<void> {
  // A credential has the id of its award.
  const award = await ports.records.awards.byId(id as string as AwardId);
  const badge = award && (await ports.records.badges.byId(award.badge));
  if (!badge || award.state !== 'issued') return;
  const again = await signAgain(ports, award, badge);
  if (!again) return;
  const about = { award: award.id, badge: badge.id, person: award.person };
  await ports.records.keep({ credential: [again] }, [
    domainEvent(following(event), 'award.signed-again', about),
  ]);
}
