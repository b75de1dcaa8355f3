import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { BadgeId, newId } from '../ids.ts';
import { dayMs, Instant, later } from '../instant.ts';
import { done, type NotAllowed, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import type { Badge } from './badge.ts';
import { type ClaimCode, codeDigest, typedCode } from './claim-code.ts';
import { readGiver } from './read-giver.ts';

export const mostCodes = 200;

export const MakeClaimCodes = z
  .object({
    badge: BadgeId,
    /** Made by the surface once per form shown; the same form sent twice makes one sheet. */
    sheet: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    leadsTo: z.enum(['award', 'badge-page']).default('award'),
    /** How many different codes. */
    count: z.number().int().min(1).max(mostCodes).default(1),
    /** Of the makers' own, for one code; null: drawn. */
    word: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}-]{6,20}$/u)
      .nullable()
      .default(null),
    title: z.string().trim().min(1).max(120).nullable().default(null),
    place: z.string().trim().min(1).max(120).nullable().default(null),
    from: Instant.nullable().default(null),
    until: Instant.nullable().default(null),
    /** Of each code; null: many. */
    maxUses: z.number().int().min(1).max(100_000).nullable().default(null),
    needsApproval: z.boolean().default(false),
  })
  .refine(({ word, count }) => word === null || count === 1, { path: ['count'] })
  .refine(({ from, until }) => from === null || until === null || from < until, { path: ['until'] });
export type MakeClaimCodes = z.infer<typeof MakeClaimCodes>;

export type MakeClaimCodesRefusal =
  | NotFound
  | NotAllowed
  /** It is earned otherwise, and neither by a code nor by hand. */
  | { readonly why: 'not-by-code' }
  | { readonly why: 'word-taken' }
  | { readonly why: 'made-already' };

/** The codes as they are typed: told this once. */
export interface MadeCodes {
  readonly badge: Badge;
  readonly codes: readonly string[];
}

/** Codes for a sheet on the wall, or one for each who comes. */
export async function makeClaimCodes(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>,
  by: Actor,
  input: MakeClaimCodes,
): Promise<Outcome<MadeCodes, MakeClaimCodesRefusal>> {
  const { records, clock, ids, secrets, keyValues } = ports;
  const read = await readGiver(ports, by, input.badge);
  if (read.refused) return read;
  const badge = read.done;
  if (input.leadsTo === 'award' && !mayBeClaimed(badge)) return refused({ why: 'not-by-code' });

  const texts = input.word === null ? drawn(ids, input.count) : [input.word];
  const known = await Promise.all(
    texts.map((text) => records.claimCodes.byDigest(codeDigest(secrets, text))),
  );
  if (known.some((one) => one !== null)) return refused({ why: 'word-taken' });
  const isFirst = await keyValues.first('claim-sheets', input.sheet, later(clock.now(), dayMs));
  if (!isFirst) return refused({ why: 'made-already' });

  const { word: _word, count: _count, ...facts } = input;
  const codes = texts.map(
    (text): ClaimCode => ({
      ...facts,
      id: newId(ids),
      revision: 0,
      organiser: badge.organiser,
      digest: codeDigest(secrets, text),
      recipient: null,
      madeBy: by.person,
      at: clock.now(),
      endedAt: null,
    }),
  );
  await records.keep({ claimCode: codes }, [
    domainEvent(by, 'code.made', { badge: badge.id, organiser: badge.organiser, count: codes.length }),
  ]);
  return done({ badge, codes: texts });
}

/** Active, and somebody's word or a code is a way to it. */
export const mayBeClaimed = ({ state, earnedBy }: Badge): boolean =>
  state === 'active' && earnedBy.some(({ by }) => by === 'code' || by === 'hand');

function drawn(ids: { code(length: number): string }, count: number): readonly string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(typedCode(ids.code(8)));
  return [...codes];
}
