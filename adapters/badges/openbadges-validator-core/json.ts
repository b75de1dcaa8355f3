/** A JSON object as it came: nothing in it is trusted. */
export type Node = Readonly<Record<string, unknown>>;

export type Parsed =
  | { readonly value: unknown; readonly wrong?: never }
  | { readonly wrong: string; readonly value?: never };

export const mostJsonBytes = 512 * 1024;
const mostDepth = 32;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One value or several, as JSON-LD lets people write it; null is as good as missing. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export const textsOf = (value: unknown): string[] =>
  listOf(value).filter((one): one is string => typeof one === 'string');

/** Exactly the text that these bytes stand for; null: they are no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads JSON that has one meaning only. Two readers could take different things from a key that stands twice,
 * from half a character or from `__proto__`, so those are refused with what is too long or too deep.
 */
export function parseJson(text: string): Parsed {
  if (Buffer.byteLength(text) > mostJsonBytes) return { wrong: 'longer than 512 kB' };
  if (hasHalfCharacter(text)) return { wrong: 'holds half a character' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrong: 'no JSON' };
  }
  const wrong = ambiguityIn(text);
  return wrong ? { wrong } : { value };
}

/** @param text JSON that parses, so that brackets and quotes are where they should be */
function ambiguityIn(text: string): string | null {
  // The keys of each object that is open; null for a list.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{' || sign === '[') open.push(sign === '{' ? new Set() : null);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      const wrong = judgeString(text.slice(at, end), isKey(text, end) ? open.at(-1) : null);
      if (wrong) return wrong;
      at = end - 1;
    }
    if (open.length > mostDepth) return `nested more than ${mostDepth} deep`;
  }
  return null;
}

function judgeString(quoted: string, keys: Set<string> | null | undefined): string | null {
  if (!keys && !quoted.includes('\\u')) return null;
  const text: string = JSON.parse(quoted);
  if (hasHalfCharacter(text)) return 'holds half a character';
  if (!keys) return null;
  if (text === '__proto__') return 'has a key "__proto__"';
  if (keys.has(text)) return `has the key "${text.slice(0, 100)}" twice`;
  keys.add(text);
  return null;
}

/** @returns the place after the closing quote */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return text[at] === ':';
}

const hasHalfCharacter = (text: string): boolean => /\p{Cs}/u.test(text);
