import type { CertificatePage } from '../../../core/ports/printer.ts';
import type { Lines } from './lines.ts';
import { type Document, paper } from './paper.ts';
import { drawQr } from './qr.ts';

const soft = '#55625e';
const accent = '#0b6b5d';
const inner = paper.width - 2 * paper.margin;
const qrSide = 120;
const pictureSide = 130;

/** One page: whose badge, which one, what it took, and where it can be checked. @param picture a PNG */
export function drawCertificate(
  document: Document,
  lines: Lines,
  page: CertificatePage,
  picture: Uint8Array,
): void {
  frame(document);
  const centre = { width: inner, align: 'centre' } as const;
  const x = paper.margin;
  let y = lines.write(page.heading, x, 74, { ...centre, face: 'bold', size: 13, colour: accent });
  document.image(Buffer.from(picture), (paper.width - pictureSide) / 2, y + 14, {
    fit: [pictureSide, pictureSide],
  });
  y = lines.write(page.holder, x, y + pictureSide + 34, { ...centre, face: 'bold', size: 26, mostLines: 2 });
  y = lines.write(page.sentence, x, y + 6, {
    ...centre,
    face: 'regular',
    size: 12,
    colour: soft,
    mostLines: 2,
  });
  y = lines.write(page.badge, x, y + 8, { ...centre, face: 'bold', size: 20, colour: accent, mostLines: 3 });
  y = lines.write(page.description, x, y + 8, { ...centre, face: 'regular', size: 11, mostLines: 5 });
  y = lines.write(page.criteria.label, x, y + 16, { width: inner, face: 'bold', size: 11 });
  const room = Math.floor((bottom - 20 - y) / (10 * 1.35));
  lines.write(page.criteria.text, x, y + 3, {
    width: inner,
    face: 'regular',
    size: 10,
    mostLines: Math.max(1, room),
  });
  foot(document, lines, page);
}

const bottom = paper.height - 210;

function frame(document: Document): void {
  document
    .roundedRect(28, 28, paper.width - 56, paper.height - 56, 16)
    .lineWidth(1.5)
    .strokeColor(accent)
    .stroke();
}

function foot(document: Document, lines: Lines, { facts, verify }: CertificatePage): void {
  const width = inner - qrSide - 24;
  let y = bottom;
  for (const { label, value } of facts) {
    y = lines.write(label, paper.margin, y, { width, face: 'regular', size: 9, colour: soft, mostLines: 1 });
    y = lines.write(value, paper.margin, y, { width, face: 'bold', size: 11, mostLines: 2 }) + 5;
  }
  const x = paper.width - paper.margin - qrSide;
  drawQr(document, verify.url, x, bottom - 6, qrSide);
  const under = { width: qrSide, align: 'centre', face: 'regular', colour: soft } as const;
  const next = lines.write(verify.label, x, bottom + qrSide - 2, { ...under, size: 8, mostLines: 2 });
  lines.write(verify.shown, x, next, { ...under, size: 7, mostLines: 4 });
}
