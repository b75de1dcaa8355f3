import type { KnownBlock } from '@slack/types';
import { contentOf } from './api.ts';
import { type Acknowledged, type Delivery, deliver, type Tampered } from './deliver.ts';
import type { Faking } from './index.ts';
import {
  actionPayload,
  commandPayload,
  eventPayload,
  messageShortcutPayload,
  type Payload,
  shortcutPayload,
  stateOf,
  submissionPayload,
  type Used,
} from './payloads.ts';
import { elementsOf } from './platform.ts';
import type { Home } from './shapes.ts';
import { closeAbove, homeHash, modalOf, openOn, stackOf } from './views.ts';
import type { Message, OpenView, Workspace } from './workspace.ts';

/** What is before somebody's eyes: a message, a modal, or their home. */
export type Seen =
  | { readonly is: 'message'; readonly message: Message }
  | { readonly is: 'modal'; readonly view: OpenView }
  | { readonly is: 'home'; readonly home: Home };

/** Somebody of a workspace at their client: acts as they do, and sees what they see. */
export interface Member {
  readonly id: string;
  readonly team: string;
  /** The channel they are in. */
  channel: string;
  /** What they looked at last; null: nothing yet. */
  seen: Seen | null;
  /** All its words, markup left as it came. */
  words(): string;
  /** The buttons and menu lines that can be pressed. */
  buttons(): readonly string[];
  /** `/col …` */
  types(line: string): Promise<Seen>;
  /** Presses what they see by its label: a button, or a line of a menu. */
  presses(label: string): Promise<Seen>;
  /** The same for several of one name, from 0. */
  pressesNth(label: string, nth: number): Promise<Seen>;
  /** Fills in the fields of the modal, by label, and sends it. */
  fills(said: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>;
  /** What the modal says beside its fields after it was sent; null: it was taken. */
  readonly wrong: Readonly<Record<string, string>> | null;
  closes(): void;
  opensHome(): Promise<Seen>;
  uses(shortcut: string): Promise<Seen>;
  usesOn(shortcut: string, message: { readonly text: string; readonly user: string }): Promise<Seen>;
  /** Looks at a message that stands in a channel. */
  looksAt(message: Message): void;
  /** An event of the workspace. @returns the app's answer */
  event(
    event: Payload,
    more?: { readonly id?: string; readonly retry?: Delivery['retry'] },
  ): Promise<Acknowledged>;
  /** Exactly this, as it was or altered. */
  sends(delivery: Delivery, tampered?: Tampered): Promise<Acknowledged>;
  commandDelivery(line: string): Delivery;
  /** What was handed over last. */
  last: Delivery | null;
}

const waitMs = 8000;

export function memberOf(faking: Faking, workspace: Workspace, name: string): Member {
  const { platform } = faking;
  const user = workspace.users.find((one) => one.name === name);
  if (!user) throw new Error(`Nobody is called ${name} in ${workspace.name}`);
  const { id } = user;
  let wrong: Readonly<Record<string, string>> | null = null;

  const member: Member = {
    id,
    team: workspace.id,
    channel: workspace.channels.find((one) => one.name === 'learning')?.id ?? '',
    seen: null,
    last: null,
    get wrong() {
      return wrong;
    },
    words: () => wordsOf(blocksOf(member.seen)),
    buttons: () => usable(blocksOf(member.seen)).map(({ label }) => label),
    types: (line) => acting(() => sends(member.commandDelivery(line)), afterCommand),
    commandDelivery(line) {
      const { channel } = member;
      return {
        kind: 'slash_commands',
        payload: commandPayload(platform, workspace, id, {
          text: line,
          channel,
          channelName: workspace.channels.find((one) => one.id === channel)?.name ?? 'directmessage',
          responseUrl: platform.responseUrl(faking.url, {
            team: workspace.id,
            user: id,
            channel,
            message: null,
          }),
          trigger: platform.trigger(workspace.id, id),
        }),
      };
    },
    presses: (label) => member.pressesNth(label, 0),
    pressesNth: (label, nth) => {
      const used = usable(blocksOf(member.seen)).filter((one) => one.label === label)[nth];
      if (!used)
        throw new Error(`No button ${label} among ${member.buttons().join(', ')} under:\n${member.words()}`);
      return acting(
        () => sends({ kind: 'interactive', payload: pressed(used.used) }),
        async () => {},
      );
    },
    fills(said) {
      const { seen } = member;
      if (seen?.is !== 'modal') throw new Error(`No modal to fill in:\n${member.words()}`);
      const { view } = seen;
      const values = stateOf(view.view, said);
      const trigger = platform.trigger(workspace.id, id, view);
      return acting(
        () =>
          sends({
            kind: 'interactive',
            payload: submissionPayload(platform, workspace, id, view, values, trigger),
          }),
        async (answer) => afterSubmission(view, answer),
      );
    },
    closes() {
      if (member.seen?.is !== 'modal') return;
      closeAbove(workspace, member.seen.view, false);
      const below = stackOf(workspace, member.seen.view.root).at(-1);
      member.seen = below ? { is: 'modal', view: below } : null;
    },
    opensHome: () =>
      acting(
        () => member.event({ type: 'app_home_opened', user: id, channel: `D${id.slice(1)}`, tab: 'home' }),
        async () => {},
      ),
    uses: (callback) =>
      acting(
        () => {
          const payload = shortcutPayload(
            platform,
            workspace,
            id,
            callback,
            platform.trigger(workspace.id, id),
          );
          return sends({ kind: 'interactive', payload });
        },
        async () => {},
      ),
    usesOn: (callback, { text, user: author }) =>
      acting(
        () => {
          const { channel } = member;
          const payload = messageShortcutPayload(
            platform,
            workspace,
            id,
            callback,
            { ts: platform.ts(), text, user: author, channel },
            {
              trigger: platform.trigger(workspace.id, id),
              responseUrl: platform.responseUrl(faking.url, {
                team: workspace.id,
                user: id,
                channel,
                message: null,
              }),
            },
          );
          return sends({ kind: 'interactive', payload });
        },
        async () => {},
      ),
    looksAt(message) {
      member.seen = { is: 'message', message };
    },
    event: (event, { id: eventId, retry } = {}) =>
      sends({
        kind: 'events_api',
        payload: eventPayload(platform, workspace, event, eventId),
        ...(retry ? { retry } : {}),
      }),
    sends,
  };
  return member;

  async function sends(delivery: Delivery, tampered: Tampered = {}): Promise<Acknowledged> {
    member.last = delivery;
    return deliver(faking, delivery, tampered);
  }

  /** Does it, reads the app's answer, and waits for something new to be seen. */
  async function acting(
    act: () => Promise<Acknowledged>,
    read: (answer: Acknowledged) => Promise<void>,
  ): Promise<Seen> {
    wrong = null;
    let shown: Seen | null = null;
    let seeing: (() => void) | null = null;
    const listen = (who: string, what: Message | OpenView | Home) => {
      if (who !== id) return;
      shown = seenOf(what);
      seeing?.();
    };
    platform.events.on('shown', listen);
    try {
      const answer = await act();
      if (answer.status !== 200) throw new Error(`The app answered ${answer.status}: ${answer.text}`);
      await read(answer);
      if (!shown && !wrong) {
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error(`Nothing was shown to ${name}`)), waitMs);
          seeing = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      await settled(() => shown);
      member.seen = shown ?? member.seen;
      if (!member.seen) throw new Error(`Nothing was shown to ${name}`);
      return member.seen;
    } finally {
      platform.events.off('shown', listen);
    }
  }

