import { z } from 'zod';
import { awardByHand } from '../../../../core/badges/award-by-hand.ts';
import { BadgeId } from '../../../../core/ids.ts';
import { nameOf } from '../../../../core/people/person.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../../command.ts';
import { refusal, sentence } from '../../refuse.ts';
import { nameFor } from '../../suggest.ts';

export const AwardSaid = z.object({ member: z.string().trim().min(1).max(80), badge: BadgeId });

/** A badge by hand, to somebody of this server or workspace. */
export const awardOne: Turn<z.infer<typeof AwardSaid>, KnownAsker> = async (
  ports,
  asker,
  { member, badge: id },
) => {
  const [person, badge] = await Promise.all([
    memberBehind(ports, asker, member),
    ports.records.badges.byId(id),
  ]);
  if (!person || !badge) return sentence(asker, 'chat.award.nobody');
  const given = await awardByHand(ports, asker.me, { badge: id, person: person.id });
  if (given.refused) return refusal(ports, asker, given.refused);
  return sentence(asker, given.done.state === 'issued' ? 'chat.award.given' : 'chat.award.waits', {
    name: nameOf(person),
    badge: nameFor(asker, badge.name),
  });
};

/** `<@U1|mia>`, `<@1234>` or the id alone. @returns null: nobody we know */
async function memberBehind({ records }: ConversationPorts, { from }: KnownAsker, member: string) {
  const id = /^<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>$/.exec(member)?.[1] ?? member.replace(/^@/, '');
  const identity = await records.identities.find(from.platform, from.tenant, id);
  const person = identity && (await records.people.byId(identity.person));
  return person?.state === 'active' ? person : null;
}
