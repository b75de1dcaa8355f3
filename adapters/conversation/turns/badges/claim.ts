import { type ClaimBadge, claimBadge } from '../../../../core/badges/claim-badge.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { nameFor } from '../../suggest.ts';

/** Uses a code, once a person: the badge follows, or an organiser is asked. */
export const claim: Turn<ClaimBadge, KnownAsker> = async (ports, asker, { code }) => {
  const used = await claimBadge(ports, asker.me, { code }, null);
  if (used.refused) return refusal(ports, asker, used.refused);
  const { badge, use } = used.done;
  const name = nameFor(asker, badge.name);
  return sentence(asker, use.state === 'used' ? 'chat.claim.done' : 'chat.claim.asked', { badge: name }, [
    {
      label: saying(asker)('chat.button.open'),
      style: 'primary',
      do: actionId('badges.view', badge.id),
      typed: `badges ${name}`,
    },
  ]);
};