  /** A view that only says "one moment" is not looked at yet. */
  async function settled(shown: () => Seen | null): Promise<void> {
    const until = performance.now() + waitMs;
    while (performance.now() < until) {
      const seen = shown();
      if (seen?.is !== 'modal' || seen.view.view.callback_id !== 'col.wait') return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${name} waits before an empty modal`);
  }

  async function afterCommand({ body, text }: Acknowledged): Promise<void> {
    if (text && !body) platform.violate('ack-is-no-json', text);
    if (!body) return;
    if (platform.checked('ack', body).length > 0) return;
    const isPublic = body['response_type'] === 'in_channel';
    if (isPublic) platform.checkChannel(workspace, member.channel, 'ack');
    platform.post(workspace, { channel: member.channel, ...contentOf(body), onlyFor: isPublic ? null : id });
  }

  function afterSubmission(view: OpenView, { body }: Acknowledged): void {
    const action = body?.['response_action'];
    if (!body || action === undefined || action === 'clear') {
      closeAbove(workspace, view, action === 'clear');
      return;
    }
    if (action === 'errors') {
      // By Slack's own rules: texts by the ids of input blocks.
      const errors = (body['errors'] ?? {}) as Record<string, string>;
      const inputs = view.view.blocks.flatMap((one) => (one.type === 'input' ? (one.block_id ?? []) : []));
      const unknown = Object.keys(errors).filter((one) => !inputs.includes(one));
      if (unknown.length > 0) platform.violate('errors-of-no-input', unknown.join());
      wrong = errors;
      return;
    }
    const next = modalOf(platform, body['view'], `ack ${action}`);
    if (!next) return;
    if (action === 'push') {
      openOn(
        platform,
        workspace,
        { team: workspace.id, user: id, at: 0, within: view, isUsed: true },
        next,
        true,
      );
      return;
    }
    view.view = next;
    view.hash = platform.next('hash.');
    platform.events.emit('shown', id, view);
  }

  function pressed(used: Used): Payload {
    const { seen } = member;
    if (!seen) throw new Error('Nothing is seen');
    const trigger = platform.trigger(workspace.id, id, seen.is === 'modal' ? seen.view : null);
    if (seen.is === 'message') {
      const { message } = seen;
      const responseUrl = platform.responseUrl(faking.url, {
        team: workspace.id,
        user: id,
        channel: message.channel,
        message,
      });
      return actionPayload(platform, workspace, id, used, { message }, { trigger, responseUrl });
    }
    const on =
      seen.is === 'modal'
        ? { view: seen.view }
        : { home: { ...seen.home, id: `VHOME${id}`, team_id: workspace.id, hash: homeHash(seen.home) } };
    return actionPayload(platform, workspace, id, used, on, { trigger, responseUrl: null });
  }
}

function seenOf(what: Message | OpenView | Home): Seen {
  if ('ts' in what) return { is: 'message', message: what };
  return 'root' in what ? { is: 'modal', view: what } : { is: 'home', home: what };
}

function blocksOf(seen: Seen | null): readonly KnownBlock[] {
  if (!seen) return [];
  if (seen.is === 'message') return seen.message.blocks;
  return seen.is === 'modal' ? seen.view.view.blocks : seen.home.blocks;
}

/** Every text in it, in the order it is read. */
export function wordsOf(blocks: unknown): string {
  const words: string[] = [];
  const walk = (part: unknown, key: string) => {
    if (typeof part === 'string' && (key === 'text' || key === 'alt_text')) words.push(part);
    else if (Array.isArray(part)) for (const one of part) walk(one, key);
    else if (typeof part === 'object' && part !== null)
      for (const [name, value] of Object.entries(part)) walk(value, name);
  };
  walk(blocks, '');
  return words.join('\n');
}

/** What can be pressed, with the words on it. Links that only open a page are left out. */
export function usable(
  blocks: readonly KnownBlock[],
): readonly { readonly label: string; readonly used: Used }[] {
  return blocks.flatMap((block) =>
    block.type === 'input'
      ? []
      : elementsOf(block).flatMap((element): { label: string; used: Used }[] => {
          // Found to be an element of a block before it was shown.
          const one = element as Used['element'] & {
            url?: string;
            text?: { text: string };
            options?: { text: { text: string }; value: string; url?: string }[];
          };
          const base = { block: block.block_id ?? '', element: one };
          if (one.options) {
            return one.options
              .filter(({ url }) => !url)
              .map((option) => ({ label: option.text.text, used: { ...base, option } }));
          }
          return one.url || !one.text ? [] : [{ label: one.text.text, used: base }];
        }),
  );
}
