import { domainEvent, following, type Told } from '../domain-events.ts';
import type { Ports } from '../ports/ports.ts';
import { readHeld } from '../read-award-facts.ts';
import { withdrawn } from './award.ts';
import { credentialOf, emptied } from './credential.ts';

/** The awards of an erased person are withdrawn; nothing about them stays but that. */
export async function withdrawAwards(
  { records }: Pick<Ports, 'records'>,
  event: Told<'person.erased'>,
): Promise<void> {
  const held = await readHeld({ records }, event.payload.person);
  const standing = held.filter(({ state }) => state !== 'withdrawn');
  if (standing.length === 0) return;
  const credentials = await Promise.all(
    standing.map((award) => records.credentials.byId(credentialOf(award))),
  );
  await records.keep(
    {
      award: standing.map(withdrawn),
      credential: credentials.filter((one) => one !== null).map(emptied),
    },
    standing.map(({ id, badge, person }) =>
      domainEvent(following(event), 'award.withdrawn', { award: id, badge, person }),
    ),
  );
}
