import type { Platforms } from '../../core/ports/platforms.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { LmsBridge } from './lms-bridge.ts';
import type { RememberedDocuments } from './remembered-documents.ts';
import type { Visits } from './visit.ts';

/** What every page may use. */
export interface Web {
  readonly ports: Ports;
  readonly visits: Visits;
  /** Null: no LMS is connected. */
  readonly lms: LmsBridge | null;
  /** Null: none can be connected. */
  readonly platforms: Platforms | null;
  /** Null: documents are made anew for each who asks. */
  readonly remembered?: RememberedDocuments | null;
  readonly config: WebConfig;
}

export interface ConnectsBy {
  readonly kind: 'discord' | 'slack';
  /** From which age; said before connecting. */
  readonly atLeast: number;
}

export interface WebConfig {
  /** Proxies in front whose word about the caller's address is taken. */
  readonly trustProxy: number;
  /** Who runs this site; null: the pages say where to put it. */
  readonly operator: { readonly name: string; readonly email: string } | null;
  /** Folder of the operator's own privacy and terms; null: ours are shown. */
  readonly ownTexts: string | null;
  /** Shows the way to the practice LMS on the home page. */
  readonly practiceLms: boolean;
  /** Chat platforms by whose own sign-in people connect an account or come in; none when left out. */
  readonly connects?: readonly ConnectsBy[];
}
