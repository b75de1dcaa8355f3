import type { Printer } from '../../../core/ports/printer.ts';
import { createPictures } from '../pictures.ts';
import { drawCertificate } from './certificate.ts';
import { drawLearningRecord } from './learning-record.ts';
import { printed } from './paper.ts';

/** Fills the port. What a picture cannot be drawn of stops the certificate, as it stops the badge. */
export function createPrinter(): Printer {
  const pictures = createPictures();
  return {
    async certificate(page) {
      const picture = await pictures.png(page.image);
      return printed(page, (document, lines) => drawCertificate(document, lines, page, picture));
    },
    learningRecord: (record) =>
      printed(record, (document, lines) => drawLearningRecord(document, lines, record)),
  };
}
