import { z } from 'zod';
import { Apply, apply } from '../../../core/endorsements/apply.ts';
import { type Endorsement, standingOf } from '../../../core/endorsements/endorsement.ts';
import { endorserName } from '../../../core/endorsements/list-endorsements.ts';
import { placesTaken, releasable } from '../../../core/endorsements/opportunity.ts';
import { BadgeId, EndorsementId } from '../../../core/ids.ts';
import { actionId } from '../action-id.ts';
import { card, type Item } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { cut, day, joined, own, tell } from '../text.ts';

export const AskSaid = z.object({
  badge: z.union([BadgeId, EndorsementId]),
  released: z.array(z.enum(releasable)).optional(),
  words: z.string().trim().max(1000).optional(),
});
type AskSaid = z.infer<typeof AskSaid>;

/** What holders of a badge may ask for, and asking for it: they choose field by field what is shown. */
export const askFor: Turn<AskSaid, KnownAsker> = async (ports, asker, said) => {
  if (asker.on?.extra !== 'apply') return opportunities(ports, asker, BadgeId.parse(said.badge));
  const endorsement = EndorsementId.parse(said.badge);
  if (asker.via !== 'form') return applicationForm(asker, endorsement);
  const input = Apply.parse({ endorsement, released: said.released ?? [], words: said.words ?? '' });
  const applied = await apply(ports, asker.me, input);
  return applied.refused ? refusal(ports, asker, applied.refused) : sentence(asker, 'opportunity.sent');
};

async function opportunities(ports: ConversationPorts, asker: KnownAsker, id: BadgeId): Promise<Reply> {
  const { records, clock } = ports;
  const badge = await records.badges.byId(id);
  if (!badge) return refusal(ports, asker, { why: 'not-found' });
  const behind = badge.earnedBy.flatMap((rule): readonly string[] =>
    'activity' in rule ? [rule.activity] : 'playlist' in rule ? [rule.playlist] : [],
  );
  const now = clock.now();
  const found = (await records.endorsements.of([id, badge.organiser, ...behind])).filter(
    (one) =>
      standingOf(one, now)?.is === 'valid' &&
      one.opportunity !== null &&
      (one.opportunity.until === null || now < one.opportunity.until),
  );
  if (found.length === 0) {
    return sentence(asker, 'chat.ask.none', { badge: nameFor(asker, badge.name) }, [
      { label: saying(asker)('chat.button.open'), do: actionId('badges.view', id) },
    ]);
  }
  const shown = found.slice(0, limits.page);
  return answers(
    asker,
    card(asker, {
      id: 'opportunities',
      title: tell(asker, 'chat.ask.title', { badge: nameFor(asker, badge.name) }),
      items: {
        page: 1,
        pages: 1,
        list: await Promise.all(shown.map((one) => opportunityItem(ports, asker, one))),
      },
      ...(found.length > shown.length
        ? { note: tell(asker, 'chat.and-more', { count: found.length - shown.length }) }
        : {}),
      actions: [],
    }),
  );
}

async function opportunityItem(
  ports: ConversationPorts,
  asker: KnownAsker,
  endorsement: Endorsement,
): Promise<Item> {
  const word = saying(asker);
  const { opportunity } = endorsement;
  const [endorser, applications] = await Promise.all([
    endorserName(ports, endorsement),
    ports.records.applications.of(endorsement.id),
  ]);
  const places = opportunity?.places ?? null;
  const left = places === null ? null : Math.max(0, places - placesTaken(applications));
  return {
    title: [own(opportunity?.what ?? '')],
    detail: joined([
      [own(endorser)],
      opportunity ? [word(`opportunity.kind.${opportunity.kind}`)] : [],
      left === null ? [] : tell(asker, 'opportunity.places', { left }),
      opportunity?.until ? tell(asker, 'opportunity.until', { day: day(opportunity.until) }) : [],
    ]),
    action: {
      label: word('chat.button.interested'),
      do: actionId('badges.ask', endorsement.id, 0, 'apply'),
    },
  };
}

function applicationForm(asker: KnownAsker, endorsement: EndorsementId): Reply {
  const word = saying(asker);
  return {
    show: 'form',
    form: {
      id: actionId('badges.ask', endorsement, 0, 'apply'),
      title: cut(word('chat.ask.form'), limits.formTitle),
      submit: cut(word('chat.button.send'), limits.formTitle),
      note: tell(asker, 'opportunity.release.hint'),
      fields: [
        {
          name: 'released',
          kind: 'ticks',
          label: word('opportunity.release'),
          required: false,
          options: releasable.map((value) => ({ value, label: word(`opportunity.release.${value}`) })),
        },
        {
          name: 'words',
          kind: 'text',
          label: word('opportunity.words'),
          required: false,
          most: 1000,
          lines: 'many',
        },
      ],
    },
  };
}
