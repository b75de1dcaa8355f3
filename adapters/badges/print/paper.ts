import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { Instant } from '../../../core/instant.ts';
import type { Language } from '../../../core/texts.ts';
import { registerFaces } from './faces.ts';
import { createLines, type Lines } from './lines.ts';

export type Document = InstanceType<typeof PDFDocument>;

/** A4, in points. */
export const paper = { width: 595.28, height: 841.89, margin: 56 } as const;

/** Draws a document and gives its bytes. */
export async function printed(
  about: { readonly title: string; readonly language: Language; readonly at: Instant },
  draw: (document: Document, lines: Lines) => void,
): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    lang: about.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: about.title, Creator: 'Cities of Learning Connect', CreationDate: new Date(about.at) },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  draw(document, createLines(document, registerFaces(document)));
  document.end();
  await finished(document);
  return new Uint8Array(Buffer.concat(parts));
}
