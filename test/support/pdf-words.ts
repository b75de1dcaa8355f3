import { inflateSync } from 'node:zlib';

/**
 * What can be read in a PDF of ours: each stretch of text as a screen reader or a search finds it, by the tables that say
 * which sign each glyph stands for. Enough for the files that pdfkit writes, and no more.
 */
export function pdfWords(bytes: Uint8Array): string {
  const objects = objectsOf(Buffer.from(bytes));
  const tables = new Map<string, Map<string, string>>();
  for (const { text } of objects.values()) {
    for (const [, name = '', font = ''] of fontsIn(text)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.text ?? '')?.[1];
      if (table) tables.set(name, glyphsIn(objects.get(table)?.stream ?? ''));
    }
  }
  return [...objects.values()]
    .map(({ stream }) => (/\bBT\b/.test(stream) ? shownIn(stream, tables) : ''))
    .join('\n');
}

interface PdfObject {
  readonly text: string;
  readonly stream: string;
}

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const all = file.toString('latin1');
  for (const match of all.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const [text = '', raw = ''] = body.split(/\nstream\n/, 2);
    const bytes = Buffer.from(raw.replace(/\nendstream\s*$/, ''), 'latin1');
    const isPacked = text.includes('/FlateDecode') && !text.includes('/Subtype /Image');
    objects.set(id, { text, stream: isPacked ? inflated(bytes) : bytes.toString('latin1') });
  }
  return objects;
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

const fontsIn = (text: string) => {
  const fonts = /\/Font <<([\s\S]*?)>>/.exec(text)?.[1] ?? '';
  return [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)];
};

/** Glyph, as four hex digits → what it stands for. */
function glyphsIn(table: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, from = '0', , list = ''] of table.matchAll(
    /<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi,
  )) {
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], at) => {
      const text = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      glyphs.set((Number.parseInt(from, 16) + at).toString(16).padStart(4, '0'), text);
    });
  }
  return glyphs;
}

function shownIn(stream: string, tables: Map<string, Map<string, string>>): string {
  let font = '';
  const lines: string[] = [];
  for (const [, name, array] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = name;
    else {
      const hex = [...(array ?? '').matchAll(/<([0-9a-f]+)>/gi)].map(([, one]) => one).join('');
      lines.push((hex.match(/.{4}/g) ?? []).map((glyph) => tables.get(font)?.get(glyph) ?? '').join(''));
    }
  }
  return lines.join('\n');
}
