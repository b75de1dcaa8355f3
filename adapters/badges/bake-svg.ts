import { SaxesParser } from 'saxes';
import type { BadgeTexts } from './bake-png.ts';
import { bakedText } from './baked-text.ts';
import { SvgDamaged, svgBadges, svgNamespaces } from './openbadges-validator-core/index.ts';

/**
 * The same drawing with the badge in it, first in its outermost element; one that was in it before goes.
 * @throws SvgDamaged not well formed, or with a document type
 */
export function bakeSvg(drawing: string, { assertion, credential }: BadgeTexts): string {
  const bare = withoutBadges(drawing);
  const { start, end, isEmpty, name } = outermost(bare);
  const id: unknown = JSON.parse(assertion).id;
  const badge = [
    `<openbadges:assertion xmlns:openbadges="${svgNamespaces.ob2}" verify="${escaped(String(id))}">`,
    `<![CDATA[${bakedText(assertion)}]]></openbadges:assertion>`,
    ...(credential === null
      ? []
      : [
          `<ob3:credential xmlns:ob3="${svgNamespaces.ob3}"><![CDATA[${bakedText(credential)}]]></ob3:credential>`,
        ]),
  ].join('');
  if (!isEmpty) return bare.slice(0, end) + badge + bare.slice(end);
  const opening = bare.slice(start, end).replace(/\/>$/, '>');
  return `${bare.slice(0, start)}${opening}${badge}</${name}>${bare.slice(end)}`;
}

function withoutBadges(drawing: string): string {
  let text = drawing;
  for (const { start, end } of [...svgBadges(drawing)].sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + text.slice(end);
  return text;
}

/** Where its first tag stands, in UTF-16 units; empty: it closes itself. */
function outermost(text: string) {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let found: { start: number; end: number; isEmpty: boolean; name: string } | null = null;
  let start = 0;
  parser.on('error', (fault) => {
    throw new SvgDamaged(fault.message);
  });
  parser.on('doctype', () => {
    throw new SvgDamaged('it has a document type');
  });
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', ({ name, isSelfClosing }) => {
    found ??= { start, end: parser.position, isEmpty: isSelfClosing, name };
  });
  parser.write(text).close();
  if (!found) throw new SvgDamaged('it is empty');
  return found as { start: number; end: number; isEmpty: boolean; name: string };
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
