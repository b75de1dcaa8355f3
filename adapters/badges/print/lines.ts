import type PDFKit from 'pdfkit';
import type { Covers, Face } from './faces.ts';

type Document = InstanceType<typeof PDFKit>;

/** A stretch of text in one face. */
interface Run {
  readonly face: Face;
  readonly text: string;
}
type Line = readonly Run[];

export interface Style {
  readonly face: 'regular' | 'bold';
  readonly size: number;
  readonly width: number;
  readonly align?: 'left' | 'centre';
  readonly colour?: string;
  /** More are left out, and the last ends with an ellipsis. */
  readonly mostLines?: number;
}

const signs = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Text of any mixture of faces, broken into lines that fit. */
export function createLines(document: Document, covers: Covers) {
  const widthOf = ({ face, text }: Run, size: number): number =>
    document.font(face).fontSize(size).widthOfString(text);
  const lineWidth = (line: Line, size: number): number =>
    line.reduce((sum, run) => sum + widthOf(run, size), 0);

  function runsOf(text: string, face: Style['face']): Line {
    const runs: { face: Face; text: string }[] = [];
    for (const { segment } of signs.segment(text)) {
      const wanted = covers(face, segment) || !covers('emoji', segment) ? face : 'emoji';
      const last = runs.at(-1);
      if (last?.face === wanted) last.text += segment;
      else runs.push({ face: wanted, text: segment });
    }
    return runs;
  }

  function broken(text: string, { face, size, width }: Style): readonly string[] {
    const fits = (one: string) => lineWidth(runsOf(one, face), size) <= width;
    return text.split(/\n+/).flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(/[ \t]+/).filter(Boolean)) {
        const longer = line ? `${line} ${word}` : word;
        if (fits(longer)) {
          line = longer;
          continue;
        }
        if (line) lines.push(line);
        line = fits(word) ? word : cutInto(word, fits, lines);
      }
      return [...lines, line];
    });
  }

  function linesOf(text: string, style: Style): readonly string[] {
    const lines = broken(text, style);
    const { mostLines = lines.length } = style;
    if (lines.length <= mostLines) return lines;
    return [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1] ?? ''} …`];
  }

  return {
    /** How high it will be. */
    heightOf: (text: string, style: Style): number => linesOf(text, style).length * style.size * 1.35,
    /** @returns where the next line would begin */
    write(text: string, x: number, y: number, style: Style): number {
      let top = y;
      for (const one of linesOf(text, style)) {
        const runs = runsOf(one, style.face);
        const spare = style.width - lineWidth(runs, style.size);
        let left = x + (style.align === 'centre' ? spare / 2 : 0);
        for (const run of runs) {
          document
            .font(run.face)
            .fontSize(style.size)
            .fillColor(style.colour ?? '#17211f')
            .text(run.text, left, top, { lineBreak: false });
          left += widthOf(run, style.size);
        }
        top += style.size * 1.35;
      }
      return top;
    },
  };
}
export type Lines = ReturnType<typeof createLines>;

/** A word wider than a line. @returns its end, for the next line */
function cutInto(word: string, fits: (text: string) => boolean, lines: string[]): string {
  let part = '';
  for (const { segment } of signs.segment(word)) {
    if (part && !fits(part + segment)) {
      lines.push(part);
      part = '';
    }
    part += segment;
  }
  return part;
}
