import type { z } from 'zod';

/** What is wrong in a file, and where: `activities[3].tasks[0].check.who`. */
export interface Trouble {
  /** Empty: the whole file. */
  readonly path: string;
  readonly says: string;
}

export const troublesOf = (error: z.ZodError): Trouble[] =>
  error.issues.flatMap((issue) => troublesIn(issue, []));

type Issue = z.core.$ZodIssue;

function troublesIn(issue: Issue, above: readonly PropertyKey[]): Trouble[] {
  const at = [...above, ...issue.path];
  // A union is read as the form that is meant: the one with the fewest faults.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [meant = []] = [...issue.errors].sort((one, other) => one.length - other.length);
    return meant.flatMap((inner) => troublesIn(inner, at));
  }
  if (issue.code === 'invalid_key') return [{ path: pathOf(at), says: 'is not a language such as sl or en' }];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...at, key]), says: 'is not a field of a bundle' }));
  }
  return [{ path: pathOf(at), says: sentence(issue) }];
}

export const pathOf = (parts: readonly PropertyKey[]): string =>
  parts
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

function sentence(issue: Issue): string {
  if (issue.code !== 'custom' && issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === null ? 'must not be null' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return isOwn(issue)
        ? issue.message
        : `${shown(issue.input)} is not known; one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `must be ${limit(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'too_small':
      return `must be ${limit(issue.origin, 'at least', Number(issue.minimum))}`;
    default:
      return issue.message;
  }
}

/** Ours begin with what must be; those of zod with "Invalid". */
const isOwn = (issue: Issue): boolean => issue.message.startsWith('must');

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'texts by language',
};

function limit(origin: string, which: string, count: number): string {
  if (origin === 'string') return `${which} ${count} ${count === 1 ? 'character' : 'characters'} long`;
  if (origin === 'array') return `a list of ${which} ${count}`;
  return `${which} ${count}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
