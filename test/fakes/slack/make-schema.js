import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/*
 * Slack's own types as a JSON schema: `node test/fakes/slack/make-schema.js` after a new version of @slack/types or
 * @slack/web-api. It takes half a minute, so the outcome is kept, with the versions it was made from.
 */
const root = join(import.meta.dirname, '../../..');
const versionOf = (name) =>
  JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

const schema = createGenerator({
  path: join(import.meta.dirname, 'shapes.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  type: 'Shapes',
  skipTypeCheck: true,
  additionalProperties: false,
}).createSchema('Shapes');

// Only what limits are read from is kept of the comments.
const slim = (key, value) =>
  key === 'description' && typeof value === 'string'
    ? (value
        .replace(/\{@link[^}]*\}/g, '')
        .match(/[^.\n]*\b(?:max|min|limit|less than|up to)[^.]*\d[^.]*/gi)
        ?.join('.') ?? undefined)
    : value;

const from = { '@slack/types': versionOf('@slack/types'), '@slack/web-api': versionOf('@slack/web-api') };
writeFileSync(
  join(root, 'test/fixtures/slack/schema.json'),
  `${JSON.stringify({ from, schema }, slim, 1)}\n`,
);
