import { type ClaimBadge, claimBadge } from '../../../../core/badges/claim-badge.ts';
import type { ClaimUse } from '../../../../core/badges/claim-code.ts';
import type { LeadsTo } from '../../../../core/badges/read-claim.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import type { Reply } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';

/** Uses a code, once a person: the badge follows, they are let in, or an organiser is asked. */
export const claim: Turn<ClaimBadge, KnownAsker> = async (ports, asker, { code }) => {
  const used = await claimBadge(ports, asker.me, { code }, null);
  if (used.refused) return refusal(ports, asker, used.refused);
  const { to, use } = used.done;
  if (to.is !== 'badge') return letIn(asker, to, use);
  const { badge } = to;
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

/** By a code: to an activity, or to an organiser as a member. */
function letIn(asker: KnownAsker, to: Exclude<LeadsTo, { readonly is: 'badge' }>, use: ClaimUse): Reply {
  const name = to.is === 'activity' ? nameFor(asker, to.activity.name) : to.organiser.name;
  const key = use.state === 'used' ? 'chat.claim.joined' : 'chat.claim.join-asked';
  return sentence(asker, key, { name });
}
