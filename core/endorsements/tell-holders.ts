import { isValid } from '../badges/award.ts';
import type { Told } from '../domain-events.ts';
import { keepNotice } from '../keep-notice.ts';
import type { Ports } from '../ports/ports.ts';
import { badgeBehind } from './read-holding.ts';

/** "You can now…": holders learn of an opportunity that stands on an endorsement of their badge. */
export async function tellHolders(
  ports: Pick<Ports, 'records' | 'clock' | 'secrets'>,
  event: Told<'endorsement.signed'>,
  key: string,
): Promise<void> {
  const { records, clock } = ports;
  const endorsement = await records.endorsements.byId(event.payload.endorsement);
  if (endorsement?.state !== 'signed' || !endorsement.opportunity) return;
  const behind = await badgeBehind(ports, endorsement.object);
  if (behind === null) return;
  const now = clock.now();
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof records.awards.of>> = await records.awards.of(
      endorsement.organiser,
      {
        size: 200,
        after,
      },
    );
    for (const award of page.items) {
      const isTheirs = behind === 'any' || award.badge === behind;
      if (!isTheirs || !isValid(award, now)) continue;
      await keepNotice(ports, award.person, { kind: 'opportunity-opened', endorsement: endorsement.id }, key);
    }
    after = page.next;
  } while (after !== null);
}
