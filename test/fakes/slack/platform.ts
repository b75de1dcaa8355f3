import { EventEmitter } from 'node:events';
import type { KnownBlock } from '@slack/types';
import { wrongWith } from './validate.ts';
import { aWorkspace, isOf, type Message, type OpenView, type Workspace } from './workspace.ts';

/** One call of the app. Tokens are left out. */
export interface Call {
  readonly method: string;
  readonly team: string | null;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A rule that the app broke, though its code might have gone on. */
export interface Violation {
  readonly rule: string;
  readonly detail: string;
}

/** Something that goes wrong at Slack's. */
export type Fault =
  /** The next calls of a method (`*`: of any) are answered so; `drop`: the connection breaks. */
  | { readonly on: string; readonly times?: number; readonly answer: FaultAnswer }
  /** The next envelope of Socket Mode comes twice. */
  | { readonly on: 'envelope'; readonly answer: 'twice' };
export type FaultAnswer =
  | { readonly status: number; readonly retryAfter?: number }
  | { readonly error: string }
  | 'drop';

export interface Token {
  readonly team: string;
  readonly refresh: string | null;
  /** Milliseconds since 1970; null: it stays. */
  readonly until: number | null;
  state: 'good' | 'revoked' | 'inactive';
}

export interface Trigger {
  readonly team: string;
  readonly user: string;
  readonly at: number;
  /** Pressed in a view: what is opened stands upon its stack. */
  readonly within: OpenView | null;
  isUsed: boolean;
}

export interface ResponseUrl {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly at: number;
  /** What was pressed on; null: a command. */
  readonly message: Message | null;
  uses: number;
}

/** All that Slack knows. Its clock is the story's; only signatures carry the machine's own time, which Bolt reads. */
export class Platform {
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly faults: Fault[] = [];
  readonly tokens = new Map<string, Token>();
  readonly triggers = new Map<string, Trigger>();
  readonly responseUrls = new Map<string, ResponseUrl>();
  /** Codes of people who said yes in the browser. */
  readonly codes = new Map<
    string,
    {
      readonly team: string;
      readonly user: string;
      readonly nonce: string | null;
      readonly org: string | null;
    }
  >();
  readonly workspaces: readonly Workspace[] = [
    aWorkspace('T0ONE', 'CoL Network'),
    aWorkspace('T0TWO', 'Other'),
  ];
  /** `shown`: a user's id. */
  readonly events = new EventEmitter();
  readonly appId = 'A0COL';
  readonly clientId = '1234.5678';
  readonly clientSecret = 'client-secret-of-the-app';
  readonly signingSecret = 'signing-secret-of-the-app';
  readonly appToken = 'xapp-1-A0COL-1-token';
  readonly now: () => number;
  /** New installations get tokens that end after 12 hours. */
  isRotating = false;
  private count = 0;

  constructor(now: () => number) {
    this.now = now;
    this.events.setMaxListeners(0);
  }

  next(prefix: string): string {
    this.count += 1;
    return `${prefix}${this.count.toString(36).toUpperCase().padStart(6, '0')}`;
  }

  ts(): string {
    this.count += 1;
    return `${Math.floor(this.now() / 1000)}.${String(this.count).padStart(6, '0')}`;
  }

  violate(rule: string, detail: string): void {
    this.violations.push({ rule, detail });
  }

  workspace(team: string): Workspace {
    const found = this.workspaces.find(({ id }) => id === team);
    if (!found) throw new Error(`No workspace ${team}`);
    return found;
  }

  /** Whose token does for this: a workspace's own, or that of an organisation which says by its arguments in which. */
  workspaceFor({ team }: Token, args: Readonly<Record<string, unknown>>): Workspace {
    if (!team.startsWith('E')) return this.workspace(team);
    const theirs = this.workspaces.filter(({ org }) => org === team);
    const named = Object.values(args).filter((value) => typeof value === 'string');
    const found = theirs.find(
      (one) => one.views.some(({ id }) => id === args['view_id']) || named.some((value) => isOf(one, value)),
    );
    const workspace = found ?? theirs[0];
    if (!workspace) throw new Error(`No workspace of ${team}`);
    return workspace;
  }

  /** As it is after installing: a token of the workspace's own. */
  grant(team: string, { rotates = false } = {}): { token: string; refresh: string | null } {
    const token = this.next(`xox${rotates ? 'e.xoxb' : 'b'}-${team}-`);
    const refresh = rotates ? this.next('xoxe-1-') : null;
    const until = rotates ? this.now() + 12 * 3_600_000 : null;
    this.tokens.set(token, { team, refresh, until, state: 'good' });
    return { token, refresh };
  }

  revoke(team: string, state: 'revoked' | 'inactive' = 'revoked'): void {
    for (const token of this.tokens.values()) if (token.team === team) token.state = state;
  }

  trigger(team: string, user: string, within: OpenView | null = null): string {
    const id = this.next(`${team}.trigger.`);
    this.triggers.set(id, { team, user, at: this.now(), within, isUsed: false });
    return id;
  }

  responseUrl(base: string, to: Omit<ResponseUrl, 'uses' | 'at'>): string {
    const id = this.next('');
    this.responseUrls.set(id, { ...to, at: this.now(), uses: 0 });
    return `${base}/response/${to.team}/${id}`;
  }

  /** What Slack looks at in anything that people shall see. @returns what is wrong; empty: shown */
  checked(where: string, { text, blocks }: { text?: unknown; blocks?: unknown }): readonly string[] {
    if (typeof text !== 'string' || text.trim() === '') this.violate('no-text', where);
    if (blocks === undefined) return [];
    const wrong = wrongWith('blocks', blocks);
    for (const one of wrong) this.violate('invalid-blocks', `${where}: ${one}`);
    if (Array.isArray(blocks) && blocks.length > 50)
      this.violate('too-many-blocks', `${where}: ${blocks.length}`);
    // They were just found to be blocks.
    if (wrong.length === 0) this.checkIds(where, blocks as KnownBlock[]);
    return wrong;
  }

  /** Ids may not come twice: of elements in a block, of blocks on a surface. */
  checkIds(where: string, blocks: readonly KnownBlock[]): void {
    const blockIds = blocks.flatMap(({ block_id }) => block_id ?? []);
    if (new Set(blockIds).size < blockIds.length) this.violate('repeated-block-id', `${where}: ${blockIds}`);
    for (const block of blocks) {
      const ids = elementsOf(block).flatMap((one) =>
        'action_id' in one && one.action_id ? [one.action_id] : [],
      );
      if (new Set(ids).size < ids.length) this.violate('repeated-action-id', `${where}: ${ids}`);
    }
  }

  post(workspace: Workspace, message: Omit<Message, 'ts' | 'isDeleted'>): Message {
    const posted = { ...message, ts: this.ts(), isDeleted: false };
    workspace.messages.push(posted);
    this.events.emit('shown', message.onlyFor ?? '*', posted);
    return posted;
  }

  /** Posts that everybody sees go where they were asked for, and never to everybody. */
  checkChannel(workspace: Workspace, channel: string, where: string): void {
    const found = workspace.channels.find(({ id }) => id === channel);
    if (found?.isGeneral) this.violate('general-channel', where);
    else if (found && !found.isOptedIn) this.violate('channel-not-opted-in', `${where} #${found.name}`);
  }
}

/** What can be used in a block. */
export function elementsOf(block: KnownBlock): readonly object[] {
  if (block.type === 'actions') return block.elements;
  if (block.type === 'section' && block.accessory) return [block.accessory];
  if (block.type === 'input') return [block.element];
  return [];
}
