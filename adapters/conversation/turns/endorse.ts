import { z } from 'zod';
import { chatOf } from '../../../core/communities/chat-settings.ts';
import { declineEndorsement } from '../../../core/endorsements/end-endorsement.ts';
import { type Endorsement, standingOf } from '../../../core/endorsements/endorsement.ts';
import { endorserName } from '../../../core/endorsements/list-endorsements.ts';
import { opportunityKinds } from '../../../core/endorsements/opportunity.ts';
import { type ObjectRead, readObject } from '../../../core/endorsements/read-object.ts';
import { signAsOrganiser } from '../../../core/endorsements/write-endorsement.ts';
import type { OrganiserId } from '../../../core/ids.ts';
import { actionId } from '../action-id.ts';
import { type Card, card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import type { Form } from '../form.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { firstOnes, nameFor } from '../suggest.ts';
import { cut, joined, moment, own, type Text, tell } from '../text.ts';

export const EndorseSaid = z.object({
  request: z.string().trim().max(120).optional(),
  text: z.string().trim().max(2000).optional(),
  kind: z.enum(opportunityKinds).optional(),
  what: z.string().trim().max(500).optional(),
  places: z.coerce.number().int().min(1).max(10_000).optional(),
});
type EndorseSaid = z.infer<typeof EndorseSaid>;

interface Waiting {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
}

/** Requests to stand behind something: the list, one of them, and the answer. For staff of the organiser that was asked. */
export const answerEndorsement: Turn<EndorseSaid, KnownAsker> = async (ports, asker, said) => {
  const waiting = await requestsTo(ports, asker);
  const wanted = said.request ?? '';
  const found = wanted ? matching(asker, waiting, wanted) : waiting;
  const [one, ...others] = found;
  if (!one) return nothingSo(ports, asker, wanted);
  if (others.length > 0) return queue(asker, found);
  if (asker.on?.extra === 'decline') return decline(ports, asker, one);
  if (asker.via === 'form' || said.text) return sign(ports, asker, one, said);
  if (asker.on?.extra === 'form') return { show: 'form', form: formFor(asker, one) };
  return answers(asker, await requestCard(ports, asker, one));
};

/** Of every organiser that somebody works for. */
async function organisersOf(
  { records }: ConversationPorts,
  { me }: KnownAsker,
): Promise<readonly OrganiserId[]> {
  const staff = await records.staff.of(me.person);
  return [...new Set(staff.filter(({ endedAt }) => endedAt === null).map(({ organiser }) => organiser))];
}

async function requestsTo(ports: ConversationPorts, asker: KnownAsker): Promise<readonly Waiting[]> {
  const organisers = await organisersOf(ports, asker);
  const all = (await Promise.all(organisers.map((id) => ports.records.endorsements.by(id)))).flat();
  return withObjects(
    ports,
    all.filter(({ state }) => state === 'asked'),
  );
}

async function withObjects(
  ports: Pick<ConversationPorts, 'records'>,
  endorsements: readonly Endorsement[],
): Promise<readonly Waiting[]> {
  const read = await Promise.all(
    endorsements.map(async (endorsement) => {
      const object = await readObject(ports, endorsement.object);
      return object && { endorsement, object };
    }),
  );
  return read.filter((one) => one !== null);
}

function matching(asker: KnownAsker, waiting: readonly Waiting[], wanted: string): readonly Waiting[] {
  const byId = waiting.filter(({ endorsement }) => endorsement.id === wanted);
  if (byId.length > 0) return byId;
  const named = waiting.map(({ endorsement, object }) => ({
    id: endorsement.id as string,
    name: object.name,
  }));
  const ids = new Set(firstOnes(asker, wanted, named).map(({ value }) => value));
  return waiting.filter(({ endorsement }) => ids.has(endorsement.id));
}

/** Their own badge is refused with the reason; anything else was answered, or nobody asked. */
async function nothingSo(ports: ConversationPorts, asker: KnownAsker, wanted: string): Promise<Reply> {
  if (!wanted) return sentence(asker, 'chat.endorse.nothing');
  const organisers = await organisersOf(ports, asker);
  const badges = (await Promise.all(organisers.map((id) => ports.records.badges.of(id)))).flat();
  const theirs = firstOnes(
    asker,
    wanted,
    badges.map(({ id, name }) => ({ id, name })),
  );
  return theirs.length > 0
    ? refusal(ports, asker, { why: 'own-object' })
    : sentence(asker, 'chat.nothing-called', { typed: wanted });
}

function queue(asker: KnownAsker, waiting: readonly Waiting[]): Reply {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'endorse-queue',
      title: tell(asker, 'chat.endorse.waiting', { count: waiting.length }),
      items: {
        page: 1,
        pages: 1,
        list: waiting.slice(0, limits.page).map(({ endorsement, object }) => ({
          title: [own(nameFor(asker, object.name))],
          detail: [own(object.organiserName)],
          action: {
            label: word('chat.button.open'),
            do: actionId('endorse.answer', endorsement.id),
            typed: `endorse ${nameFor(asker, object.name)}`,
          },
        })),
      },
      ...(waiting.length > limits.page
        ? { note: tell(asker, 'chat.and-more', { count: waiting.length - limits.page }) }
        : {}),
      actions: [],
    }),
  );
}

