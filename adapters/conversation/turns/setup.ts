import { z } from 'zod';
import { chatOf } from '../../../core/communities/chat-settings.ts';
import { askToConnect, disconnectCommunity } from '../../../core/communities/connect-community.ts';
import { sweepCommunity } from '../../../core/communities/reconcile-roles.ts';
import { judgeSettingUp, setUpChat } from '../../../core/communities/set-up-chat.ts';
import { BadgeId } from '../../../core/ids.ts';
import type { Finding } from '../../../core/ports/chat-platform.ts';
import { actionId } from '../action-id.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { Asker, ConversationPorts, KnownAsker, Turn } from '../command.ts';
import type { Field } from '../form.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor } from '../suggest.ts';
import { cut, own, type Text, tell } from '../text.ts';
import { kindOf } from '../who.ts';
import { chatLanguages } from '../words/say.ts';

export const NothingSaid = z.object({});

/** The first of two consents: whoever runs the server or workspace asks, an owner agrees on the web. */
export const setupConnect: Turn<z.infer<typeof NothingSaid>> = async (ports, asker) => {
  const { from, community } = asker;
  const kind = kindOf[from.platform];
  const word = saying(asker);
  if (!isNativeAdmin(asker)) return sentence(asker, 'chat.setup.not-admin');
  if (community && asker.on?.extra === 'end') {
    const ended = await disconnectCommunity(ports, 'native-admin', community.id);
    return ended.refused ? refusal(ports, asker, ended.refused) : sentence(asker, 'chat.setup.ended');
  }
  if (community && asker.on?.extra === 'ask') {
    return sentence(asker, 'chat.setup.end', {}, [
      { label: word('chat.button.disconnect'), style: 'danger', do: actionId('setup.connect', '', 0, 'end') },
      { label: word('chat.button.cancel'), do: actionId('help') },
    ]);
  }
  if (community) {
    const organiser = community.organiser ? await ports.records.organisers.byId(community.organiser) : null;
    return sentence(asker, 'chat.setup.connected', { organiser: organiser?.name ?? '' }, [
      {
        label: word('chat.button.check'),
        style: 'primary',
        do: actionId('setup.check'),
        typed: 'setup check',
      },
      { label: word('chat.button.channels'), do: actionId('setup.channels'), typed: 'setup channels' },
      { label: word('chat.button.disconnect'), do: actionId('setup.connect', '', 0, 'ask') },
    ]);
  }
  if (!from.group || !kind) return sentence(asker, 'chat.setup.not-here');
  const { id, title } = from.group;
  const token = await askToConnect(ports, { kind, tenant: from.tenant, nativeId: id, title: title || id });
  return answers(
    asker,
    card(asker, {
      id: 'setup-connect',
      title: tell(asker, 'chat.setup.asked'),
      lead: tell(asker, 'chat.setup.owner'),
      note: tell(asker, 'chat.setup.days'),
      actions: [{ label: word('chat.button.agree'), open: `${ports.baseUrl}/app/connect/${token}` }],
    }),
  );
};

const isNativeAdmin = ({ from }: Pick<Asker, 'from'>): boolean =>
  from.nativeRights.includes('manage-server') || from.nativeRights.includes('admin');

/** A line per permission, channel, role and link: fine, or exactly what to change. */
export const setupCheck: Turn<z.infer<typeof NothingSaid>, KnownAsker> = async (ports, asker) => {
  const { community } = asker;
  if (!community) return notConnected(asker);
  const shut = judgeSettingUp(asker.me, community);
  if (shut && !isNativeAdmin(asker)) return refusal(ports, asker, shut);
  if (asker.on?.extra === 'now') await sweepCommunity(ports, community.id, asker.key);
  const platform = ports.chatPlatforms.of(asker.from.platform);
  const findings = platform ? await platform.inspect(community) : [];
  const troubles = findings.filter(({ trouble }) => trouble !== null);
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'setup-check',
      title: tell(asker, troubles.length === 0 ? 'chat.setup.fine' : 'chat.setup.troubles', {
        count: troubles.length,
      }),
      ...(findings.length > 0 ? { quote: lines(findings.map((one) => findingText(asker, one))) } : {}),
      actions: [
        { label: word('chat.button.check-now'), style: 'primary', do: actionId('setup.check', '', 0, 'now') },
        { label: word('chat.button.channels'), do: actionId('setup.channels'), typed: 'setup channels' },
        { label: word('chat.button.roles'), do: actionId('setup.roles'), typed: 'setup roles' },
      ],
    }),
  );
};

