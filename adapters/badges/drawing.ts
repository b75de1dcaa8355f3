import type { BadgeImage } from '../../core/badges/badge.ts';
import { inkOn, sizeOf } from '../../core/badges/ink.ts';

type Draw = Extract<BadgeImage, { draw: unknown }>['draw'];

/** Twice 45 % of the shape: an inner rim that stands out where the colour itself fades into the page. */
const shapes = {
  hexagon: ['<path d="M50 2 92 26v48L50 98 8 74V26z"', '<path d="M50 12 83 31v38L50 88 17 69V31z"'],
  circle: ['<circle cx="50" cy="50" r="49"', '<circle cx="50" cy="50" r="41"'],
} as const;

/** The same picture that pages show, as SVG. */
export function drawing({ shape, colour, letters }: Draw): string {
  const ink = inkOn(colour);
  const [body, rim] = shapes[shape];
  const size = sizeOf(letters);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">',
    `${body} fill="${colour}"/>`,
    `${rim} fill="none" stroke="${ink}" stroke-opacity=".45" stroke-width="2"/>`,
    `<text x="50" y="${50 + size * 0.36}" text-anchor="middle" font-family="DejaVu Sans" font-weight="700"`,
    ` font-size="${size}" fill="${ink}">${escaped(letters)}</text>`,
    '</svg>',
  ].join('');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\p{Cc}/gu, '');