async function requestCard(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement, object }: Waiting,
): Promise<Card> {
  const word = saying(asker);
  const name = nameFor(asker, object.name);
  return card(asker, {
    id: 'endorse',
    version: object.version,
    title: tell(asker, 'chat.endorse.asks', { organiser: object.organiserName, name }),
    lead: tell(asker, 'chat.endorse.for', { endorser: await endorserName(ports, endorsement) }),
    ...(endorsement.request ? { quote: [own(endorsement.request)] } : {}),
    note: tell(asker, 'chat.endorse.note'),
    actions: [
      {
        label: word('chat.button.endorse'),
        style: 'primary',
        do: actionId('endorse.answer', endorsement.id, 0, 'form'),
      },
      { label: word('chat.button.decline'), do: actionId('endorse.answer', endorsement.id, 0, 'decline') },
    ],
  });
}

function formFor(asker: KnownAsker, { endorsement }: Waiting, said: EndorseSaid = {}): Form {
  const word = saying(asker);
  return {
    id: actionId('endorse.answer', endorsement.id, 0, 'form'),
    title: cut(word('chat.button.endorse'), limits.formTitle),
    submit: cut(word('chat.button.send'), limits.formTitle),
    fields: [
      {
        name: 'text',
        kind: 'text',
        label: word('chat.endorse.text'),
        hint: word('chat.endorse.text.hint'),
        required: true,
        least: 10,
        most: 2000,
        lines: 'many',
        ...(said.text ? { value: said.text } : {}),
      },
      {
        name: 'kind',
        kind: 'pick',
        label: word('chat.endorse.kind'),
        required: false,
        options: opportunityKinds.map((value) => ({ value, label: word(`opportunity.kind.${value}`) })),
        ...(said.kind ? { value: said.kind } : {}),
      },
      {
        name: 'what',
        kind: 'text',
        label: word('chat.endorse.what'),
        required: false,
        most: 500,
        lines: 'one',
        ...(said.what ? { value: said.what } : {}),
      },
      {
        name: 'places',
        kind: 'text',
        label: word('chat.endorse.places'),
        required: false,
        most: 5,
        lines: 'one',
      },
    ],
  };
}

async function sign(
  ports: ConversationPorts,
  asker: KnownAsker,
  waiting: Waiting,
  said: EndorseSaid,
): Promise<Reply> {
  const { text = '', kind, what, places } = said;
  if (text.length < 10) {
    const wrong = { text: saying(asker)('chat.endorse.text.hint') };
    return { show: 'wrong-fields', form: formFor(asker, waiting, said), wrong };
  }
  const signed = await signAsOrganiser(ports, asker.me, {
    endorsement: waiting.endorsement.id,
    text,
    language: asker.language,
    opportunity: what ? { kind: kind ?? 'other', what, places: places ?? null, until: null } : null,
    until: null,
  });
  if (signed.refused) return refusal(ports, asker, signed.refused);
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'endorsed',
      title: tell(asker, 'chat.endorse.done', { name: nameFor(asker, waiting.object.name) }),
      quote: [own(text)],
      actions: signed.done.opportunity
        ? [
            {
              label: word('chat.button.share'),
              style: 'primary',
              do: actionId('share', signed.done.id),
              typed: 'share',
            },
          ]
        : [],
    }),
  );
}

