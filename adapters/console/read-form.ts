import { createReadStream } from 'node:fs';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import {
  type Field,
  type FileHandle,
  type Form,
  type Reader,
  say,
  type Value,
} from '../conversation/index.ts';
import { isOneOf } from './meant.ts';

type Said = Record<string, Value | Value[]>;

/** How a terminal asks: prints, waits for a line. Null: there are no more lines. */
export interface Prompt {
  print(text: string): void;
  line(asking: string): Promise<string | null>;
}

/**
 * Asks a form field by field. An empty line keeps what stands there, or leaves out what is not needed; a dash empties it.
 * @returns null: the lines ended, or somebody went back
 */
export async function readForm(prompt: Prompt, reader: Reader, { fields }: Form): Promise<Said | null> {
  prompt.print(say(reader.language, 'chat.console.form'));
  const said: Said = {};
  for (const field of fields) {
    const value = await readField(prompt, reader, field);
    if (value === null) return null;
    if (value !== undefined) said[field.name] = value;
  }
  return said;
}

async function readField(
  prompt: Prompt,
  reader: Reader,
  field: Field,
): Promise<Value | Value[] | null | undefined> {
  if (field.hint) prompt.print(`  ${field.hint}`);
  if (field.kind === 'files') prompt.print(`  ${say(reader.language, 'chat.console.files')}`);
  if (field.kind === 'ticks') prompt.print(`  ${say(reader.language, 'chat.console.ticks')}`);
  const options = 'options' in field ? field.options : [];
  options.forEach(({ label }, at) => {
    prompt.print(`  [${at + 1}] ${label}`);
  });
  for (;;) {
    const line = await prompt.line(`${labelOf(reader, field)} `);
    if (line === null) return null;
    const typed = line.trim();
    if (isOneOf(reader.language, 'chat.console.back', typed)) {
      prompt.print(say(reader.language, 'chat.console.nothing-sent'));
      return null;
    }
    if (typed === '-' && !field.required) return undefined;
    if (typed === '') {
      const before = 'value' in field ? field.value : undefined;
      if (before !== undefined) return typeof before === 'string' ? before : [...before];
      if (!field.required) return undefined;
      prompt.print(say(reader.language, 'chat.form.needed'));
      continue;
    }
    const value = answerTo(field, typed);
    if (value !== undefined) return value;
    prompt.print(say(reader.language, 'chat.form.pick'));
  }
}

function labelOf(reader: Reader, field: Field): string {
  const before = 'value' in field && typeof field.value === 'string' ? field.value : null;
  const optional = field.required ? '' : ` (${say(reader.language, 'chat.form.optional')})`;
  return `${field.label}${optional}${before === null ? '' : ` [${before}]`}:`;
}

/** @returns undefined: none of what is offered */
function answerTo(field: Field, typed: string): Value | Value[] | undefined {
  switch (field.kind) {
    case 'choice':
    case 'pick':
      return chosen(field.options, typed);
    case 'ticks': {
      const all = typed.split(/[\s,]+/).map((one) => chosen(field.options, one));
      return all.every((one) => one !== undefined) ? all : undefined;
    }
    case 'files':
      return typed.split(/\s*;\s*/).map(fileAt);
    default:
      return typed;
  }
}

const chosen = (options: Extract<Field, { kind: 'pick' }>['options'], typed: string): string | undefined =>
  options[Number(typed) - 1]?.value ??
  options.find(({ label, value }) => label.toLowerCase() === typed.toLowerCase() || value === typed)?.value;

/** A file of this machine; typed as a shell takes it, in quotes or from one's own folder on. */
export function fileAt(typed: string): FileHandle {
  const path = typed.replace(/^(["'])(.*)\1$/, '$2').replace(/^~(?=\/)/, homedir());
  return { kind: 'file', name: basename(path), type: null, open: async () => createReadStream(path) };
}
