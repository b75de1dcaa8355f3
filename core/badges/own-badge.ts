import { type BadgeId, newId, type OrganiserId } from '../ids.ts';
import type { Texts } from '../texts.ts';
import type { Badge, BadgeImage, EarnedBy } from './badge.ts';

/**
 * R1: publishing makes its badge. The words are copied once and edited apart from then on.
 * @param words `description` what its holder learned, `criteria` what they did
 */
export const ownBadge = (
  organiser: OrganiserId,
  rule: EarnedBy,
  words: {
    readonly name: Texts;
    readonly description: Texts;
    readonly criteria: Texts;
    readonly skills: readonly string[];
  },
  ids: { next(): string },
): Badge => ({
  id: newId<BadgeId>(ids),
  revision: 0,
  organiser,
  ...words,
  image: drawn(words.name, rule.by === 'playlist' ? 'circle' : 'hexagon'),
  competences: [],
  programme: 'activity',
  validFor: null,
  earnedBy: [rule],
  prerequisites: null,
  ladder: null,
  microcredential: null,
  state: 'active',
  version: 1,
  earlier: [],
  origin: null,
});

/** First letters on a colour: the same name always looks the same. White letters are readable on each. */
function drawn(name: Texts, shape: 'circle' | 'hexagon'): BadgeImage {
  const text = name.in[name.original] ?? '';
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.slice(0, 2).map((word) => [...word].slice(0, 1).join('').toUpperCase());
  const sum = [...text].reduce((total, sign) => total + (sign.codePointAt(0) ?? 0), 0);
  const colour = colours[sum % colours.length] ?? '#1D4ED8';
  return { draw: { shape, colour, letters: letters.join('') || '★' }, alt: name };
}

const colours = ['#1D4ED8', '#7C2D12', '#6D28D9', '#BE185D', '#0369A1', '#166534', '#B45309', '#334155'];
