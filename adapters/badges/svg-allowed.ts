/** What a picture may be made of. Nothing here loads, runs, links, or is drawn more often than it is written. */
export const allowedElements: ReadonlySet<string> = new Set([
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'defs',
  'linearGradient',
  'radialGradient',
  'stop',
  'clipPath',
  'title',
  'desc',
]);

const geometry =
  'id d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height points dx dy rotate transform pathLength offset gradientUnits gradientTransform spreadMethod clipPathUnits';
const presentation =
  'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path clip-rule display visibility paint-order font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing word-spacing';

export const allowedAttributes: ReadonlySet<string> = new Set(`${geometry} ${presentation}`.split(' '));

/** A value that names nothing outside the drawing; null: it does, or it could. */
export function plainValue(value: string): string | null {
  const text = value.trim();
  if (/[\\@]|javascript:|data:|https?:|\/\*/i.test(text)) return null;
  const addresses = text.match(/url\s*\([^)]*\)?/gi) ?? [];
  return addresses.every((one) => /^url\(\s*(["']?)#[\w.-]+\1\s*\)$/i.test(one)) ? text : null;
}

/** The declarations of a `style`, as attributes say the same. */
export const styleAsAttributes = (style: string): readonly (readonly [name: string, value: string])[] =>
  style.split(';').flatMap((one) => {
    const at = one.indexOf(':');
    return at < 0 ? [] : [[one.slice(0, at).trim().toLowerCase(), one.slice(at + 1)] as const];
  });
