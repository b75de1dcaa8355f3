import QRCode from 'qrcode';
import type { Document } from './paper.ts';

/** Black squares on white, with the empty rim that the standard asks. @param side in points */
export function drawQr(document: Document, text: string, x: number, y: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const step = side / (modules.size + 8);
  document.rect(x, y, side, side).fill('#ffffff');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      // A hair wider than they are: else some viewers show lines between them.
      if (modules.get(row, column)) {
        document.rect(x + (column + 4) * step, y + (row + 4) * step, step * 1.02, step * 1.02);
      }
    }
  }
  document.fill('#000000');
}