async function decline(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement }: Waiting,
): Promise<Reply> {
  const declined = await declineEndorsement(ports, asker.me, { endorsement: endorsement.id });
  return declined.refused
    ? refusal(ports, asker, declined.refused)
    : sentence(asker, 'chat.endorse.declined');
}

export const ShareSaid = z.object({ opportunity: z.string().trim().max(120).optional() });
type ShareSaid = z.infer<typeof ShareSaid>;

/** Tells a channel that was chosen for it what holders of a badge are offered; shown first, posted by one's own click. */
export const shareOpportunity: Turn<ShareSaid, KnownAsker> = async (ports, asker, { opportunity }) => {
  const offered = await offersOf(ports, asker);
  const found = opportunity ? matching(asker, offered, opportunity) : offered;
  const [one, ...others] = found;
  if (!one) return sentence(asker, 'chat.offer.nothing');
  if (others.length > 0) return offers(asker, found);
  const channel = asker.community ? chatOf(asker.community).channels.announce : null;
  if (!channel) return sentence(asker, 'chat.offer.no-channel');
  const shown = await offerCard(ports, asker, one);
  if (asker.on?.extra === 'post') {
    const receipt = card(asker, { id: 'offered', title: tell(asker, 'chat.share.posted'), actions: [] });
    return { show: 'post', card: shown, to: { channel }, receipt };
  }
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'offer-preview',
      title: tell(asker, 'chat.offer.preview'),
      quote: joined([shown.title, shown.lead ?? []]),
      actions: [
        {
          label: word('chat.button.post'),
          style: 'primary',
          do: actionId('share', one.endorsement.id, 0, 'post'),
        },
      ],
    }),
  );
};

async function offersOf(ports: ConversationPorts, asker: KnownAsker): Promise<readonly Waiting[]> {
  const organisers = await organisersOf(ports, asker);
  const all = (await Promise.all(organisers.map((id) => ports.records.endorsements.by(id)))).flat();
  const now = ports.clock.now();
  return withObjects(
    ports,
    all.filter((one) => one.opportunity && standingOf(one, now)?.is === 'valid'),
  );
}

function offers(asker: KnownAsker, offered: readonly Waiting[]): Reply {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'offers',
      title: tell(asker, 'chat.which', { count: offered.length }),
      items: {
        page: 1,
        pages: 1,
        list: offered.slice(0, limits.page).map(({ endorsement, object }) => ({
          title: [own(nameFor(asker, object.name))],
          detail: [own(cut(endorsement.opportunity?.what ?? '', 200))],
          action: { label: word('chat.button.this-one'), do: actionId('share', endorsement.id) },
        })),
      },
      actions: [],
    }),
  );
}

async function offerCard(
  ports: ConversationPorts,
  asker: KnownAsker,
  { endorsement, object }: Waiting,
): Promise<Card> {
  const { opportunity } = endorsement;
  const ends: Text = opportunity?.until
    ? tell(asker, 'chat.offer.until', { until: moment(opportunity.until) })
    : [];
  const places: Text = opportunity?.places
    ? tell(asker, 'chat.offer.places', { places: opportunity.places })
    : [];
  return card(asker, {
    id: 'offer',
    title: tell(asker, 'chat.offer.title', {
      endorser: await endorserName(ports, endorsement),
      name: nameFor(asker, object.name),
    }),
    lead: joined([[own(opportunity?.what ?? '')], places, ends]),
    actions: [
      {
        label: saying(asker)('chat.button.interested'),
        style: 'primary',
        open: `${ports.baseUrl}/app/opportunities/${endorsement.id}`,
      },
    ],
  });
}
