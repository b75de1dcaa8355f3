import { SaxesParser } from 'saxes';

export const svgNamespaces = {
  /** `<assertion verify="…">`. */
  ob2: 'http://openbadges.org',
  /** `<credential verify="…">`. */
  ob3: 'https://purl.imsglobal.org/ob/v3p0',
} as const;

/** A badge written into a drawing: the address or JWS in its attribute `verify`, the JSON inside it. */
export interface SvgBadge {
  readonly kind: keyof typeof svgNamespaces;
  readonly verify: string | null;
  /** Trimmed; empty when there is none. */
  readonly text: string;
  /** Where its element begins and ends, counted in UTF-16 units of the file's text. */
  readonly start: number;
  readonly end: number;
}

export class SvgDamaged extends Error {
  override readonly name = 'SvgDamaged';
}

const names = { ob2: 'assertion', ob3: 'credential' } as const;
/** Drawings nest a few deep. */
const mostDepth = 200;

/** A rich drawing has a few thousand elements; each costs more than its letters. */
const mostParts = 150_000;

/** Whether it is made of so many pieces that reading it would hold up everybody else. */
export function hasTooManyParts(text: string): boolean {
  let parts = 0;
  for (let at = 0; at < text.length && parts <= mostParts; at += 1) {
    const sign = text[at];
    if (sign === '<' || sign === '&' || sign === '=') parts += 1;
  }
  return parts > mostParts;
}

/** Whether this looks like a drawing: XML whose first element is `svg`, with or without a prefix. */
export function isSvg(text: string): boolean {
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  for (;;) {
    const closing = closingOf(rest);
    if (!closing) return /^<(?:[\w-]{1,50}:)?svg[\s>/]/.test(rest);
    const end = rest.indexOf(closing);
    if (end < 0) return false;
    rest = rest.slice(end + closing.length).trimStart();
  }
}

/** How what may stand before the first element ends; null: that is where we are. */
function closingOf(text: string): string | null {
  if (text.startsWith('<!--')) return '-->';
  if (text.startsWith('<?')) return '?>';
  if (!text.startsWith('<!')) return null;
  return /^<![^>[]*\[/.test(text) ? ']>' : '>';
}

/**
 * Badges in a drawing, found by namespace whatever their prefix. A document type without declarations of its own,
 * as old drawing programs write it, is let be; nothing it names is ever read.
 * @throws SvgDamaged not well formed, or it declares entities
 */
export function svgBadges(text: string): readonly SvgBadge[] {
  const found: SvgBadge[] = [];
  const open: { kind: SvgBadge['kind'] | null; verify: string | null; start: number; text: string }[] = [];
  const parser = new SaxesParser({ xmlns: true, position: true });
  let tagStart = 0;
  parser.on('error', (fault) => {
    throw new SvgDamaged(fault.message);
  });
  parser.on('doctype', (declared) => {
    if (/[[\]]|<!/.test(declared)) throw new SvgDamaged('its document type declares something');
  });
  parser.on('opentagstart', () => {
    tagStart = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length >= mostDepth) throw new SvgDamaged(`nested more than ${mostDepth} deep`);
    const kind = kindOf(uri, local);
    open.push({ kind, verify: attributes['verify']?.value.trim() ?? null, start: tagStart, text: '' });
  });
  const read = (more: string) => {
    const inner = open.at(-1);
    if (inner?.kind) inner.text += more;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', () => {
    const { kind, verify, start, text: inside } = open.pop() ?? { kind: null };
    if (kind) found.push({ kind, verify: verify || null, text: inside.trim(), start, end: parser.position });
  });
  parser.write(text).close();
  return found;
}

function kindOf(uri: string | undefined, local: string | undefined): SvgBadge['kind'] | null {
  if (uri === svgNamespaces.ob2 && local === names.ob2) return 'ob2';
  return uri === svgNamespaces.ob3 && local === names.ob3 ? 'ob3' : null;
}
