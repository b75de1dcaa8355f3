import type { Json } from './bodies.ts';
import type { Interaction, Interactions } from './interactions.ts';
import { allParts, isEmpty } from './message-rules.ts';
import { shownMember, shownMessage, shownRole, shownUser } from './shown.ts';
import { type Message, rightsIn, type Server, type User, type World } from './world.ts';

export interface PersonFacts {
  readonly name: string;
  readonly locale?: string;
  /** Null: a direct message with the bot. */
  readonly server: Server | null;
  readonly channel?: string;
  readonly takesDirectMessages?: boolean;
}

export interface Given {
  readonly world: World;
  readonly applicationId: string;
  readonly interactions: Interactions;
  readonly now: () => number;
  readonly calls: { push(call: { method: string; path: string; body: Json; status: number }): unknown };
  readonly violated: (rule: string, detail: string) => void;
  readonly files: Map<string, { bytes: Uint8Array; until: number }>;
  readonly cdn: string;
  readonly isTwice: () => boolean;
  /** By HTTP the answer comes back; by the gateway nothing. */
  readonly deliver: (
    server: string | null,
    payload: object,
  ) => Promise<{ status: number; body: Json | null }> | null;
  /** They sat down in a voice channel, or left it. */
  readonly moved: (server: Server, user: User, channel: string | null) => void;
  readonly approve: (user: User, scopes: readonly string[], redirectUri: string) => string;
}

/** What somebody sees after an act. */
export interface Shown {
  readonly kind: 'message' | 'form' | 'choices' | 'nothing';
  /** All words on it. */
  readonly text: string;
  readonly isPrivate: boolean;
  readonly buttons: readonly string[];
  readonly choices: readonly { readonly name: string; readonly value: string }[];
  /** Real milliseconds until the first answer. */
  readonly ackMs: number;
  /** It was said to wait first. */
  readonly wasDeferred: boolean;
  readonly form: Form | null;
  readonly message: Message | null;
  /** @throws Error there is no such button */
  press(label: string | RegExp): Promise<Shown>;
  /** Chooses in the select that holds this line. */
  choose(label: string | RegExp): Promise<Shown>;
  /** Sends the form. Values by custom_id; files as names of `person.file`. */
  fillIn(values: Readonly<Record<string, string | readonly string[]>>): Promise<Shown>;
}
export interface Form {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: string;
    readonly type: number;
  }[];
}

export type Person = ReturnType<typeof createPerson>;

const patienceMs = 10_000;
const fileLivesMs = 24 * 60 * 60_000;

