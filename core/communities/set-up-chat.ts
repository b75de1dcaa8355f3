import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId, type CommunityId } from '../ids.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor, Someone } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import { Language } from '../texts.ts';
import { type ChatSettings, chatOf } from './chat-settings.ts';
import { type Community, isOfChat } from './community.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const channel = z.string().min(1).max(64).nullable();

/** What is left out stays as it is. */
export const SetUpChat = z.object({
  announce: channel.optional(),
  review: channel.optional(),
  staff: channel.optional(),
  language: Language.nullable().optional(),
  from: hour.optional(),
  to: hour.optional(),
  twoAdultsForImages: z.boolean().optional(),
  /** Role null: the badge brings none any more. */
  role: z.object({ badge: BadgeId, role: z.string().min(1).max(64).nullable() }).optional(),
});
export type SetUpChat = z.infer<typeof SetUpChat>;

export type SetUpRefusal = NotFound | NotAllowed;

/** Where things are posted, when, in which language, and which badge brings which role. For owners and managers. */
export async function setUpChat(
  { records }: Pick<Ports, 'records'>,
  by: Someone,
  id: CommunityId,
  wanted: SetUpChat,
): Promise<Outcome<Community, SetUpRefusal>> {
  const community = await records.communities.byId(id);
  const shut = community && judgeSettingUp(by, community);
  if (!community || shut) return refused(shut ?? { why: 'not-found' });
  if (wanted.role) {
    const badge = await records.badges.byId(wanted.role.badge);
    if (badge?.organiser !== community.organiser) return refused({ why: 'not-found' });
  }
  const next: Community = { ...community, chat: changed(chatOf(community), wanted) };
  await records.keep({ community: [next] }, [
    domainEvent({ person: by.person, seat: { community: id, as: 'visitor' } }, 'community.set-up', {
      community: id,
    }),
  ]);
  return done({ ...next, revision: next.revision + 1 });
}

/** Why not; null: they may. */
export function judgeSettingUp(by: Actor, community: Community): SetUpRefusal | null {
  const { organiser } = community;
  if (!organiser || !isOfChat(community) || may.seeOrganiser(by, organiser).verdict !== 'yes') {
    return { why: 'not-found' };
  }
  const because = may.seePlatforms(by, organiser);
  return because.verdict === 'yes' ? null : { why: 'not-allowed', because };
}

function changed(chat: ChatSettings, wanted: SetUpChat): ChatSettings {
  const { role } = wanted;
  const others = role ? chat.roles.filter(({ badge }) => badge !== role.badge) : chat.roles;
  return {
    ...chat,
    channels: {
      announce: wanted.announce === undefined ? chat.channels.announce : wanted.announce,
      review: wanted.review === undefined ? chat.channels.review : wanted.review,
      staff: wanted.staff === undefined ? chat.channels.staff : wanted.staff,
    },
    language: wanted.language === undefined ? chat.language : wanted.language,
    openingHours: { from: wanted.from ?? chat.openingHours.from, to: wanted.to ?? chat.openingHours.to },
    safety: {
      ...chat.safety,
      twoAdultsForImages: wanted.twoAdultsForImages ?? chat.safety.twoAdultsForImages,
    },
    roles: role?.role ? [...others, { badge: role.badge, role: role.role, broken: null }] : others,
  };
}
