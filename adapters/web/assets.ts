import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import express, { type Router } from 'express';

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly address: string;
}

const folder = join(import.meta.dirname, 'static');

/** Our own files, and htmx as its package has it. */
const sources = {
  'app.css': { type: 'text/css', file: () => join(folder, 'app.css') },
  'app.js': { type: 'text/javascript', file: () => join(folder, 'app.js') },
  'icon.png': { type: 'image/png', file: () => join(folder, 'icon.png') },
  'icon.svg': { type: 'image/svg+xml', file: () => join(folder, 'icon.svg') },
  'htmx.js': {
    type: 'text/javascript',
    file: () => createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'),
  },
} as const;
export type AssetName = keyof typeof sources;

const read = new Map<AssetName, Asset>();

function asset(name: AssetName): Asset {
  const known = read.get(name);
  if (known) return known;
  const bytes = readFileSync(sources[name].file());
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  const made = { type: sources[name].type, bytes, address: `/static/${hash}/${name}` };
  read.set(name, made);
  return made;
}

/** The address holds a digest of the bytes, so browsers may keep it for ever. */
export const addressOf = (name: AssetName): string => asset(name).address;

export function assetsRouter(): Router {
  const router = express.Router();
  router.get('/static/:hash/:name', (req, res, next) => {
    const name = req.params.name;
    if (!isAssetName(name)) return next();
    res
      .set({
        'Cache-Control': 'public, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
      })
      .type(asset(name).type)
      .send(asset(name).bytes);
  });
  // Learning platforms keep this address: it stays.
  // Browsers ask for the second where a page names no icon.
  router.get(['/icon.png', '/favicon.ico'], (_req, res) => {
    res.set('Cache-Control', 'public, max-age=86400').type('image/png').send(asset('icon.png').bytes);
  });
  return router;
}

const isAssetName = (name: string): name is AssetName => Object.hasOwn(sources, name);
