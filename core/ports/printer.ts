import type { BadgeImage } from '../badges/badge.ts';
import type { Instant } from '../instant.ts';
import type { Language } from '../texts.ts';

/** A badge on paper, in words that were found for its reader. It proves nothing that the address does not. */
export interface CertificatePage {
  readonly language: Language;
  /** Of the file, for those who do not see it. */
  readonly title: string;
  readonly heading: string;
  /** As its holder wants to be called on it. */
  readonly holder: string;
  readonly sentence: string;
  readonly badge: string;
  readonly image: BadgeImage;
  readonly description: string;
  readonly criteria: { readonly label: string; readonly text: string };
  readonly facts: readonly Fact[];
  /** `url` is drawn as a QR code; `shown` is what somebody could type instead. */
  readonly verify: { readonly label: string; readonly url: string; readonly shown: string };
  readonly at: Instant;
}

/** What somebody has learned, on paper. */
export interface RecordPages {
  readonly language: Language;
  readonly title: string;
  readonly holder: string;
  readonly about: string;
  readonly facts: readonly Fact[];
  readonly parts: readonly {
    readonly heading: string;
    readonly lines: readonly { readonly text: string; readonly detail: string }[];
  }[];
  readonly foot: string;
  readonly at: Instant;
}

interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Makes PDF files, with every letter of the languages of Europe. */
export interface Printer {
  certificate(page: CertificatePage): Promise<Uint8Array>;
  learningRecord(pages: RecordPages): Promise<Uint8Array>;
}
