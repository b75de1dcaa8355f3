import { domainEvent, following, type Told } from '../domain-events.ts';
import type { Person } from '../people/person.ts';
import { readHeld } from '../read-award-facts.ts';
import type { Award } from './award.ts';
import { recipientOf } from './recipient.ts';
import { type Issuing, signAgain } from './sign-award.ts';

/** Awards that name their holder by an address of ours are issued to the e-mail that they have verified. */
export async function readdressAwards(ports: Issuing, event: Told<'person.email-verified'>): Promise<void> {
  const { records } = ports;
  const person = await records.people.byId(event.payload.person);
  if (person?.state !== 'active' || !person.emails.some(({ verifiedAt }) => verifiedAt)) return;
  const held = await readHeld({ records }, person.id);
  const unaddressed = held.filter(
    ({ state, recipient }) => recipient.type === 'url' && (state === 'issued' || state === 'waiting'),
  );
  // One by one: a try that was cut off goes on where it ended.
  for (const award of unaddressed) await readdress(ports, event, person, award);
}

async function readdress(
  ports: Issuing,
  event: Told<'person.email-verified'>,
  person: Person,
  award: Award,
): Promise<void> {
  const badge = await ports.records.badges.byId(award.badge);
  if (!badge) return;
  const addressed: Award = { ...award, recipient: recipientOf(ports, person) };
  const again = award.state === 'issued' ? await signAgain(ports, addressed, badge, person) : null;
  const about = { award: award.id, badge: award.badge, person: person.id };
  await ports.records.keep({ award: [addressed], credential: again ? [again] : [] }, [
    domainEvent(following(event), 'award.readdressed', about),
  ]);
}
