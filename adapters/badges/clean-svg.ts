import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { PictureTrouble } from '../../core/ports/badge-press.ts';
import { allowedAttributes, allowedElements, plainValue, styleAsAttributes } from './svg-allowed.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const mostDepth = 40;
const mostElements = 5000;

class Refused extends Error {
  override readonly name = 'Refused';
  readonly trouble: PictureTrouble;

  constructor(trouble: PictureTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

/**
 * A drawing written anew from what is allowed: scripts, handlers, foreign objects, links and all that loads something
 * are left out. A document type is refused, for entities can make it load or grow without end.
 */
export function cleanSvg(
  text: string,
): { readonly svg: string } | { readonly svg: null; readonly trouble: PictureTrouble } {
  try {
    return { svg: writtenAnew(text) };
  } catch (fault) {
    if (fault instanceof Refused) return { svg: null, trouble: fault.trouble };
    throw fault;
  }
}

function writtenAnew(text: string): string {
  const parser = new SaxesParser({ xmlns: true });
  const out: string[] = [];
  /** Whether each open element is written; inside one that is not, nothing is. */
  const open: boolean[] = [];
  let elements = 0;
  parser.on('error', (fault) => {
    throw new Refused('no-picture', fault);
  });
  parser.on('doctype', () => {
    throw new Refused('doctype');
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (open.length >= mostDepth || elements > mostElements) throw new Refused('too-large');
    const isRoot = open.length === 0;
    if (isRoot && (tag.uri !== svgNamespace || tag.local !== 'svg')) throw new Refused('no-picture');
    const isWritten = isRoot || (open.at(-1) === true && isAllowed(tag));
    open.push(isWritten);
    if (isWritten) out.push(isRoot ? root(tag) : `<${tag.local}${attributesOf(tag)}>`);
  });
  parser.on('closetag', (tag) => {
    if (open.pop()) out.push(`</${tag.local}>`);
  });
  const words = (content: string) => {
    if (open.at(-1) && content.trim() !== '') out.push(escaped(content));
  };
  parser.on('text', words);
  parser.on('cdata', words);
  parser.write(text.replace(/^\uFEFF/, '')).close();
  if (elements === 0) throw new Refused('no-picture');
  return out.join('');
}

const isAllowed = ({ uri, local }: SaxesTagNS): boolean =>
  uri === svgNamespace && allowedElements.has(local) && local !== 'svg';

/** Square, by its `viewBox` or else by its sides. */
function root(tag: SaxesTagNS): string {
  const value = (name: string) => tag.attributes[name]?.value ?? '';
  const box =
    value('viewBox') || `0 0 ${Number.parseFloat(value('width'))} ${Number.parseFloat(value('height'))}`;
  const numbers = box
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , width = 0, height = 0] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || width <= 0) throw new Refused('not-square');
  if (Math.abs(width - height) > width / 1000) throw new Refused('not-square');
  // Off by a hair is square.
  const square = [...numbers.slice(0, 2), width, width].join(' ');
  return `<svg xmlns="${svgNamespace}" viewBox="${square}"${attributesOf(tag, new Set(['viewBox', 'width', 'height', 'x', 'y']))}>`;
}

function attributesOf(tag: SaxesTagNS, but: ReadonlySet<string> = new Set()): string {
  const found = new Map<string, string>();
  for (const { prefix, local, value } of Object.values(tag.attributes)) {
    if (prefix !== '' || but.has(local)) continue;
    for (const [name, given] of local === 'style' ? styleAsAttributes(value) : [[local, value] as const]) {
      const plain = allowedAttributes.has(name) ? plainValue(given) : null;
      if (plain !== null) found.set(name, plain);
    }
  }
  return [...found].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/[^\P{Cc}\t\n]/gu, '');
