import { following, type Told } from '../domain-events.ts';
import { rejudge } from './rejudge.ts';
import type { Issuing } from './sign-award.ts';

/** A badge may be what others of this person waited for. */
export async function awardDependants(ports: Issuing, event: Told<'award.issued'>): Promise<void> {
  const { badge: id, person } = event.payload;
  const badge = await ports.records.badges.byId(id);
  if (!badge) return;
  for (const needing of await ports.records.badges.needing(id, badge.organiser)) {
    const award = await ports.records.awards.latest(needing.id, person);
    if (award?.state === 'waiting') await rejudge(ports, following(event), award);
  }
}
