import { isDeepStrictEqual } from 'node:util';
import { isNode, mostJsonBytes, parseJson, textOf } from './json.ts';
import { keywordOf, PngDamaged, type PngText, pngChunks, pngText } from './png.ts';
import { hasTooManyParts, SvgDamaged, svgBadges } from './svg.ts';

export const mostPictureBytes = 5 * 1024 * 1024;

/** A text found in a picture, and what should be told about how it lay there. */
export interface Baked {
  readonly text: string;
  readonly kind: 'ob2' | 'ob3';
  readonly warning: string | null;
}

/** A picture that holds no badge, or not in a way that has one meaning. */
export class NotBaked extends Error {
  override readonly name = 'NotBaked';
  /** It was one, and is damaged: cut off, or a checksum is wrong. */
  readonly isDamaged: boolean;

  constructor(message: string, isDamaged: boolean) {
    super(message);
    this.isDamaged = isDamaged;
  }
}

const keywords = { openbadges: 'ob2', openbadgecredential: 'ob3' } as const;

/**
 * The badges in a PNG, at most one of either kind.
 * @throws NotBaked
 */
export function unbakePng(bytes: Uint8Array): readonly Baked[] {
  const texts = readTexts(bytes);
  if (texts.length === 0) throw new NotBaked('The picture holds no badge', false);
  return texts.map(({ keyword, text, isCompressed }) => ({
    text,
    kind: keywords[keyword],
    warning: isCompressed ? 'The badge lies compressed in the picture, which some readers cannot read' : null,
  }));
}

type Known = PngText & { readonly keyword: keyof typeof keywords };
const isKnown = (text: PngText | null): text is Known =>
  text !== null && Object.hasOwn(keywords, text.keyword);

function readTexts(bytes: Uint8Array): readonly Known[] {
  try {
    const chunks = pngChunks(bytes).filter((chunk) => Object.hasOwn(keywords, keywordOf(chunk) ?? ''));
    // Before any is unpacked: thousands could lie there, each a thousand times larger than it looks.
    for (const keyword of Object.keys(keywords)) {
      if (chunks.filter((chunk) => keywordOf(chunk) === keyword).length > 1)
        throw new NotBaked(`The picture holds "${keyword}" twice`, false);
    }
    return chunks.map((chunk) => pngText(chunk, mostJsonBytes)).filter(isKnown);
  } catch (fault) {
    if (fault instanceof PngDamaged) throw new NotBaked(`The picture is damaged: ${fault.message}`, true);
    throw fault;
  }
}

/**
 * The badges in an SVG, at most one of either kind. What stands in `verify` and what stands inside must agree.
 * @throws NotBaked
 */
export function unbakeSvg(text: string): readonly Baked[] {
  if (hasTooManyParts(text))
    throw new NotBaked('The picture is made of more pieces than a drawing needs', false);
  const badges = readBadges(text);
  for (const kind of ['ob2', 'ob3'] as const) {
    if (badges.filter((one) => one.kind === kind).length > 1)
      throw new NotBaked('The picture holds the same kind of badge twice', false);
  }
  if (badges.length === 0) throw new NotBaked('The picture holds no badge', false);
  return badges.map(({ kind, verify, text: inside }) => ({
    kind,
    text: saidBy(verify, inside),
    warning: null,
  }));
}

/** Both are written beside each other: JWS and its payload, or JSON and its address. */
function saidBy(verify: string | null, inside: string): string {
  if (!verify || !inside) return verify ?? inside;
  const document = parseJson(inside).value;
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(verify) ?? [];
  const agrees = payload
    ? isDeepStrictEqual(document, parseJson(textOf(Buffer.from(payload, 'base64url')) ?? '').value)
    : isNode(document) && document['id'] === verify;
  if (!agrees) throw new NotBaked('What the picture holds and the address beside it do not agree', true);
  return payload ? verify : inside;
}

function readBadges(text: string): ReturnType<typeof svgBadges> {
  try {
    return svgBadges(text);
  } catch (fault) {
    if (fault instanceof SvgDamaged) throw new NotBaked(`The picture is damaged: ${fault.message}`, true);
    throw fault;
  }
}
