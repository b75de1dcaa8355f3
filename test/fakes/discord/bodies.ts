import type * as spec from 'discord-api-spec/zod';

type Schema = typeof spec.MessageResponseSchema;
export type Json = { readonly [key: string]: unknown };

/** Bodies without a fault, as text: the same one again is not looked through again. */
const sound = new WeakMap<Schema, Set<string>>();
const mostSound = 500;

/** What is wrong with a body, as Discord's published schemas see it: broken rules, and keys that it does not know. */
export function faultsOf(schema: Schema, body: unknown): readonly string[] {
  const known = sound.get(schema) ?? new Set();
  const text = JSON.stringify(body);
  if (known.has(text)) return [];
  const faults = foundIn(schema, body);
  if (faults.length > 0) return faults;
  if (known.size >= mostSound) known.clear();
  sound.set(schema, known.add(text));
  return [];
}

function foundIn(schema: Schema, body: unknown): readonly string[] {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return lost(body, parsed.data, '').map((path) => `${path}: unknown`);
}

function lost(given: unknown, kept: unknown, path: string): readonly string[] {
  if (typeof given !== 'object' || given === null) return [];
  if (typeof kept !== 'object' || kept === null) return [path];
  const [before, after] = [given as Json, kept as Json];
  return Object.keys(before).flatMap((key) => {
    const here = path ? `${path}.${key}` : key;
    if (before[key] === undefined) return [];
    return key in after ? lost(before[key], after[key], here) : [here];
  });
}

/** discord.js sends these along; the schemas leave some of them out. */
export function withoutClientKeys(body: Json): Json {
  const { nonce: _n, enforce_nonce: _e, tts: _t, ...rest } = body;
  return rest;
}

/** The schema wants a number where the API takes it as text. */
export const withNumericRights = (command: Json): Json =>
  typeof command['default_member_permissions'] === 'string'
    ? { ...command, default_member_permissions: Number(command['default_member_permissions']) }
    : command;

/** @throws Error the fake itself would answer what Discord never answers */
export function answered<T extends object>(schema: Schema, body: T): T {
  const faults = faultsOf(schema, body);
  if (faults.length > 0) throw new Error(`The fake answers wrongly: ${faults.join('; ')}`);
  return body;
}