const lines = (texts: readonly Text[]): Text =>
  texts.flatMap((text, at) => (at === 0 ? text : ['\n', ...text]));

const findingText = (asker: Asker, { part, name, trouble }: Finding): Text =>
  trouble === null
    ? tell(asker, 'chat.setup.ok', { name })
    : tell(asker, `chat.setup.trouble.${trouble}`, { name, part: { word: part } });

const notConnected = (asker: Asker): Reply =>
  sentence(asker, 'chat.setup.first-connect', {}, [
    {
      label: saying(asker)('chat.button.connect'),
      style: 'primary',
      do: actionId('setup.connect'),
      typed: 'setup connect',
    },
  ]);

const channel = z.string().max(64).optional();
export const ChannelsSaid = z.object({
  announce: channel,
  review: channel,
  staff: channel,
  language: z.enum(chatLanguages).optional(),
  hours: z
    .string()
    .regex(/^\s*\d\d:\d\d\s*[-–]\s*\d\d:\d\d\s*$/)
    .optional(),
});

/** Where things are posted, in which language, between which hours. */
export const setupChannels: Turn<z.infer<typeof ChannelsSaid>, KnownAsker> = async (ports, asker, said) => {
  const { community } = asker;
  if (!community) return notConnected(asker);
  const shut = judgeSettingUp(asker.me, community);
  if (shut) return refusal(ports, asker, shut);
  if (asker.via !== 'form') return { show: 'form', form: await channelsForm(ports, asker) };
  const [from, to] = (said.hours ?? '').split(/[-–]/).map((hour) => hour.trim());
  const set = await setUpChat(ports, asker.me, community.id, {
    announce: said.announce || null,
    review: said.review || null,
    staff: said.staff || null,
    language: said.language ?? null,
    ...(from && to ? { from, to } : {}),
  });
  if (set.refused) return refusal(ports, asker, set.refused);
  return sentence(asker, 'chat.setup.saved', {}, [
    {
      label: saying(asker)('chat.button.check'),
      style: 'primary',
      do: actionId('setup.check'),
      typed: 'setup check',
    },
  ]);
};

async function channelsForm(ports: ConversationPorts, asker: KnownAsker) {
  const word = saying(asker);
  const { community } = asker;
  const chat = chatOf(community ?? {});
  const platform = ports.chatPlatforms.of(asker.from.platform);
  const channels = community && platform ? (await platform.list(community)).channels : [];
  const options = channels
    .slice(0, limits.choices)
    .map(({ id, name }) => ({ value: id, label: cut(name, limits.choice) }));
  const pick = (name: 'announce' | 'review' | 'staff'): Field => {
    const asks = { name, label: word(`chat.setup.channel.${name}`), required: false };
    const value = chat.channels[name] ? { value: chat.channels[name] } : {};
    // Where the platform tells no channels, it lets people choose from a list of its own.
    return options.length > 0
      ? { ...asks, kind: 'pick', options, ...value }
      : { ...asks, kind: 'place', ...value };
  };
  return {
    id: actionId('setup.channels', '', 0, 'form'),
    title: cut(word('chat.setup.channels'), limits.formTitle),
    submit: cut(word('chat.button.save'), limits.formTitle),
    fields: [
      pick('announce'),
      pick('review'),
      pick('staff'),
      {
        name: 'language',
        kind: 'pick' as const,
        label: word('chat.settings.language'),
        required: false,
        options: chatLanguages.map((value) => ({ value, label: word(`chat.language.${value}`) })),
        ...(chat.language ? { value: chat.language } : {}),
      },
      {
        name: 'hours',
        kind: 'text' as const,
        label: word('chat.setup.hours'),
        hint: word('chat.setup.hours.hint'),
        required: false,
        most: 15,
        lines: 'one' as const,
        value: `${chat.openingHours.from}-${chat.openingHours.to}`,
      },
    ],
  };
}

