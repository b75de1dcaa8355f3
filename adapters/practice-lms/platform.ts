import type { JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet } from 'jose';
import type { LmsClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { LmsKeys } from './keys.ts';
import type { Launches } from './launches.ts';
import type { ProfileName } from './people.ts';
import type { ResourceLinkItem } from './picker.ts';
import type { Claims } from './profiles/profile.ts';
import type { Leaves } from './registration.ts';
import type { School } from './school.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';
import type { ToolStorage } from './tool-storage.ts';
import type { ToolUrls } from './tools.ts';

/** Everything one running practice LMS consists of; its parts take what they need. */
export interface Platform {
  /** Without a slash at the end; the issuer of all profiles. */
  readonly base: string;
  readonly clock: LmsClock;
  readonly school: School;
  readonly keys: LmsKeys;
  readonly sessions: Sessions;
  readonly launches: Launches;
  readonly tokens: Tokens;
  readonly leaves: Leaves;
  readonly faults: Faults;
  readonly storage: ToolStorage;
  readonly toolKeys: ToolKeys;
  /** How it speaks to who has not chosen otherwise. */
  readonly defaultProfile: ProfileName;
  readonly tool: ToolUrls | null;
  /** Nonces of deep-linking answers and ids of assertions that were used already. */
  readonly used: Set<string>;
  /** Chosen items that wait for the teacher's yes, by launch (Moodle). */
  readonly unconfirmed: Map<string, readonly ResourceLinkItem[]>;
  /** Tests bend the claims of a launch here. */
  bend(claims: Claims): Claims;
}

/** Finds the key by which a tool signed; fetched from its key set address. */
export type ToolKeys = (keysUrl: string) => JWTVerifyGetKey;

/** Key sets are kept ten minutes and fetched again for a kid that is not there. */
export function createToolKeys(): ToolKeys {
  const sets = new Map<string, JWTVerifyGetKey>();
  return (keysUrl) => {
    const known = sets.get(keysUrl);
    if (known) return known;
    const set = createRemoteJWKSet(new URL(keysUrl), { cacheMaxAge: 600_000, cooldownDuration: 0 });
    sets.set(keysUrl, set);
    return set;
  };
}

/** True for the first caller only. */
export function firstUse(used: Set<string>, what: string): boolean {
  if (used.has(what)) return false;
  used.add(what);
  return true;
}
