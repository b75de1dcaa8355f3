import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** DejaVu writes Latin, Greek and Cyrillic; sign by sign what it lacks is looked for among the emoji. */
export const faces = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  emoji: require.resolve('@fontsource/noto-emoji/files/noto-emoji-emoji-400-normal.woff'),
} as const;
export type Face = keyof typeof faces;

/** What a document knows of its fonts. */
interface WithFonts {
  font(name: string): unknown;
}

/** Has this face the sign? */
export type Covers = (face: Face, sign: string) => boolean;

/** Registers the faces. @returns asks each whether it has a sign */
export function registerFaces(
  document: WithFonts & { registerFont(name: string, source: string): unknown },
): Covers {
  for (const [name, source] of Object.entries(faces)) document.registerFont(name, source);
  const known = new Map<Face, { hasGlyphForCodePoint(point: number): boolean }>();
  return (face, sign) => {
    if (!known.has(face)) {
      document.font(face);
      // pdfkit keeps the font that it has opened here, and has no other way to ask for its signs.
      const { _font } = document as unknown as {
        _font: { font: { hasGlyphForCodePoint(point: number): boolean } };
      };
      known.set(face, _font.font);
    }
    return [...sign].every(
      (one) => isJoint(one) || known.get(face)?.hasGlyphForCodePoint(one.codePointAt(0) ?? 0),
    );
  };
}

/** Joins or varies signs around it, and is drawn by none. */
const isJoint = (sign: string): boolean => /[\u200D\uFE0E\uFE0F]/.test(sign);
