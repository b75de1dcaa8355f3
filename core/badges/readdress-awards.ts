import { domainEvent, following, type Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { readHeld } from '../read-award-facts.ts';
import { recipientOf } from './recipient.ts';

/** Awards that name their holder by an address of ours are issued to the e-mail that they have verified. */
export async function readdressAwards(
  ports: Pick<Ports, 'records' | 'secrets' | 'baseUrl'>,
  event: Told<'person.email-verified'>,
): Promise<void> {
  const { records } = ports;
  const person = await records.people.byId(event.payload.person);
  if (person?.state !== 'active' || !person.emails.some(({ verifiedAt }) => verifiedAt)) return;
  const held = await readHeld({ records }, person.id);
  const unaddressed = held.filter(
    ({ state, recipient }) => recipient.type === 'url' && (state === 'issued' || state === 'waiting'),
  );
  if (unaddressed.length === 0) return;
  await records.keep(
    { award: unaddressed.map((award) => ({ ...award, recipient: recipientOf(ports, person) })) },
    unaddressed.map(({ id, badge }) =>
      domainEvent(following(event), 'award.readdressed', { award: id, badge, person: person.id }),
    ),
  );
}
