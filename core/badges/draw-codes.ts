import { z } from 'zod';
import { domainEvent } from '../domain-events.ts';
import { newId } from '../ids.ts';
import { dayMs, Instant, later } from '../instant.ts';
import { done, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import type { Ports } from '../ports/ports.ts';
import { type ClaimCode, codeDigest, typedCode } from './claim-code.ts';

export const mostCodes = 200;

/** What codes have in common, whatever they lead to. */
export const CodeFacts = z.object({
  /** Made by the surface once per form shown; the same form sent twice makes one sheet. */
  sheet: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
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
});
export type CodeFacts = z.infer<typeof CodeFacts>;

/** One word is one code, and it ends after it begins. */
export const fitsTogether = (facts: CodeFacts, context: z.RefinementCtx): void => {
  const wrong = (field: 'count' | 'until') =>
    context.addIssue({ code: 'custom', path: [field], message: field });
  if (facts.word !== null && facts.count !== 1) wrong('count');
  if (facts.from !== null && facts.until !== null && facts.from >= facts.until) wrong('until');
};

export type CodesRefused = { readonly why: 'word-taken' } | { readonly why: 'made-already' };

/**
 * Draws codes, or takes the word that was chosen, and keeps them.
 * @returns the codes as they are typed: told this once
 */
export async function drawCodes(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'keyValues'>,
  by: Actor,
  leads: Pick<ClaimCode, 'organiser' | 'badge' | 'activity' | 'leadsTo'>,
  { word, count, ...facts }: CodeFacts,
): Promise<Outcome<readonly string[], CodesRefused>> {
  const { records, clock, ids, secrets, keyValues } = ports;
  const texts = word === null ? drawn(ids, count) : [word];
  const known = await Promise.all(
    texts.map((text) => records.claimCodes.byDigest(codeDigest(secrets, text))),
  );
  if (known.some((one) => one !== null)) return refused({ why: 'word-taken' });
  const isFirst = await keyValues.first('claim-sheets', facts.sheet, later(clock.now(), dayMs));
  if (!isFirst) return refused({ why: 'made-already' });
  const claimCode = texts.map(
    (text): ClaimCode => ({
      ...facts,
      ...leads,
      id: newId(ids),
      revision: 0,
      digest: codeDigest(secrets, text),
      recipient: null,
      madeBy: by.person,
      at: clock.now(),
      endedAt: null,
    }),
  );
  const { organiser, badge } = leads;
  try {
    await records.keep({ claimCode }, [
      domainEvent(by, 'code.made', { badge, organiser, count: texts.length }),
    ]);
  } catch (fault) {
    // Nobody was told these codes: the same form may be sent again.
    await keyValues.take('claim-sheets', facts.sheet);
    throw fault;
  }
  return done(texts);
}

function drawn(ids: { code(length: number): string }, count: number): readonly string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(typedCode(ids.code(8)));
  return [...codes];
}
