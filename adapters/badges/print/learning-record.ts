import type { RecordPages } from '../../../core/ports/printer.ts';
import type { Lines } from './lines.ts';
import { type Document, paper } from './paper.ts';

const soft = '#55625e';
const accent = '#0b6b5d';
const inner = paper.width - 2 * paper.margin;
const lowest = paper.height - 80;

/** As many pages as it takes. A heading never stands alone at the end of one. */
export function drawLearningRecord(document: Document, lines: Lines, record: RecordPages): void {
  const x = paper.margin;
  let y = lines.write(record.title, x, paper.margin, {
    width: inner,
    face: 'bold',
    size: 22,
    colour: accent,
  });
  y = lines.write(record.holder, x, y + 4, { width: inner, face: 'bold', size: 15, mostLines: 2 });
  y = lines.write(record.about, x, y + 4, { width: inner, face: 'regular', size: 10, colour: soft });
  y += 10;
  for (const { label, value } of record.facts) {
    y = roomFor(document, y, 30);
    y = lines.write(label, x, y, { width: inner, face: 'regular', size: 9, colour: soft });
    y = lines.write(value, x, y, { width: inner, face: 'bold', size: 11 }) + 4;
  }
  for (const part of record.parts) {
    y = roomFor(document, y + 12, 60);
    y = lines.write(part.heading, x, y, { width: inner, face: 'bold', size: 13, colour: accent }) + 3;
    for (const { text, detail } of part.lines) {
      const style = { width: inner - 12, face: 'bold', size: 10.5 } as const;
      y = roomFor(document, y, lines.heightOf(text, style) + 16);
      y = lines.write(text, x + 12, y, style);
      y = lines.write(detail, x + 12, y, { ...style, face: 'regular', size: 9, colour: soft }) + 5;
    }
  }
  y = roomFor(document, y + 14, 40);
  lines.write(record.foot, x, y, { width: inner, face: 'regular', size: 9, colour: soft });
}

function roomFor(document: Document, y: number, height: number): number {
  if (y + height <= lowest) return y;
  document.addPage();
  return paper.margin;
}
