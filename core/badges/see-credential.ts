import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import { nobody } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { AwardView } from './award-view.ts';
import type { Credential } from './credential.ts';
import { credentialOf } from './credential.ts';
import { type SeeAward, seeAward } from './see-award.ts';

export interface Documents {
  readonly view: AwardView;
  /** Null: issued before there were any, and not signed yet. */
  readonly credential: Credential | null;
}

/** What programs read of an award: answered to anyone, once its holder released it. */
export async function seeDocuments(
  ports: Pick<Ports, 'records' | 'clock'>,
  { address }: Pick<SeeAward, 'address'>,
): Promise<Outcome<Documents, NotFound>> {
  const seen = await seeAward(ports, nobody, { address, as: 'machine' });
  if (!seen.done) return refused({ why: 'not-found' });
  const credential = await ports.records.credentials.byId(credentialOf(seen.done.award));
  return done({ view: seen.done, credential });
}
