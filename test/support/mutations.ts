/** Numbers from a seed, the same each time: from 0 to below `most`. */
export type Pick = (most: number) => number;

export function picker(seed: number): Pick {
  let state = seed || 1;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return most <= 0 ? 0 : Math.floor((state / 2 ** 32) * most);
  };
}

export function oneOf<Value>(values: readonly [Value, ...Value[]], pick: Pick): Value {
  return values[pick(values.length)] ?? values[0];
}

/** What may stand where a text was expected. @param inside an address that nobody may be led to */
export const oddTexts = (inside: string): readonly [string, ...string[]] => [
  '',
  ' ',
  '\u0000',
  'a\r\nSet-Cookie: a=b',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  "' or 1=1 --",
  '{{7*7}}',
  '%',
  '%00',
  '$Context.id.history',
  'žšč 𝒳 \ud800',
  '\u202eevil',
  '__proto__',
  'constructor',
  'true',
  '-1',
  '1e999',
  'x'.repeat(256),
  'x'.repeat(20_000),
  inside,
  inside.replace('http:', 'https:'),
  'http://169.254.169.254/latest/meta-data/',
  'https://user:secret@lms.example/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'https://',
  'http://[::1',
  '//lms.example/x',
  '*',
  'https://*',
  'lms.example;script-src *',
  'https://lms.example;x,y/return',
];

/** What may stand where anything else was expected. */
export const oddValues = (inside: string): readonly [unknown, ...unknown[]] => [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  1.5,
  [],
  {},
  [[]],
  [null],
  [{}],
  Array.from({ length: 3000 }, (_, n) => String(n)),
  { id: {} },
  { toString: 1 },
  JSON.parse('{"__proto__":{"isActive":true}}'),
  ...oddTexts(inside),
];

/** A copy with one value somewhere in it left out, put twice, or replaced. */
export function changed<Document extends object>(document: Document, pick: Pick, inside: string): Document {
  const copy = structuredClone(document);
  const places = placesIn(copy);
  const place = places[pick(places.length)];
  if (!place) return copy;
  const way = pick(8);
  if (way === 0) delete place.in[place.at];
  else if (way === 1) place.in[place.at] = [place.in[place.at], place.in[place.at]];
  else place.in[place.at] = oneOf(oddValues(inside), pick);
  return copy;
}

/** A copy with some of its letters changed, cut short, or with something put in. */
export function damaged(text: string, pick: Pick): string {
  const at = pick(text.length);
  const way = pick(4);
  if (way === 0) return text.slice(0, at);
  if (way === 1) return text.slice(at);
  if (way === 2)
    return `${text.slice(0, at)}${String.fromCharCode(pick(300)).repeat(1 + pick(40))}${text.slice(at)}`;
  return `${text.slice(0, at)}${String.fromCharCode(33 + pick(90))}${text.slice(at + 1)}`;
}

interface Place {
  readonly in: Record<string, unknown>;
  readonly at: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  // An object, or an array: both have names and values.
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((at) => [{ in: holder, at }, ...placesIn(holder[at])]);
}
