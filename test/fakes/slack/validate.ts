import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

interface Schema {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly $ref?: string;
  readonly description?: string;
}

const kept: { from: Record<string, string>; schema: Schema } = JSON.parse(
  readFileSync(join(process.cwd(), 'test/fixtures/slack/schema.json'), 'utf8'),
);

/** The versions of Slack's packages that the schema was made from. */
export const madeFrom: Readonly<Record<string, string>> = kept.from;

/** What the comments of the types leave out, or say in words that are not read. */
const besides: Readonly<Record<string, Schema>> = {
  'PlainTextElement.text': { minLength: 1, maxLength: 3000 },
  'MrkdwnElement.text': { minLength: 1, maxLength: 3000 },
  'UrlImageObject.image_url': { maxLength: 3000, pattern: '^https?://' },
  'ImageElement.alt_text': { minLength: 1, maxLength: 2000 },
  'PlainTextInput.max_length': { maximum: 3000, minimum: 1 },
  'ActionsBlock.elements': { minItems: 1 },
  'ContextBlock.elements': { minItems: 1 },
  'Modal.title': { properties: { text: { maxLength: 24 } } },
};

type Shape = 'blocks' | 'modal' | 'home' | 'manifest';

/**
 * What is wrong with a body, in sentences; none: Slack would take it. Types without anything unknown, and the limits
 * of the types' own comments.
 */
export function wrongWith(shape: Shape, body: unknown): readonly string[] {
  const compiled = compile(shape);
  if (compiled(body)) return [];
  const all = compiled.errors ?? [];
  // A union tells of every branch: those errors lie deepest that the right branch has.
  return [
    ...new Set(
      all.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`),
    ),
  ]
    .filter((text) => !text.includes('must match a schema in anyOf'))
    .slice(0, 40);
}

let ajv: Ajv | null = null;
const compiledShapes = new Map<string, ValidateFunction>();

function compile(shape: Shape): ValidateFunction {
  const known = compiledShapes.get(shape);
  if (known) return known;
  ajv ??= new Ajv({
    strict: false,
    inlineRefs: false,
    validateFormats: false,
    code: { optimize: false },
  }).addSchema(limited(kept.schema, ''), 'slack');
  const made = ajv.compile({ $ref: `slack#/definitions/Shapes/properties/${shape}` });
  compiledShapes.set(shape, made);
  return made;
}

/** The schema with the limits that its comments tell. */
function limited(schema: Schema, name: string): Schema {
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, limitedPart(key, value, name)]),
  );
  return inner;
}

function limitedPart(key: string, value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => limitedPart('', one, name));
  if (!isSchema(value)) return value;
  if (key === 'definitions') return mapped(value, (one, called) => limited(one, called));
  if (key === 'properties') {
    return mapped(value, (one, called) => {
      const within = limited(one, called);
      const more = [limitOf(one), besides[`${name}.${called}`]].filter((limit) => limit !== undefined);
      return more.length > 0 ? { allOf: [within, ...more] } : within;
    });
  }
  return limited(value, name);
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const mapped = (all: Schema, change: (one: Schema, name: string) => Schema): Schema =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [name, isSchema(one) ? change(one, name) : one]),
  );

const most = /(?:max(?:imum)?|up to|less than)\b[^\d]*(\d[\d,]*)/i;
const mostOfEach = /in each item is (\d+)/i;

function limitOf(property: Schema): Schema | undefined {
  const { description = '', type } = property;
  const found = most.exec(description)?.[1];
  if (!found) return undefined;
  const number = Number(found.replace(',', ''));
  if (type === 'string') return { maxLength: number };
  if (type === 'array') {
    const each = mostOfEach.exec(description)?.[1];
    return {
      maxItems: number,
      ...(each ? { items: { properties: { text: { maxLength: Number(each) } } } } : {}),
    };
  }
  if (type === undefined || type === 'object') return { properties: { text: { maxLength: number } } };
  return undefined;
}
