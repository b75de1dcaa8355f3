import type { BadgeId, ClaimUseId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { nameOf } from '../people/person.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';
import type { ClaimCode } from './claim-code.ts';
import { readGiver } from './read-giver.ts';

/** Codes that were made together. What they are nobody knows any more but who has the sheet. */
export interface Sheet {
  readonly sheet: string;
  readonly codes: number;
  readonly uses: number;
  /** They differ in nothing but the code. */
  readonly one: ClaimCode;
}

/** Somebody who used a code that needs a word. */
export interface AskedByCode {
  readonly use: ClaimUseId;
  readonly person: PersonId;
  readonly name: string;
  readonly at: Instant;
}

export interface ClaimCodes {
  readonly badge: Badge;
  /** Newest first. */
  readonly sheets: readonly Sheet[];
  /** Who asked by a code that needs a word, longest waiting first. */
  readonly requests: readonly AskedByCode[];
}

/** A badge's codes, for those who may make them. */
export async function listClaimCodes(
  { records }: Pick<Ports, 'records'>,
  by: Actor,
  id: BadgeId,
): Promise<Outcome<ClaimCodes, NotFound | NotAllowed>> {
  const read = await readGiver({ records }, by, id);
  if (read.refused) return read;
  const [codes, tally, requested] = await Promise.all([
    records.claimCodes.of(id),
    records.claimUses.tally(id),
    records.claimUses.requested(id),
  ]);
  const people = await records.people.byIds(requested.map(({ person }) => person));
  const usesOf = new Map(tally.map(({ code, count }) => [code, count]));
  const sheets = new Map<string, Sheet>();
  for (const one of codes) {
    const sheet = one.sheet ?? one.id;
    const earlier = sheets.get(sheet) ?? { sheet, codes: 0, uses: 0, one };
    sheets.set(sheet, {
      ...earlier,
      codes: earlier.codes + 1,
      uses: earlier.uses + (usesOf.get(one.id) ?? 0),
    });
  }
  return done({
    badge: read.done,
    sheets: [...sheets.values()].toReversed(),
    requests: requested.flatMap(({ id: use, person, at }) => {
      const known = people.find((one) => one.id === person);
      return known ? [{ use, person, name: nameOf(known), at }] : [];
    }),
  });
}