/** Somebody with a Discord client. */
export function createPerson(facts: PersonFacts, given: Given) {
  const { world, interactions } = given;
  const user: User = {
    id: world.id(),
    username: facts.name,
    locale: facts.locale ?? 'en-GB',
    takesDirectMessages: facts.takesDirectMessages ?? true,
    isBot: false,
  };
  world.users.set(user.id, user);
  facts.server?.members.set(user.id, new Set());
  const attachments = new Map<string, Json>();
  let last = '';
  let latest: Interaction | null = null;
  const channel =
    [...(facts.server?.channels.values() ?? [])].find(
      ({ name }) => !facts.channel || name === facts.channel,
    ) ?? direct();

  function direct() {
    const made = { id: world.id(), name: user.id, server: null, type: 1 };
    world.channels.set(made.id, made);
    return made;
  }

  function payloadOf(interaction: Interaction, data: Json): Json {
    const server = facts.server;
    const inServer = server && {
      guild_id: server.id,
      guild: { id: server.id, locale: 'en-US', features: [] },
      guild_locale: 'en-US',
      member: { ...shownMember(server, user), permissions: String(rightsIn(server, user.id)) },
    };
    return {
      id: interaction.id,
      application_id: given.applicationId,
      type: interaction.type,
      token: interaction.token,
      version: 1,
      locale: user.locale,
      channel_id: channel.id,
      channel: {
        id: channel.id,
        type: channel.type,
        ...(channel.server ? { name: channel.name, guild_id: channel.server } : {}),
      },
      context: server ? 0 : 1,
      app_permissions: '0',
      entitlements: [],
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: server ? { 0: server.id } : { 1: user.id },
      ...(inServer ?? { user: shownUser(user) }),
      ...(interaction.from ? { message: shownMessage(interaction.from) } : {}),
      data,
    };
  }

  async function act(type: number, data: Json, from: Message | null): Promise<Shown> {
    const id = world.id();
    last = id;
    const interaction: Interaction = {
      id,
      token: `token-${id}`,
      type,
      user,
      channel: channel.id,
      sentAt: given.now(),
      from,
      ack: null,
      original: null,
      isEdited: false,
      isRefused: false,
      followUps: [],
      changed: new Set(),
    };
    interactions.add(interaction);
    latest = interaction;
    const payload = payloadOf(interaction, data);
    const startedAt = performance.now();
    const isAcknowledged = until(interaction, () => interaction.ack !== null || interaction.isRefused, 3_000);
    const times = given.isTwice() ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const answering = given.deliver(facts.server?.id ?? null, payload);
      if (answering)
        void answering.then(
          (answer) => takeAnswer(interaction, answer, time),
          () => {},
        );
    }
    if (!(await isAcknowledged)) {
      given.violated('silent', `nothing within 3 s of ${JSON.stringify(data['name'] ?? data['custom_id'])}`);
      return shownOf(interaction, 3_000);
    }
    if (interaction.isRefused) return shownOf(interaction, 0);
    const ackMs = performance.now() - startedAt;
    const isLoading = () =>
      interaction.ack?.type === 5 && interaction.original !== null && isEmpty(interaction.original.body);
    if (isLoading() && !(await until(interaction, () => !isLoading() || interaction.isRefused, patienceMs)))
      given.violated('unfinished', `still waiting: ${JSON.stringify(data['name'] ?? data['custom_id'])}`);
    if (interaction.ack?.type === 6) await until(interaction, () => interaction.isEdited, patienceMs);
    return shownOf(interaction, ackMs);
  }

  /** The answer in the response of a signed POST counts like one to the callback address; a repeat's does not. */
  function takeAnswer(
    interaction: Interaction,
    { status, body }: { status: number; body: Json | null },
    time: number,
  ): void {
    const path = `/interactions/${interaction.id}/in-response`;
    given.calls.push({ method: 'ANSWER', path, body: body ?? {}, status });
    if (status === 200 && body && !(time > 0 && interaction.ack)) {
      try {
        interactions.acknowledge(interaction.id, interaction.token, body);
      } catch {
        // Told as a violation; the person sees "This interaction failed".
      }
    }
  }

  function shownOf(interaction: Interaction, ackMs: number): Shown {
    const { ack } = interaction;
    const message = interaction.followUps.at(-1) ?? interaction.original;
    const form = ack?.type === 9 ? formOf(ack.data) : null;
    const parts = allParts((message?.body['components'] ?? []) as never[]);
    const kind = form ? 'form' : ack?.type === 8 ? 'choices' : message ? 'message' : 'nothing';
    const press = async (label: string | RegExp, wanted: 'button' | 'line'): Promise<Shown> => {
      const fits = (words = '') => (typeof label === 'string' ? words === label : label.test(words));
      if (!message) throw new Error(`Nothing to press: ${kind}`);
      if (wanted === 'button') {
        const button = parts.find((part) => part.type === 2 && fits(part.label));
        if (!button?.custom_id)
          throw new Error(`No button ${label} among ${parts.flatMap((part) => part.label ?? []).join(', ')}`);
        return act(3, { component_type: 2, custom_id: button.custom_id, id: 1 }, message);
      }
      for (const part of parts) {
        const option = (part as { options?: { label: string; value: string }[] }).options?.find((one) =>
          fits(one.label),
        );
        if (option)
          return act(
            3,
            { component_type: 3, custom_id: part.custom_id, values: [option.value], id: 1 },
            message,
          );
      }
      throw new Error(`No line ${label}`);
    };
    return {
      kind,
      text: form ? formText(form) : parts.flatMap(({ content }) => content ?? []).join('\n'),
      isPrivate: message?.isPrivate ?? true,
      buttons: parts.flatMap(({ type, label }) => (type === 2 && label ? label : [])),
      choices: (ack?.data['choices'] as { name: string; value: string }[] | undefined) ?? [],
      ackMs,
      wasDeferred: ack?.type === 5 || ack?.type === 6,
      form,
      message,
      press: (label) => press(label, 'button'),
      choose: (label) => press(label, 'line'),
      async fillIn(values) {
        if (!form || !ack) throw new Error(`No form: ${kind}`);
        return act(5, submitted(ack.data, values), interaction.from);
      },
    };
  }

  /** A form as a client sends it back. */
  function submitted(data: Json, values: Readonly<Record<string, string | readonly string[]>>): Json {
    const resolved: Record<string, Json> = {};
    const components = (data['components'] as Json[]).map((part, at) => {
      const field = part['component'] as Json | undefined;
      if (!field) return { type: 10, id: at + 1 };
      const name = String(field['custom_id']);
      const value = values[name] ?? prefilled(field);
      const listed = typeof value === 'string' ? [value] : value;
      const common = { type: field['type'], id: at + 10, custom_id: name };
      if (field['type'] === 4)
        return { type: 18, id: at + 1, component: { ...common, value: listed.join('') } };
      if (field['type'] === 21 || field['type'] === 23)
        return { type: 18, id: at + 1, component: { ...common, value: listed[0] ?? null } };
      for (const id of field['type'] === 19 ? listed : []) resolved[id] = attachments.get(id) ?? {};
      return { type: 18, id: at + 1, component: { ...common, values: listed.filter((one) => one !== '') } };
    });
    return {
      custom_id: data['custom_id'],
      components,
      ...(Object.keys(resolved).length > 0 ? { resolved: { attachments: resolved } } : {}),
    };
  }

  const command = (path: string, said: Readonly<Record<string, string | number>>, focused?: string): Json => {
    const [name = '', ...rest] = path.split(' ');
    const resolved: Record<string, Json> = {};
    const options: readonly Json[] = Object.entries(said).map(([option, value]) => {
      const file = typeof value === 'string' ? attachments.get(value) : undefined;
      if (file) resolved[String(value)] = file;
      const type = file
        ? 11
        : typeof value === 'number'
          ? 4
          : /^<@\d+>$/.test(value)
            ? 6
            : /^<@&\d+>$/.test(value)
              ? 8
              : /^<#\d+>$/.test(value)
                ? 7
                : 3;
      const bare = type === 3 || typeof value === 'number' ? value : value.replace(/[<@&#>]/g, '');
      return { name: option, type, value: bare, ...(option === focused ? { focused: true } : {}) };
    });
    const nested = rest.reduceRight<readonly Json[]>(
      (inner, one) => [{ name: one, type: 1, options: inner }],
      options,
    );
    return {
      id: '1',
      name,
      type: 1,
      options: nested,
      ...(Object.keys(resolved).length > 0 ? { resolved: { attachments: resolved } } : {}),
    };
  };

  return {
    user,
    channel,
    /** Of their latest act. */
    lastId: () => last,
    /** Stops looking at what says "one moment". */
    givesUp() {
      if (latest) latest.isRefused = true;
      for (const look of latest?.changed ?? []) look();
    },
    /** `/activity join`, with options by name. Files by the id that `file` gave. */
    command: (path: string, said: Readonly<Record<string, string | number>> = {}) =>
      act(2, command(path, said), null),
    /** What is offered while the option is being typed. */
    types: (path: string, said: Readonly<Record<string, string>>, focused: string) =>
      act(4, command(path, said, focused), null),
    /** Something from the menu of a message. */
    usesOn: (
      name: string,
      message: { id: string; author: User; content: string; attachments?: readonly string[] },
    ) =>
      act(
        2,
        {
          id: '1',
          name,
          type: 3,
          target_id: message.id,
          resolved: {
            messages: {
              [message.id]: {
                ...shownMessage({
                  id: message.id,
                  channel: channel.id,
                  author: message.author,
                  at: new Date(given.now()).toISOString(),
                  isPrivate: false,
                  flags: 0,
                  nonce: null,
                  body: { content: message.content },
                }),
                attachments: (message.attachments ?? []).map((id) => attachments.get(id)),
              },
            },
          },
        },
        null,
      ),
    /** Something from the menu of a person. */
    usesOnPerson: (name: string, target: User) =>
      act(
        2,
        {
          id: '1',
          name,
          type: 2,
          target_id: target.id,
          resolved: {
            users: { [target.id]: shownUser(target) },
            ...(facts.server ? { members: { [target.id]: shownMember(facts.server, target) } } : {}),
          },
        },
        null,
      ),
    /** Joins a voice channel or a stage, moves to it, or leaves (null). */
    sits(name: string | null) {
      const { server } = facts;
      if (!server) throw new Error('No voice in direct messages');
      const found = [...server.channels.values()].find((one) => one.name === name && one.type !== 0) ?? null;
      if (name && !found) throw new Error(`No voice channel ${name}`);
      if (found) server.seats.set(user.id, found.id);
      else server.seats.delete(user.id);
      given.moved(server, user, found?.id ?? null);
    },
    /** Presses a button under a post that everybody sees. */
    presses(label: string, message: { id: string } | null) {
      const known = world.messages.get(message?.id ?? '');
      if (!known) throw new Error('No such message');
      const part = allParts(known.body['components'] as never[]).find(
        (one) => one.type === 2 && one.label === label,
      );
      if (!part?.custom_id) throw new Error(`No button ${label}`);
      return act(3, { component_type: 2, custom_id: part.custom_id, id: 1 }, known);
    },
    /** Uploads a file. @returns its id, to be said as an option's or field's value */
    file(name: string, bytes: Uint8Array, type = 'application/octet-stream'): string {
      const id = world.id();
      const path = `/attachments/${channel.id}/${id}/${name}`;
      given.files.set(path, { bytes, until: given.now() + fileLivesMs });
      const url = `${given.cdn}${path}?ex=66&is=65&hm=0`;
      attachments.set(id, {
        id,
        filename: name,
        size: bytes.length,
        url,
        proxy_url: url,
        content_type: type,
        ephemeral: true,
      });
      return id;
    },
    role: (role: { id: string }) => facts.server?.members.get(user.id)?.add(role.id),
    holds: (role: { id: string }) => facts.server?.members.get(user.id)?.has(role.id) ?? false,
    shownRoles: () => [...(facts.server?.roles.values() ?? [])].map(shownRole),
    /** Says yes on the consent page. @returns where the browser is sent back to */
    approves(authorizeUrl: string): string {
      const asked = new URL(authorizeUrl).searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      const scopes = (asked.get('scope') ?? '').split(' ');
      back.searchParams.set('code', given.approve(user, scopes, asked.get('redirect_uri') ?? ''));
      back.searchParams.set('state', asked.get('state') ?? '');
      return back.href;
    },
  };
}

function until(interaction: Interaction, isSo: () => boolean, ms: number): Promise<boolean> {
  if (isSo()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const over = (answer: boolean) => {
      clearTimeout(timer);
      interaction.changed.delete(look);
      resolve(answer);
    };
    const look = () => isSo() && over(true);
    const timer = setTimeout(() => over(false), ms);
    interaction.changed.add(look);
  });
}

function formOf(data: Json): Form {
  const fields = (data['components'] as Json[]).flatMap((part) => {
    const field = part['component'] as Json | undefined;
    if (!field) return [];
    return [
      {
        id: String(field['custom_id']),
        label: String(part['label']),
        value: prefilled(field),
        type: Number(field['type']),
      },
    ];
  });
  return { id: String(data['custom_id']), title: String(data['title']), fields };
}

function prefilled(field: Json): string {
  const chosen = (field['options'] as { value: string; default?: boolean }[] | undefined)?.find(
    (one) => one.default,
  );
  return String(field['value'] ?? chosen?.value ?? '');
}

const formText = ({ title, fields }: Form): string => [title, ...fields.map(({ label }) => label)].join('\n');
