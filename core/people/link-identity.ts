import { domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import { type Instant, later } from '../instant.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Ports } from '../ports/ports.ts';
import type { Identity } from './identity.ts';
import {
  type LinkCode,
  linkCodes,
  linkTries,
  lockMs,
  mostTries,
  mostTriesThere,
  readCode,
} from './link-code.ts';
import type { Merge } from './merge.ts';
import { mergePeople } from './merge-people.ts';
import type { Known } from './newcomer.ts';
import type { Person } from './person.ts';

/** Why a code is not taken. `unknown`: never made, used, or over. `locked`: too many tries; again from then on. */
export type LinkRefusal =
  | { readonly why: 'link-code-unknown' }
  | { readonly why: 'link-code-locked'; readonly minutes: number }
  | { readonly why: 'linked-already' };

export interface LinkPreview {
  readonly account: Person;
  /** Who this chat identity has been so far; null: nobody. Their learning joins the account's. */
  readonly here: Person | null;
}

type Wanted = Pick<Ports, 'records' | 'keyValues' | 'secrets' | 'clock'>;

/** Whose code it is, for the confirm screen. A try counts, right or wrong; the code is not used up. */
export async function previewLink(
  ports: Wanted,
  known: Known,
  typed: string,
): Promise<Outcome<LinkPreview, LinkRefusal>> {
  if (!(await mayTry(ports, known))) return refused({ why: 'link-code-locked', minutes: lockMs / 60_000 });
  const code = readCode(typed);
  const found =
    code && (await ports.keyValues.read<LinkCode>(linkCodes, ports.secrets.digest(code, linkCodes)));
  const account = found ? await ports.records.people.byId(found.person) : null;
  if (account?.state !== 'active') return refused({ why: 'link-code-unknown' });
  const here = await personBehind(ports, known);
  return here?.id === account.id ? refused({ why: 'linked-already' }) : done({ account, here });
}

/** Joins a chat identity to the account that the code came from. The code is used up; of two who come at once one gets in. */
export async function linkIdentity(
  ports: Wanted & Pick<Ports, 'ids'>,
  known: Known,
  { typed, atLeast }: { readonly typed: string; readonly atLeast: number },
): Promise<Outcome<{ readonly account: Person; readonly merge: Merge | null }, LinkRefusal>> {
  const code = readCode(typed);
  const taken =
    code && (await ports.keyValues.take<LinkCode>(linkCodes, ports.secrets.digest(code, linkCodes)));
  if (!taken || taken.until <= ports.clock.now()) return refused({ why: 'link-code-unknown' });
  const account = await ports.records.people.byId(taken.person);
  if (account?.state !== 'active') return refused({ why: 'link-code-unknown' });
  return joinIdentity(ports, known, account, atLeast);
}

/**
 * The chat identity is the account's from now on. Learning that it had brings is merged in.
 * @param atLeast the age that was confirmed along with it
 */
export async function joinIdentity(
  ports: Pick<Ports, 'records' | 'clock' | 'ids'>,
  known: Known,
  account: Person,
  atLeast: number,
): Promise<Outcome<{ readonly account: Person; readonly merge: Merge | null }, LinkRefusal>> {
  const here = await personBehind(ports, known);
  if (here?.id === account.id) return refused({ why: 'linked-already' });
  if (here) return done({ account, merge: await mergePeople(ports, { kept: account, merged: here }) });

  const identity: Identity = {
    id: newId(ports.ids),
    revision: 0,
    person: account.id,
    ...known,
    at: ports.clock.now(),
  };
  const aged: Person = {
    ...account,
    age: {
      ...account.age,
      statedBy: account.age.statedBy ?? 'self',
      atLeast: account.age.atLeast ?? atLeast,
    },
  };
  await ports.records.keep({ identity: [identity], person: [aged] }, [
    domainEvent({ person: account.id, seat: null }, 'identity.linked', { person: account.id }),
  ]);
  return done({ account: { ...aged, revision: aged.revision + 1 }, merge: null });
}

async function personBehind(
  { records }: Pick<Ports, 'records'>,
  { kind, tenant, subject }: Known,
): Promise<Person | null> {
  const identity = await records.identities.find(kind, tenant, subject);
  const person = identity && (await records.people.byId(identity.person));
  return person?.state === 'active' ? person : null;
}

/** Takes one of the five tries that a chat user has in a quarter of an hour; and one of the hundred of their tenant. */
async function mayTry({ keyValues, clock }: Wanted, { kind, tenant, subject }: Known): Promise<boolean> {
  const until = later(clock.now(), lockMs);
  const own = await takeOne(keyValues, `${kind} ${tenant} ${subject}`, mostTries, until);
  return own && (await takeOne(keyValues, `${kind} ${tenant}`, mostTriesThere, until));
}

async function takeOne(
  keyValues: Pick<Ports, 'keyValues'>['keyValues'],
  whose: string,
  most: number,
  until: Instant,
): Promise<boolean> {
  for (let nth = 1; nth <= most; nth += 1) {
    if (await keyValues.first(linkTries, `${whose} ${nth}`, until)) return true;
  }
  return false;
}
