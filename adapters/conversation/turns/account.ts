import { z } from 'zod';
import { changeSettings } from '../../../core/people/change-settings.ts';
import type { Identity } from '../../../core/people/identity.ts';
import { linkIdentity, previewLink } from '../../../core/people/link-identity.ts';
import type { Known } from '../../../core/people/newcomer.ts';
import { nameOf, type Person } from '../../../core/people/person.ts';
import { readFloor } from '../../../core/people/read-floor.ts';
import { settingNames, settingsOf } from '../../../core/people/settings.ts';
import { UndoMerge, undoMerge } from '../../../core/people/undo-merge.ts';
import { unlinkIdentity } from '../../../core/people/unlink-identity.ts';
import { actionId } from '../action-id.ts';
import { type Action, card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { Asker, ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { putDraft, readDraft } from '../drafts.ts';
import { limits } from '../limits.ts';
import { refusal, sentence } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { cut, own, type Text, tell } from '../text.ts';
import { chatLanguages } from '../words/say.ts';
import { showProgress } from './playlist.ts';

export const ConnectSaid = z.object({ code: z.string().trim().max(40).optional() });
type ConnectSaid = z.infer<typeof ConnectSaid>;

const knownBy = ({ platform, tenant, chatUser }: Asker['from']): Known => ({
  kind: platform,
  tenant,
  subject: chatUser,
});

/** Joins this chat identity to an account that exists: by a code from its signed-in side, after a confirm screen. */
export const connect: Turn<ConnectSaid> = async (ports, asker, { code }) => {
  const { on } = asker;
  if (on?.extra === 'yes') return confirmed(ports, asker, on.item);
  if (on?.extra === 'no') return sentence(asker, 'chat.connect.nothing');
  if (on?.extra === 'undo') return undone(ports, asker, on.item);
  if (!code) return asker.via === 'form' || on ? codeForm(asker) : howTo(ports, asker);
  const preview = await previewLink(ports, knownBy(asker.from), code);
  if (preview.refused) return refusal(ports, asker, preview.refused);
  return confirmCard(ports, asker, code, preview.done);
};

function codeForm(asker: Asker): Reply {
  const word = saying(asker);
  return {
    show: 'form',
    form: {
      id: actionId('account.connect', '', 0, 'code'),
      title: cut(word('chat.connect.form'), limits.formTitle),
      submit: cut(word('chat.button.next'), limits.formTitle),
      fields: [
        {
          name: 'code',
          kind: 'text',
          label: word('chat.connect.code'),
          hint: word('chat.connect.code.hint'),
          required: true,
          least: 8,
          most: 12,
          lines: 'one',
        },
      ],
    },
  };
}

/** Where a code comes from. No link from here carries a secret. */
function howTo({ baseUrl }: ConversationPorts, asker: Asker): Reply {
  const word = saying(asker);
  return answers(
    asker,
    card(asker, {
      id: 'connect',
      title: tell(asker, 'chat.connect.title'),
      lead: tell(asker, 'chat.connect.how'),
      note: tell(asker, 'chat.connect.no-need'),
      actions: [
        {
          label: word('chat.button.enter-code'),
          style: 'primary',
          do: actionId('account.connect', '', 0, 'code'),
          typed: 'connect <code>',
        },
        { label: word('chat.button.sign-in'), open: `${baseUrl}/sign-in` },
      ],
    }),
  );
}

/** "Ot…": enough to know one's own, too little to learn whose it is. */
export const masked = (person: Pick<Person, 'displayName' | 'alias'>): string => {
  const [first = ''] = nameOf(person).split(' ');
  return `${[...first].slice(0, 2).join('')}…`;
};

async function confirmCard(
  ports: ConversationPorts,
  asker: Asker,
  code: string,
  { account, here }: { readonly account: Person; readonly here: Person | null },
): Promise<Reply> {
  const word = saying(asker);
  const [{ age }, draft] = await Promise.all([
    readFloor(ports, asker.from.platform, asker.community),
    putDraft(ports, asker.from, { code }),
  ]);
  const joins = here ? await merging(ports, here) : null;
  return answers(
    asker,
    card(asker, {
      id: 'connect-confirm',
      title: tell(asker, 'chat.connect.confirm', { name: masked(account) }),
      lead: here
        ? tell(asker, 'chat.connect.joins', { ...joins, alias: here.alias })
        : tell(asker, 'chat.connect.first'),
      note: tell(asker, 'chat.connect.not-you'),
      actions: [
        {
          label: here ? word('chat.button.connect') : word('chat.connect.yes', { age }),
          style: 'primary',
          do: actionId('account.connect', draft, age, 'yes'),
        },
        { label: word('chat.button.cancel'), do: actionId('account.connect', draft, age, 'no') },
      ],
    }),
  );
}

/** What comes along, in counts. */
async function merging({ records }: ConversationPorts, { id }: Person) {
  const [enrolments, awards] = await Promise.all([
    records.enrolments.of(id),
    records.awards.heldBy(id, { size: 50, after: null }),
  ]);
  return {
    playlists: enrolments.filter(({ subject }) => subject.kind === 'playlist').length,
    badges: awards.items.length,
  };
}

async function confirmed(ports: ConversationPorts, asker: Asker, draft: string): Promise<Reply> {
  const kept = await readDraft<{ readonly code: string }>(ports, asker.from, draft);
  if (!kept) return sentence(asker, 'chat.over');
  const { age } = await readFloor(ports, asker.from.platform, asker.community);
  const linked = await linkIdentity(ports, knownBy(asker.from), { typed: kept.code, atLeast: age });
  if (linked.refused) return refusal(ports, asker, linked.refused);
  const { account, merge } = linked.done;
  const word = saying(asker);
  const me = { person: account.id, roles: [], grants: [], seat: null };
  const known: KnownAsker = { ...asker, who: me, me, person: account, on: null };
  const progress = await showProgress(ports, known, {});
  const where: Text = progress.show === 'card' ? (progress.card.lead ?? progress.card.title) : [];
  const undo: readonly Action[] = merge
    ? [{ label: word('chat.button.not-me'), do: actionId('account.connect', merge.id, 0, 'undo') }]
    : [{ label: word('chat.button.not-me'), do: actionId('account.disconnect') }];
  return answers(
    asker,
    card(known, {
      id: 'connected',
      title: tell(asker, 'chat.connect.done'),
      lead: where,
      actions: [
        {
          label: word('chat.button.next-step'),
          style: 'primary',
          do: actionId('playlist.next'),
          typed: 'next',
        },
        ...undo,
      ],
    }),
  );
}

async function undone(ports: ConversationPorts, asker: Asker, id: string): Promise<Reply> {
  const merge = UndoMerge.safeParse({ merge: id });
  if (!merge.success || !asker.me) return refusal(ports, asker, { why: 'not-found' });
  const parted = await undoMerge(ports, asker.me, merge.data);
  return parted.refused ? refusal(ports, asker, parted.refused) : sentence(asker, 'chat.connect.undone');
}

export const DisconnectSaid = z.object({});

/** This chat identity is nobody's any more; nothing that was learned is lost. Asked once more before. */
export const disconnect: Turn<z.infer<typeof DisconnectSaid>, KnownAsker> = async (ports, asker) => {
  const word = saying(asker);
  if (asker.on?.extra !== 'yes') {
    return answers(
      asker,
      card(asker, {
        id: 'disconnect',
        title: tell(asker, 'chat.disconnect.title'),
        lead: tell(asker, 'chat.disconnect.about'),
        actions: [
          {
            label: word('chat.button.disconnect'),
            style: 'danger',
            do: actionId('account.disconnect', '', 0, 'yes'),
          },
          { label: word('chat.button.cancel'), do: actionId('help') },
        ],
      }),
    );
  }
  const { kind, tenant, subject } = knownBy(asker.from);
  const identity: Identity | null = await ports.records.identities.find(kind, tenant, subject);
  if (!identity) return refusal(ports, asker, { why: 'not-found' });
  const unlinked = await unlinkIdentity(ports, asker.me, { identity: identity.id });
  return unlinked.refused ? refusal(ports, asker, unlinked.refused) : sentence(asker, 'chat.disconnect.done');
};

export const SettingsSaid = z.object({
  language: z.enum(chatLanguages).optional(),
  name: z.string().trim().max(60).optional(),
  wishes: z.array(z.enum(settingNames)).optional(),
});

/** Language, name and wishes: shown, and changed by one form. */
export const settings: Turn<z.infer<typeof SettingsSaid>, KnownAsker> = async (ports, asker, said) => {
  if (asker.via === 'form') {
    const wishes = said.wishes ?? [];
    const wished = Object.fromEntries(settingNames.map((name) => [name, wishes.includes(name)]));
    const changed = await changeSettings(ports, asker.me, {
      ...(said.language ? { language: said.language } : {}),
      displayName: said.name || null,
      ...wished,
    });
    if (changed.refused) return refusal(ports, asker, changed.refused);
    const language = said.language ?? asker.language;
    return settingsCard({ ...asker, language, person: changed.done }, true);
  }
  return asker.on?.extra === 'change' ? settingsForm(asker) : settingsCard(asker, false);
};

function settingsCard(asker: KnownAsker, isChanged: boolean): Reply {
  const word = saying(asker);
  const set = settingsOf(asker.person);
  return answers(
    asker,
    card(asker, {
      id: 'settings',
      title: tell(asker, isChanged ? 'chat.settings.changed' : 'chat.settings.title'),
      lead: tell(asker, 'chat.settings.lead'),
      fields: [
        { label: word('chat.settings.language'), value: [word(`chat.language.${asker.language}`)] },
        { label: word('chat.settings.name'), value: [own(nameOf(asker.person))] },
        ...settingNames.map((name) => ({
          label: word(`chat.settings.${name}`),
          value: [word(set[name] ? 'chat.settings.on' : 'chat.settings.off')],
        })),
      ],
      actions: [
        {
          label: word('chat.button.change'),
          style: 'primary',
          do: actionId('account.settings', '', 0, 'change'),
          typed: 'settings',
        },
      ],
      more: [
        { label: word('chat.button.disconnect'), do: actionId('account.disconnect'), typed: 'disconnect' },
      ],
    }),
  );
}

function settingsForm(asker: KnownAsker): Reply {
  const word = saying(asker);
  const set = settingsOf(asker.person);
  return {
    show: 'form',
    form: {
      id: actionId('account.settings', '', 0, 'change'),
      title: cut(word('chat.settings.form'), limits.formTitle),
      submit: cut(word('chat.button.save'), limits.formTitle),
      fields: [
        {
          name: 'language',
          kind: 'pick',
          label: word('chat.settings.language'),
          required: true,
          value: asker.language,
          options: chatLanguages.map((value) => ({ value, label: word(`chat.language.${value}`) })),
        },
        {
          name: 'name',
          kind: 'text',
          label: word('chat.settings.name'),
          hint: word('chat.settings.name.hint'),
          required: false,
          most: 60,
          lines: 'one',
          ...(asker.person.displayName ? { value: asker.person.displayName } : {}),
        },
        {
          name: 'wishes',
          kind: 'ticks',
          label: word('chat.settings.wishes'),
          required: false,
          value: settingNames.filter((name) => set[name]),
          options: settingNames.map((value) => ({ value, label: word(`chat.settings.${value}`) })),
        },
      ],
    },
  };
}
