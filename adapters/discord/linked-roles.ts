import { Declined } from '../../core/faults.ts';
import type { PersonId } from '../../core/ids.ts';
import { later, secondMs } from '../../core/instant.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { LinkedFacts } from './linked-roles-manifest.ts';
import type { OAuth, Token } from './oauth.ts';

const namespace = 'discord.linked-roles';
const scope = 'role_connections.write';
const platform = 'Cities of Learning';

/** Sealed: whoever reads the store reads no token. `told`: what Discord knows. */
interface Kept {
  readonly sealed: string;
  readonly told: string;
}
interface Held {
  readonly access: string;
  readonly refresh: string;
  readonly until: string;
}

/** What servers may go by, for people who ticked it: counts under an alias, never a name. */
export interface LinkedRoles {
  /** A token that came with a sign-in; without that consent it is let go at once. */
  keep(user: string, token: Token): Promise<void>;
  /** Tells Discord what is true now, where that is news; nothing, once they are parted. */
  refresh(user: string): Promise<void>;
  /** They took it back. */
  forget(user: string): Promise<void>;
}

type Wanted = Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'clock' | 'log'>;

export function createLinkedRoles(ports: Wanted, oauth: OAuth): LinkedRoles {
  const { keyValues, secrets, records, clock } = ports;
  const put = (user: string, held: Held, told: string) =>
    keyValues.put(namespace, user, {
      sealed: secrets.seal(Buffer.from(JSON.stringify(held)), namespace),
      told,
    });
  const heldOf = ({ sealed }: Kept): Held =>
    // What was sealed here.
    JSON.parse(Buffer.from(secrets.open(sealed, namespace)).toString('utf8')) as Held;

  /** A token that is good, a new one where the old is over. */
  async function good(held: Held): Promise<Held> {
    if (held.until > clock.now()) return held;
    return fromToken(await oauth.exchange({ grant_type: 'refresh_token', refresh_token: held.refresh }));
  }
  const fromToken = (token: Token): Held => ({
    access: token.access_token,
    refresh: token.refresh_token,
    until: later(clock.now(), (token.expires_in - 60) * secondMs),
  });

  async function refresh(user: string): Promise<void> {
    const kept = await keyValues.read<Kept>(namespace, user);
    if (!kept) return;
    const identity = await records.identities.find('discord', 'discord', user);
    const connection = identity ? await connectionOf(ports, identity.person) : { metadata: {} };
    const told = JSON.stringify(connection);
    if (told === kept.told) return;
    try {
      const held = await good(heldOf(kept));
      await oauth.setConnection(held.access, connection);
      if (identity) await put(user, held, told);
      else await keyValues.take(namespace, user);
    } catch (fault) {
      if (!(fault instanceof Declined)) throw fault;
      await keyValues.take(namespace, user);
    }
  }

  return {
    refresh,
    async keep(user, token) {
      if (!token.scope.split(' ').includes(scope)) return;
      await put(user, fromToken(token), '');
      await refresh(user);
    },
    async forget(user) {
      await keyValues.take(namespace, user);
    },
  };
}

async function connectionOf({ records }: Wanted, id: PersonId) {
  const [person, awards, enrolments, staff, identities] = await Promise.all([
    records.people.byId(id),
    records.awards.heldBy(id, { size: 100, after: null }),
    records.enrolments.of(id),
    records.staff.of(id),
    records.identities.of(id),
  ]);
  const since = identities.map(({ at }) => at).sort()[0];
  const metadata: Partial<LinkedFacts> = {
    badges: String(awards.items.filter(({ state }) => state === 'issued').length),
    playlists: String(
      enrolments.filter(({ subject, state }) => subject.kind === 'playlist' && state === 'completed').length,
    ),
    organiser: staff.length > 0 ? '1' : '0',
    ...(since ? { member_since: since } : {}),
  };
  return { platform_name: platform, platform_username: person?.alias ?? '', metadata };
}
