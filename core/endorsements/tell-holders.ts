import { isValid } from '../badges/award.ts';
import type { Told } from '../domain-events.ts';
import type { EndorsementId, PersonId } from '../ids.ts';
import { keepNotice } from '../keep-notice.ts';
import { notifyChat } from '../notify-chat.ts';
import type { Ports } from '../ports/ports.ts';
import { standingOf } from './endorsement.ts';
import { badgeBehind } from './read-holding.ts';

type Wanted = Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>;

/** "You can now…": holders learn of an opportunity that stands on an endorsement of their badge. */
export async function tellHolders(ports: Wanted, event: Told<'endorsement.signed'>): Promise<void> {
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
      await tellOne(ports, event, award.person, endorsement.id);
    }
    after = page.next;
  } while (after !== null);
}

/** The same for who earns the badge later: what is open to its holders then. */
export async function showOpportunities(ports: Wanted, event: Told<'award.issued'>): Promise<void> {
  const { records, clock } = ports;
  const { person, badge: id } = event.payload;
  const badge = await records.badges.byId(id);
  if (!badge) return;
  const subjects = badge.earnedBy.flatMap((rule): string[] =>
    'activity' in rule ? [rule.activity] : 'playlist' in rule ? [rule.playlist] : [],
  );
  const now = clock.now();
  for (const endorsement of await records.endorsements.of([id, badge.organiser, ...subjects])) {
    const { opportunity } = endorsement;
    const isOpen = opportunity && (opportunity.until === null || now < opportunity.until);
    if (!isOpen || standingOf(endorsement, now)?.is !== 'valid') continue;
    const behind = await badgeBehind(ports, endorsement.object);
    if (behind !== 'any' && behind !== id) continue;
    await tellOne(ports, event, person, endorsement.id);
  }
}

/** Once, also to who earned the badge while the endorsement was being signed, and so is told from both sides. */
async function tellOne(
  ports: Wanted,
  event: Told,
  person: PersonId,
  endorsement: EndorsementId,
): Promise<void> {
  const key = `opportunity ${endorsement}`;
  const notice = await keepNotice(ports, person, { kind: 'opportunity-opened', endorsement }, key);
  await notifyChat(ports, event, notice, `${key} ${person}`);
}
