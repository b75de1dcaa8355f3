import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BadgeIcon } from '../../core/badges/design.ts';

const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
const known = new Map<BadgeIcon, string>();

/** The lines of a sign on a field of 24 × 24, to be stroked. */
export function icon(name: BadgeIcon): string {
  const inside = known.get(name) ?? linesOf(readFileSync(join(folder, `${name}.svg`), 'utf8'));
  known.set(name, inside);
  return inside;
}

const linesOf = (svg: string): string =>
  svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/\s*\n\s*/g, '')
    .trim();
