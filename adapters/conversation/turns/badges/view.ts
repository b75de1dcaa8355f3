import { z } from 'zod';
import { explainBadge } from '../../../../core/badges/explain-badge.ts';
import { BadgeId } from '../../../../core/ids.ts';
import { actionId } from '../../action-id.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { reasonText, refusal, tellingFor } from '../../refuse.ts';
import { answers } from '../../reply.ts';
import { nameFor } from '../../suggest.ts';
import { cut, day, joined, own, type Text, tell } from '../../text.ts';

export const OneBadge = z.object({ badge: BadgeId });

/** What a badge stands for, and why one has it or not yet. */
export const viewBadge: Turn<z.infer<typeof OneBadge>, KnownAsker> = async (ports, asker, { badge: id }) => {
  const seen = await explainBadge(ports, asker.me, { badge: id });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  const { badge, award, state, explanation } = seen.done;
  const word = saying(asker);
  const organiser = await ports.records.organisers.byId(badge.organiser);
  const telling = await tellingFor(ports, asker, explanation);
  const reviewers = award?.provenance[0]?.reviewers ?? { peers: 0, organisers: 0 };
  const { peers, organisers } = reviewers;
  const why: Text =
    state === 'issued'
      ? [word('award.state.issued')]
      : joined(
          [
            [word(`award.state.${state}`)],
            ...[explanation, ...explanation.because].map((one): Text => reasonText(telling, one)),
          ],
          '\n',
        );
  return answers(
    asker,
    card(asker, {
      id: 'badge',
      version: badge.version,
      title: [own(nameFor(asker, badge.name))],
      lead: why,
      quote: [own(cut(nameFor(asker, badge.criteria), 800))],
      fields: [
        ...(organiser ? [{ label: word('chat.field.organiser'), value: [own(organiser.name)] }] : []),
        ...(award?.issuedAt ? [{ label: word('chat.badges.earned-on'), value: [day(award.issuedAt)] }] : []),
        ...(peers + organisers > 0
          ? [
              {
                label: word('chat.badges.reviewed'),
                value: tell(asker, 'badge.reviews', {
                  peers,
                  organisers,
                  both: { word: peers > 0 && organisers > 0 ? 'yes' : 'no' },
                }),
              },
            ]
          : []),
      ],
      actions:
        state === 'issued'
          ? [
              {
                label: word('chat.button.share'),
                style: 'primary',
                do: actionId('badges.share', badge.id),
                typed: `badges share ${nameFor(asker, badge.name)}`,
              },
              {
                label: word('chat.button.ask'),
                do: actionId('badges.ask', badge.id),
                typed: `badges ask ${nameFor(asker, badge.name)}`,
              },
            ]
          : [],
      ...(award
        ? { more: [{ label: word('chat.button.web'), open: `${ports.baseUrl}/app/badges/${badge.id}` }] }
        : {}),
    }),
  );
};
