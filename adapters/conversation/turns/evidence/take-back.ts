import { z } from 'zod';
import { takeBackEvidence } from '../../../../core/evidence/take-back-evidence.ts';
import { ActivityId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { nameFor } from '../../suggest.ts';

export const TakeBackSaid = z.object({ activity: ActivityId });

/** Takes back what waits there, so that it can be changed. */
export const takeBack: Turn<z.infer<typeof TakeBackSaid>, KnownAsker> = async (
  ports,
  asker,
  { activity: id },
) => {
  const activity = await ports.records.activities.byId(id);
  const work = activity ? await ports.records.work.of(asker.me.person, [id]) : [];
  const waiting = work.find(({ state }) => state === 'in-review');
  const first = waiting ?? work[0];
  if (!activity || !first) return sentence(asker, 'refusal.nothing-handed-in');
  const taken = await takeBackEvidence(ports, asker.me, { task: first.task });
  if (taken.refused) return refusal(ports, asker, taken.refused);
  return sentence(asker, 'chat.evidence.taken-back', { activity: nameFor(asker, activity.name) }, [
    {
      label: saying(asker)('chat.button.send-again'),
      style: 'primary',
      do: actionId('activity.evidence', id, 0, first.task),
      typed: `evidence ${nameFor(asker, activity.name)}`,
    },
  ]);
};
