import { z } from 'zod';
import { setVisibility } from '../../../../core/badges/set-visibility.ts';
import { previewShare } from '../../../../core/badges/share-award.ts';
import { BadgeId } from '../../../../core/ids.ts';
import { visibilities } from '../../../../core/lists.ts';
import { actionId } from '../../action-id.ts';
import { saying } from '../../cards/facts.ts';
import type { KnownAsker, Turn } from '../../command.ts';
import { limits } from '../../limits.ts';
import { refusal, sentence } from '../../refuse.ts';
import { nameFor } from '../../suggest.ts';
import { cut, joined, own, tell } from '../../text.ts';

export const VisibilitySaid = z.object({
  badge: BadgeId,
  shown: z.enum(visibilities).optional(),
  evidence: z.enum(visibilities).optional(),
});

/** Who may see a badge, and apart from it what it was given for. */
export const visibility: Turn<z.infer<typeof VisibilitySaid>, KnownAsker> = async (ports, asker, said) => {
  const award = await ports.records.awards.latest(said.badge, asker.me.person);
  const preview = award && (await previewShare(ports, asker.me, { award: award.id }));
  if (!award || !preview?.done) return refusal(ports, asker, { why: 'not-found' });
  const word = saying(asker);
  if (said.shown && said.evidence) {
    const set = await setVisibility(ports, asker.me, {
      award: award.id,
      badge: said.shown,
      evidence: said.evidence,
    });
    if (set.refused) return refusal(ports, asker, set.refused);
    return sentence(asker, 'visibility.set', {}, [
      { label: word('chat.button.open'), style: 'primary', do: actionId('badges.view', said.badge) },
    ]);
  }
  const { choices, view } = preview.done;
  const options = (values: readonly (typeof visibilities)[number][]) =>
    values.map((value) => ({ value, label: word(`visibility.${value}`) }));
  return {
    show: 'form',
    form: {
      id: actionId('badges.visibility', said.badge, 0, 'form'),
      title: cut(word('visibility.title'), limits.formTitle),
      submit: cut(word('chat.button.save'), limits.formTitle),
      note: joined([[own(nameFor(asker, view.earned.name))], tell(asker, 'visibility.about')], '\n'),
      fields: [
        {
          name: 'shown',
          kind: 'pick',
          label: word('visibility.of.badge'),
          required: true,
          options: options(choices.badge),
          value: award.badgeVisibility,
        },
        {
          name: 'evidence',
          kind: 'pick',
          label: word('visibility.of.evidence'),
          required: true,
          options: options(choices.evidence),
          value: award.evidenceVisibility,
        },
      ],
    },
  };
};
