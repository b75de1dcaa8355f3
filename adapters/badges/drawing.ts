import type { BadgeDrawing } from '../../core/badges/design.ts';
import { inkOn, sizeOf } from '../../core/badges/ink.ts';
import { icon } from './icons.ts';
import { type Ground, grounds } from './shapes.ts';

/**
 * A badge drawn by us, as SVG: its shape, in it a field that is a shade further from its letters, a rim of their colour.
 * Pages and the PNG show the same one.
 * @param size of its sides in a page; null: as large as it is asked to be
 */
export function drawing(draw: BadgeDrawing, size: number | null = null): string {
  const ground = grounds[draw.shape];
  const { colour } = draw;
  const ink = inkOn(colour);
  const far = ink === '#ffffff' ? '#000000' : '#ffffff';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"${size ? ` width="${size}" height="${size}" aria-hidden="true"` : ''}>`,
    ground.behind
      ? `<path d="${ground.behind}" fill="${colour}"/><path d="${ground.behind}" fill="#000000" fill-opacity=".28"/>`
      : '',
    `<path d="${ground.outline}" fill="${colour}"/>`,
    `<path d="${ground.outline}" fill="${far}" fill-opacity=".14" ${shrunk(ground, 0.84)}/>`,
    `<path d="${ground.outline}" fill="none" stroke="${ink}" stroke-opacity=".6" stroke-width="2.2" ${shrunk(ground, 0.84)}/>`,
    'icon' in draw ? sign(icon(draw.icon), ground, ink) : letters(draw.letters, ground, ink),
    '</svg>',
  ].join('');
}

function shrunk({ centre: [x, y] }: Ground, scale: number): string {
  const [dx, dy] = [x, y].map((at) => Math.round(at * (1 - scale) * 100) / 100);
  return `transform="translate(${dx} ${dy}) scale(${scale})"`;
}

function letters(text: string, { centre: [x, y], scale }: Ground, ink: string): string {
  const size = Math.round(sizeOf(text) * scale * 10) / 10;
  return [
    `<text x="${x}" y="${y + size * 0.36}" text-anchor="middle" font-family="DejaVu Sans, Verdana, sans-serif"`,
    ` font-weight="700" font-size="${size}" fill="${ink}">${escaped(text)}</text>`,
  ].join('');
}

function sign(lines: string, { centre: [x, y], scale }: Ground, ink: string): string {
  const side = 48 * scale;
  const by = Math.round((side / 24) * 1000) / 1000;
  return [
    `<g transform="translate(${x - side / 2} ${y - side / 2}) scale(${by})" fill="none" stroke="${ink}"`,
    ` stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${lines}</g>`,
  ].join('');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\p{Cc}/gu, '');
