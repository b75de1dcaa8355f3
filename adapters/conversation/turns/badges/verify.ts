import { z } from 'zod';
import { verifyBadge } from '../../../../core/badges/verify-badge.ts';
import { card } from '../../card.ts';
import { saying } from '../../cards/facts.ts';
import type { Turn } from '../../command.ts';
import { answers } from '../../reply.ts';
import { own, tell } from '../../text.ts';

export const VerifySaid = z.object({ link: z.string().trim().min(1).max(500) });

/** Whether a badge is genuine, and whose word that is. Anyone may ask. */
export const verify: Turn<z.infer<typeof VerifySaid>> = async (ports, asker, { link }) => {
  const { report, shown } = await verifyBadge(ports, { presented: link, email: null, asTyped: true });
  const { verdict, reason } = report.report;
  const word = saying(asker);
  const signs = {
    valid: '✅',
    expired: '⌛',
    revoked: '⛔',
    changed: '⛔',
    withdrawn: '⛔',
    unknown: '❔',
  } as const;
  return answers(
    asker,
    card(asker, {
      id: 'verified',
      title: [`${signs[verdict]} `, word(`verify.${verdict}`)],
      lead: reason ? [own(reason)] : tell(asker, `chat.verify.${verdict}`),
      fields: shown
        ? [
            { label: word('chat.field.badge'), value: [own(shown.name ?? '')] },
            { label: word('chat.field.organiser'), value: [own(shown.issuer.name ?? '')] },
          ].filter(({ value }) =>
            value.some((span) => typeof span === 'object' && 'own' in span && span.own !== ''),
          )
        : [],
      actions: [
        {
          label: word('chat.button.check-page'),
          open: `${ports.baseUrl}/verify?${new URLSearchParams({ badge: link.slice(0, 300) })}`,
        },
      ],
    }),
  );
};
