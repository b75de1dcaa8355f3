import { z } from 'zod';
import { checkIn } from '../../../../core/activities/check-in.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { nameFor } from '../../suggest.ts';

export const CheckInSaid = z.object({ code: z.string().trim().min(4).max(12) });

/** "I am here": with the code that the room shows now. */
export const checkInOne: Turn<z.infer<typeof CheckInSaid>, KnownAsker> = async (ports, asker, { code }) => {
  const here = await checkIn(ports, asker.me, { code });
  if (here.refused) return refusal(ports, asker, here.refused);
  return sentence(asker, 'chat.room.in', { activity: nameFor(asker, here.done.activity.name) }, [
    {
      label: saying(asker)('chat.button.open'),
      style: 'primary',
      do: actionId('activity.view', here.done.activity.id),
      typed: `activity ${nameFor(asker, here.done.activity.name)}`,
    },
  ]);
};
