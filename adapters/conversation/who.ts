import { chatOf } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import { CommunityId } from '../../core/ids.ts';
import type { CommunityKind } from '../../core/lists.ts';
import type { Location } from '../../core/locations/location.ts';
import { nobody, type Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import { may } from '../../core/people/may.ts';
import type { Person } from '../../core/people/person.ts';
import { settingsOf } from '../../core/people/settings.ts';
import { readActionId } from './action-id.ts';
import type { Asked, Platform } from './asked.ts';
import type { Asker, ConversationPorts } from './command.ts';
import type { Reader } from './text.ts';
import { type ChatLanguage, chatLanguageOf, knownChatLanguage } from './words/say.ts';

/** A reader, and whether lines do them more good than buttons. */
type Speaking = Reader & { readonly plain: boolean };

type Wanted = Pick<ConversationPorts, 'records' | 'clock' | 'ids'>;

/** Who is behind a chat identity, where they are, and how to speak to them. */
export async function whoAsks(ports: Wanted, asked: Asked): Promise<Asker> {
  const { from, via, key } = asked;
  const [community, person] = await Promise.all([communityOf(ports, from), personOf(ports, from)]);
  const [home, me] = await Promise.all([
    homeOf(ports, community),
    person ? seated(ports, person, community) : null,
  ]);
  return {
    who: me ?? nobody,
    me,
    person,
    community,
    home,
    ...readerOf(person, from, community, home),
    from,
    via,
    on: asked.on ? readActionId(asked.on) : null,
    key,
  };
}

/** How to speak to somebody where nothing was asked of the conversation: nobody is made or seated by it. */
export async function readerFor(
  ports: Pick<ConversationPorts, 'records'>,
  from: Asked['from'],
): Promise<Speaking> {
  const [community, person] = await Promise.all([communityOf(ports, from), personOf(ports, from)]);
  const home = await homeOf(ports, community);
  return readerOf(person, from, community, home);
}

/** Connected ones only: what nobody stands behind is no community to us. */
export async function communityOf(
  { records }: Pick<ConversationPorts, 'records'>,
  from: Asked['from'],
): Promise<Community | null> {
  if (!from.group) return null;
  const kind = kindOf[from.platform];
  const found = kind
    ? await records.communities.find(kind, from.tenant, from.group.id)
    : // The console sits down wherever it is told to, by our own id.
      await records.communities.byId(CommunityId.parse(from.group.id));
  return found?.organiser ? found : null;
}

export const kindOf: Readonly<Record<Platform, CommunityKind | null>> = {
  discord: 'discord-server',
  slack: 'slack-workspace',
  console: null,
};

async function personOf(
  { records }: Pick<ConversationPorts, 'records'>,
  from: Asked['from'],
): Promise<Person | null> {
  const identity = await records.identities.find(from.platform, from.tenant, from.chatUser);
  const person = identity && (await records.people.byId(identity.person));
  return person?.state === 'active' ? person : null;
}

/** In a connected community they are a member, in the seat that follows from their roles there. */
export async function seated(ports: Wanted, person: Person, community: Community | null): Promise<Someone> {
  const actor = await findActor(ports, person.id, null);
  const me = { ...actor, person: person.id };
  if (!community?.organiser) return me;
  const seat = may.seeOrganiser(actor, community.organiser).verdict === 'yes' ? 'teacher' : 'learner';
  const { kind, tenant, nativeId, title, organiser, audience } = community;
  await enterCommunity(ports, {
    kind,
    tenant,
    nativeId,
    title,
    organiser,
    audience,
    person: person.id,
    seat,
    name: null,
    isTest: false,
    copiedFrom: [],
  });
  return { ...me, seat: { community: community.id, as: seat } };
}

async function homeOf(
  { records }: Pick<ConversationPorts, 'records'>,
  community: Community | null,
): Promise<Location | null> {
  const organiser = community?.organiser ? await records.organisers.byId(community.organiser) : null;
  return organiser?.home ? records.locations.byId(organiser.home) : null;
}

const readerOf = (
  person: Person | null,
  from: Asked['from'],
  community: Community | null,
  home: Location | null,
): Speaking => ({
  language: languageFor(person, from, community ? chatOf(community).language : null, home),
  zone: person?.zone ?? home?.zone ?? 'UTC',
  plain: person ? settingsOf(person).plainText : false,
});

/**
 * Theirs, else that of the client, unless it is English and the community has a language of its own: some languages
 * no client can be set to.
 */
function languageFor(
  person: Person | null,
  { clientLocale }: Asked['from'],
  theirs: string | null,
  home: Location | null,
): ChatLanguage {
  const own = person && knownChatLanguage([person.language]);
  if (own) return own;
  const client = clientLocale ? knownChatLanguage([clientLocale]) : null;
  if (client && client !== 'en') return client;
  const community = theirs ?? home?.languages[0];
  return chatLanguageOf([...(community ? [community] : []), ...(client ? [client] : [])]);
}
