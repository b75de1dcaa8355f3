import type { BadgeShape } from '../../core/badges/design.ts';

/** How a badge's ground looks on a field of 100 × 100, and where its sign stands. */
export interface Ground {
  readonly outline: string;
  /** Drawn behind it, darker. */
  readonly behind?: string;
  readonly centre: readonly [x: number, y: number];
  /** Of the sign, beside that on a hexagon. */
  readonly scale: number;
}

const middle = [50, 50] as const;

/** Bows around a circle, so that the outermost points lie 49 from the middle. */
function scalloped(bows: number, radius: number): string {
  const at = (nth: number): string => {
    const angle = (2 * Math.PI * nth) / bows;
    return `${round(50 + radius * Math.sin(angle))} ${round(50 - radius * Math.cos(angle))}`;
  };
  const bow = round(radius * Math.sin(Math.PI / bows) * 1.04);
  const arcs = Array.from({ length: bows }, (_, nth) => `A${bow} ${bow} 0 0 1 ${at(nth + 1)}`);
  return `M${at(0)}${arcs.join('')}z`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

export const grounds: Readonly<Record<BadgeShape, Ground>> = {
  hexagon: { outline: 'M50 2 92 26v48L50 98 8 74V26z', centre: middle, scale: 1 },
  circle: { outline: 'M50 1a49 49 0 1 1 0 98a49 49 0 1 1 0-98z', centre: middle, scale: 1 },
  shield: {
    outline: 'M50 2Q68 13 91 14V47C91 72 75 89 50 98 25 89 9 72 9 47V14Q32 13 50 2z',
    centre: [50, 48],
    scale: 1,
  },
  square: {
    outline: 'M22 4h56a18 18 0 0 1 18 18v56a18 18 0 0 1-18 18H22A18 18 0 0 1 4 78V22A18 18 0 0 1 22 4z',
    centre: middle,
    scale: 1.06,
  },
  diamond: {
    outline:
      'M43.6 3.6a9 9 0 0 1 12.8 0l40 40a9 9 0 0 1 0 12.8l-40 40a9 9 0 0 1-12.8 0l-40-40a9 9 0 0 1 0-12.8z',
    centre: middle,
    scale: 0.86,
  },
  octagon: { outline: 'M30.5 3h39L97 30.5v39L69.5 97h-39L3 69.5v-39z', centre: middle, scale: 1.04 },
  rosette: { outline: scalloped(12, 40), centre: middle, scale: 0.98 },
  medal: {
    outline: 'M50 1a39 39 0 1 1 0 78a39 39 0 1 1 0-78z',
    behind: 'M28 62 19 98 33 92 42 99 50 76 58 99 67 92 81 98 72 62z',
    centre: [50, 40],
    scale: 0.86,
  },
};
