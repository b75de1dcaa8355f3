import type { KnownBlock } from '@slack/types';
import type { Home, Modal } from './shapes.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Everybody of the workspace is in it. */
  readonly isGeneral: boolean;
  /** Somebody who may do so asked for posts here. */
  isOptedIn: boolean;
}

/** What somebody can see: in a channel, alone in it (`onlyFor`), or in a talk with the app. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly onlyFor: string | null;
  text: string;
  blocks: readonly KnownBlock[];
  isDeleted: boolean;
}

export interface OpenView {
  readonly id: string;
  readonly user: string;
  /** Opened one upon another, up to three. */
  readonly root: string;
  hash: string;
  view: Modal;
  isClosed: boolean;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** The organisation that installed the app for all of its workspaces; null: this one did, or nobody. */
  org: string | null;
  readonly botId: string;
  readonly botUser: string;
  readonly channels: Channel[];
  readonly users: {
    readonly id: string;
    readonly name: string;
    readonly locale: string;
    readonly isAdmin: boolean;
  }[];
  readonly messages: Message[];
  readonly views: OpenView[];
  readonly homes: Map<string, Home>;
}

/** Two of them, with the same names for things, so that what is mixed up shows. */
export function aWorkspace(id: string, name: string): Workspace {
  const own = id.slice(1);
  return {
    id,
    name,
    org: null,
    botId: `B${own}`,
    botUser: `UBOT${own}`,
    channels: [
      { id: `C${own}GENERAL`, name: 'general', isGeneral: true, isOptedIn: false },
      { id: `C${own}LEARN`, name: 'learning', isGeneral: false, isOptedIn: false },
      { id: `C${own}REVIEW`, name: 'reviews', isGeneral: false, isOptedIn: false },
    ],
    users: ['mia', 'jan', 'eva', 'iva', 'sandra', 'nerijus'].map((called) => ({
      id: `U${own}${called.toUpperCase()}`,
      name: called,
      locale: 'en-GB',
      isAdmin: called === 'iva' || called === 'nerijus',
    })),
    messages: [],
    views: [],
    homes: new Map(),
  };
}

/** What belongs to the workspace carries its id: `C0ONELEARN` is of `T0ONE`. */
export const isOf = (workspace: Workspace, id: string): boolean =>
  id.slice(1).includes(workspace.id.slice(1));
