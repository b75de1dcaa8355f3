import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { AppsManifestValidateArguments } from '@slack/web-api';

/** Slack's own type also takes blocks of any kind, and so would take a heading without words. */
export interface Modal extends ModalView {
  blocks: KnownBlock[];
}

export interface Home extends HomeView {
  blocks: KnownBlock[];
}

/** What a message, a modal, the home and the app's own description may hold, in Slack's own types: the schema is made from these. */
export interface Shapes {
  readonly blocks: KnownBlock[];
  readonly modal: Modal;
  readonly home: Home;
  readonly manifest: AppsManifestValidateArguments['manifest'];
}
