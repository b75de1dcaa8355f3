import { z } from 'zod';
import type { Award } from '../../../core/badges/award.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import { type ClaimBadge, claimBadge } from '../../../core/badges/claim-badge.ts';
import type { ClaimUse } from '../../../core/badges/claim-code.ts';
import { explainBadge } from '../../../core/badges/explain-badge.ts';
import type { LeadsTo } from '../../../core/badges/read-claim.ts';
import { setVisibility } from '../../../core/badges/set-visibility.ts';
import { previewShare, shareAward } from '../../../core/badges/share-award.ts';
import { verifyBadge } from '../../../core/badges/verify-badge.ts';
import { BadgeId } from '../../../core/ids.ts';
import { visibilities } from '../../../core/lists.ts';
import { nameOf } from '../../../core/people/person.ts';
import { actionId } from '../action-id.ts';
import { card, type Item } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { limits } from '../limits.ts';
import { reasonText, refusal, sentence, tellingFor } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { cut, day, joined, own, type Text, tell } from '../text.ts';

export const NoBadge = z.object({});
export const OneBadge = z.object({ badge: BadgeId });

const mostShown = 100;

/** Those that count, newest first; a later round stands for the earlier ones. */
async function heldBy({ records }: ConversationPorts, { me }: KnownAsker): Promise<readonly Award[]> {
  const { items } = await records.awards.heldBy(me.person, { size: mostShown, after: null });
  const once = new Map<string, Award>();
  for (const award of items)
    if (!once.has(award.badge) && award.state !== 'withdrawn') once.set(award.badge, award);
  return [...once.values()];
}

