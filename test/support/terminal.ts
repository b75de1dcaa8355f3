import { talk } from '../../adapters/console/index.ts';
import type { CommunityId } from '../../core/ids.ts';
import type { House } from './house.ts';

/** Somebody at a terminal: what they type, and what stands there until the next prompt. */
export class Terminal {
  #printed = '';
  #answer: ((line: string | null) => void) | null = null;
  #idle: (() => void) | null = null;
  #ended: Promise<void> = Promise.resolve();

  /** @param community where they sit; null: in none */
  static async open(
    house: House,
    chatUser: string,
    community: CommunityId | null,
    more: { readonly rights?: readonly 'manage-server'[]; readonly locale?: string } = {},
  ): Promise<Terminal> {
    const terminal = new Terminal();
    const { ports, conversation } = house.app;
    const first = terminal.#untilPrompt();
    terminal.#ended = talk({
      ports,
      conversation,
      from: {
        platform: 'console',
        tenant: 'console',
        group: community ? { id: community, title: 'Zmaji' } : null,
        place: { channel: 'general', name: '#general' },
        chatUser,
        clientLocale: more.locale ?? 'en',
        nativeRights: [...(more.rights ?? [])],
        nativeRoles: null,
      },
      prompt: {
        print: (text) => {
          terminal.#printed += `${text}\n`;
        },
        line: (asking) => {
          terminal.#printed += asking;
          return new Promise((answered) => {
            terminal.#answer = answered;
            terminal.#idle?.();
          });
        },
      },
      settle: () => house.settle(),
    });
    await first;
    return terminal;
  }

  /** @returns what was printed until the next prompt */
  async type(line: string): Promise<string> {
    const next = this.#untilPrompt();
    this.#printed = '';
    this.#answer?.(line);
    await next;
    return this.#printed;
  }

  /** Types the number that stands before a button. */
  async press(label: string): Promise<string> {
    const found = [...this.#printed.matchAll(/\[(\d+)\] (.+)/g)].find(([, , name]) => name?.trim() === label);
    if (!found?.[1]) throw new Error(`No button ${label} in:\n${this.#printed}`);
    return this.type(found[1]);
  }

  async leave(): Promise<void> {
    this.#answer?.(null);
    await this.#ended;
  }

  #untilPrompt(): Promise<void> {
    return new Promise((idle) => {
      this.#idle = idle;
    });
  }
}
