import type { BadgePress } from './badge-press.ts';
import type { BadgeSigner } from './badge-signer.ts';
import type { BadgeVerifier } from './badge-verifier.ts';
import type { ChatPlatforms } from './chat-platform.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import type { FileIntake } from './file-intake.ts';
import type { Gradebook } from './gradebook.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { Messenger } from './messenger.ts';
import type { Meter } from './meter.ts';
import type { Printer } from './printer.ts';
import type { Roles } from './roles.ts';
import type { Roster } from './roster.ts';
import type { Secrets } from './secrets.ts';

/** All that the core asks of the world. A use case takes `Pick<Ports, …>`: its signature tells what it touches. */
export interface Ports extends Pick<Engine, 'records' | 'outbox' | 'keyValues' | 'leases' | 'files'> {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly fileIntake: FileIntake;
  readonly gradebook: Gradebook;
  readonly roster: Roster;
  readonly messenger: Messenger;
  readonly roles: Roles;
  readonly chatPlatforms: ChatPlatforms;
  readonly badgePress: BadgePress;
  readonly badgeSigner: BadgeSigner;
  readonly badgeVerifier: BadgeVerifier;
  readonly printer: Printer;
  readonly mailer: Mailer;
  readonly log: Log;
  readonly meter: Meter;
  /** `BASE_URL`, without a slash at the end: public addresses begin with it. */
  readonly baseUrl: string;
}
