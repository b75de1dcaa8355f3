type Json = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/** Ways to write a value that a reader of plain JSON and one of JSON-LD may take for different things. */
const ways: Readonly<Record<string, (value: unknown) => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  text: () => 'x',
  number: () => 7,
  'empty list': () => [],
  'empty object': () => ({}),
  'list of one': (value) => [value],
  'list in a list': (value) => [[value]],
  value: (value) => ({ '@value': value }),
  'value in a language': (value) => ({ '@value': value, '@language': 'en' }),
  'typed value': (value) => ({ '@value': value, '@type': 'http://www.w3.org/2001/XMLSchema#string' }),
  id: (value) => ({ id: value }),
  'ordered list': (value) => ({ '@list': [value] }),
  set: (value) => ({ '@set': [value] }),
  twice: (value) => [value, value],
  'after null': (value) => [null, value],
  'after a list': (value) => [[], value],
  'after an object': (value) => [{}, value],
  'before a text': (value) => [value, 'urn:x:y'],
  graph: (value) => ({ '@graph': [value] }),
  included: (value) => (isObject(value) ? { '@included': [value] } : undefined),
  'with a context': (value) =>
    isObject(value) ? { '@context': { foo: 'https://foo.example/x' }, ...value } : undefined,
};

/** The same document, each time with one value written in another way, and how. */
export function* rewritten(document: Json): Generator<{ readonly badge: Json; readonly how: string }> {
  for (const path of pathsIn(document)) {
    for (const [way, write] of Object.entries(ways)) {
      const badge = changed(document, path, write);
      if (isObject(badge) && JSON.stringify(badge) !== JSON.stringify(document))
        yield { badge, how: `${path.join('.')} as ${way}` };
    }
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsIn(inner).map((path) => [key, ...path]),
  ]);
}

function changed(value: unknown, [key, ...rest]: Path, write: (value: unknown) => unknown): unknown {
  if (key === undefined) return write(value);
  const copy: Record<string, unknown> = { ...Object(value) };
  copy[key] = changed(copy[key], rest, write);
  if (!Array.isArray(value)) return copy;
  return Object.values(copy).filter((one) => one !== undefined);
}