export const RolesSaid = z.object({ badge: BadgeId.optional(), role: z.string().max(64).optional() });

/** Which badge brings which role; an empty role takes it away. */
export const setupRoles: Turn<z.infer<typeof RolesSaid>, KnownAsker> = async (ports, asker, said) => {
  const { community } = asker;
  if (!community?.organiser) return notConnected(asker);
  const shut = judgeSettingUp(asker.me, community);
  if (shut) return refusal(ports, asker, shut);
  const platform = ports.chatPlatforms.of(asker.from.platform);
  const roles = platform ? (await platform.list(community)).roles : [];
  if (said.badge) {
    const role = roles.find(({ id }) => id === said.role);
    if (role?.trouble)
      return sentence(asker, `chat.setup.trouble.${role.trouble}`, {
        name: role.name,
        part: { word: 'role' },
      });
    const set = await setUpChat(ports, asker.me, community.id, {
      role: { badge: said.badge, role: said.role || null },
    });
    if (set.refused) return refusal(ports, asker, set.refused);
  } else if (asker.on?.extra === 'add') {
    return { show: 'form', form: await rolesForm(ports, asker, roles) };
  }
  const fresh = (await ports.records.communities.byId(community.id)) ?? community;
  return rolesCard(ports, asker, chatOf(fresh).roles, roles);
};

async function rolesCard(
  { records }: ConversationPorts,
  asker: KnownAsker,
  mapped: ReturnType<typeof chatOf>['roles'],
  roles: readonly { readonly id: string; readonly name: string }[],
): Promise<Reply> {
  const badges = mapped.length > 0 ? await records.badges.byIds(mapped.map(({ badge }) => badge)) : [];
  const word = saying(asker);
  const rows = mapped.map(({ badge, role, broken }): Text => {
    const found = badges.find(({ id }) => id === badge);
    const name = roles.find(({ id }) => id === role)?.name ?? role;
    return [
      own(found ? nameFor(asker, found.name) : ''),
      ' → ',
      own(name),
      ...(broken
        ? [' · ', ...tell(asker, 'chat.setup.trouble.above-us', { name, part: { word: 'role' } })]
        : []),
    ];
  });
  return answers(
    asker,
    card(asker, {
      id: 'setup-roles',
      title: tell(asker, mapped.length === 0 ? 'chat.setup.no-roles' : 'chat.setup.roles', {
        count: mapped.length,
      }),
      ...(rows.length > 0 ? { quote: lines(rows) } : {}),
      actions: [
        { label: word('chat.button.add-role'), style: 'primary', do: actionId('setup.roles', '', 0, 'add') },
        { label: word('chat.button.check-now'), do: actionId('setup.check', '', 0, 'now') },
      ],
    }),
  );
}

async function rolesForm(
  { records }: ConversationPorts,
  asker: KnownAsker,
  roles: readonly { readonly id: string; readonly name: string }[],
) {
  const word = saying(asker);
  const organiser = asker.community?.organiser;
  const badges = organiser ? await records.badges.of(organiser) : [];
  const active = badges.filter(({ state }) => state === 'active').slice(0, limits.choices);
  return {
    id: actionId('setup.roles', '', 0, 'form'),
    title: cut(word('chat.setup.role-form'), limits.formTitle),
    submit: cut(word('chat.button.save'), limits.formTitle),
    fields: [
      {
        name: 'badge',
        kind: 'pick' as const,
        label: word('chat.field.badge'),
        required: true,
        options: active.map(({ id, name }) => ({
          value: id,
          label: cut(nameFor(asker, name), limits.choice),
        })),
      },
      {
        name: 'role',
        kind: 'pick' as const,
        label: word('chat.setup.role'),
        required: false,
        options: roles
          .slice(0, limits.choices)
          .map(({ id, name }) => ({ value: id, label: cut(name, limits.choice) })),
      },
    ],
  };
}