/** One's badges, five at a time; those that wait say what for. */
export const wallet: Turn<z.infer<typeof NoBadge>, KnownAsker> = async (ports, asker) => {
  const word = saying(asker);
  const held = await heldBy(ports, asker);
  if (held.length === 0) {
    return sentence(asker, 'chat.badges.none', {}, [
      {
        label: word('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const pages = Math.ceil(held.length / limits.page);
  const page = Math.min(pages, Number(asker.on?.extra ?? 1) || 1);
  const shown = held.slice((page - 1) * limits.page, page * limits.page);
  const badges = await ports.records.badges.byIds(shown.map(({ badge }) => badge));
  return answers(
    asker,
    card(asker, {
      id: 'wallet',
      title: tell(asker, 'chat.badges.count', { count: held.length }),
      items: {
        page,
        pages,
        list: shown.flatMap((award) => {
          const badge = badges.find(({ id }) => id === award.badge);
          return badge ? [awardItem(asker, award, badge)] : [];
        }),
      },
      actions: [
        ...(page > 1
          ? [{ label: word('chat.button.back'), do: actionId('badges.wallet', '', 0, `${page - 1}`) }]
          : []),
        ...(page < pages
          ? [{ label: word('chat.button.more'), do: actionId('badges.wallet', '', 0, `${page + 1}`) }]
          : []),
        { label: word('chat.button.open-wallet'), open: `${ports.baseUrl}/me/badges` },
      ],
    }),
  );
};

function awardItem(asker: KnownAsker, award: Award, badge: Badge): Item {
  const word = saying(asker);
  const name = nameFor(asker, badge.name);
  return {
    title: [own(name)],
    detail: joined([
      [word(`award.state.${award.state === 'withdrawn' ? 'revoked' : award.state}`)],
      award.issuedAt ? [day(award.issuedAt)] : [],
    ]),
    action: {
      label: word('chat.button.open'),
      do: actionId('badges.view', badge.id),
      typed: `badges ${name}`,
    },
  };
}

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

/** A preview first; one click, one post. Refused with its reason until it may be seen by anyone. */
export const shareBadge: Turn<z.infer<typeof OneBadge>, KnownAsker> = async (ports, asker, { badge: id }) => {
  const [award, badge] = await Promise.all([
    ports.records.awards.latest(id, asker.me.person),
    ports.records.badges.byId(id),
  ]);
  if (!award || !badge) return refusal(ports, asker, { why: 'not-found' });
  if (asker.on?.extra === 'post' || asker.on?.extra === 'alias') {
    return posted(ports, asker, award, badge, asker.on.extra === 'alias');
  }
  const preview = await previewShare(ports, asker.me, { award: award.id });
  if (preview.refused) return refusal(ports, asker, preview.refused);
  const { may, url, isShared } = preview.done;
  if (may.verdict !== 'yes') return refusal(ports, asker, { why: 'not-shareable', because: may });
  const word = saying(asker);
  const { place } = asker.from;
  const { displayName, alias } = asker.person;
  const post = (extra: 'post' | 'alias', label: string, style: object) => ({
    label,
    ...style,
    do: actionId('badges.share', id, 0, extra),
  });
  return answers(
    asker,
    card(asker, {
      id: 'share',
      title: tell(asker, place ? 'chat.share.ask' : 'chat.share.link', {
        place: place?.name ?? '#',
        name: displayName ?? alias,
      }),
      lead: tell(asker, 'chat.share.seen', { badge: nameFor(asker, badge.name) }),
      note: tell(asker, isShared ? 'chat.share.public' : 'chat.share.will-be-public'),
      actions: [
        post('post', word(place ? 'chat.button.post' : 'chat.button.make-link'), { style: 'primary' }),
        ...(place && displayName ? [post('alias', word('chat.button.as-alias', { alias }), {})] : []),
        { label: word('chat.button.cancel'), do: actionId('badges.view', id) },
        ...(isShared ? [{ label: word('chat.button.web'), open: url }] : []),
      ],
    }),
  );
};

async function posted(
  ports: ConversationPorts,
  asker: KnownAsker,
  award: Award,
  badge: Badge,
  asAlias: boolean,
): Promise<Reply> {
  const shared = await shareAward(ports, asker.me, { award: award.id });
  if (shared.refused) return refusal(ports, asker, shared.refused);
  const word = saying(asker);
  const { url } = shared.done;
  const { place } = asker.from;
  const receipt = card(asker, {
    id: 'shared',
    title: tell(asker, place ? 'chat.share.posted' : 'chat.share.here-it-is'),
    lead: [{ link: url, to: url }],
    actions: [{ label: word('chat.button.web'), open: url }],
  });
  if (!place) return answers(asker, receipt);
  const name = asAlias ? asker.person.alias : nameOf(asker.person);
  const post = card(asker, {
    id: 'shared-badge',
    title: tell(asker, 'chat.post.celebrate', { name, badge: nameFor(asker, badge.name) }),
    quote: [own(cut(nameFor(asker, badge.description), 500))],
    actions: [{ label: word('chat.button.see-badge'), open: url }],
  });
  return { show: 'post', card: post, to: place, receipt };
}

/** Uses a code, once a person: the badge follows, or an organiser is asked. */
export const claim: Turn<ClaimBadge, KnownAsker> = async (ports, asker, { code }) => {
  const used = await claimBadge(ports, asker.me, { code }, null);
  if (used.refused) return refusal(ports, asker, used.refused);
  const { to, use } = used.done;
  if (to.is !== 'badge') return letIn(asker, to, use);
  const { badge } = to;
  const name = nameFor(asker, badge.name);
  return sentence(asker, use.state === 'used' ? 'chat.claim.done' : 'chat.claim.asked', { badge: name }, [
    {
      label: saying(asker)('chat.button.open'),
      style: 'primary',
      do: actionId('badges.view', badge.id),
      typed: `badges ${name}`,
    },
  ]);
};

/** By a code: to an activity, or to an organiser as a member. */
function letIn(asker: KnownAsker, to: Exclude<LeadsTo, { readonly is: 'badge' }>, use: ClaimUse): Reply {
  const name = to.is === 'activity' ? nameFor(asker, to.activity.name) : to.organiser.name;
  const key = use.state === 'used' ? 'chat.claim.joined' : 'chat.claim.join-asked';
  return sentence(asker, key, { name });
}

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
