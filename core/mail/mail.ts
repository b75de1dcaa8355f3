import type { Language, Texts } from '../texts.ts';

/** A letter to one address. The address and what its links and codes open are known to nobody else. */
export interface Mail {
  readonly to: string;
  readonly language: Language;
  readonly note: MailNote;
}

/** What it is about; the mail finds the sentences. Links are whole addresses of this site. */
export type MailNote =
  | { readonly kind: 'sign-in'; readonly link: string }
  | { readonly kind: 'email-code'; readonly code: string }
  | {
      readonly kind: 'claim';
      readonly badge: Texts;
      readonly organiser: string;
      readonly code: string;
      readonly link: string;
    }
  | {
      readonly kind: 'endorsement-asked';
      readonly what: Texts;
      readonly organiser: string;
      /** The asker's own; empty: none. */
      readonly words: string;
      readonly link: string;
      readonly isReminder: boolean;
    }
  | { readonly kind: 'endorsement-code'; readonly code: string; readonly what: Texts }
  | {
      readonly kind: 'endorsement-kept';
      readonly what: Texts;
      readonly organiser: string;
      readonly link: string;
    }
  /** It is theirs already. */
  | {
      readonly kind: 'badge-given';
      readonly badge: Texts;
      readonly organiser: string;
      readonly link: string;
    }
  | { readonly kind: 'reviews-wait'; readonly count: number; readonly link: string };

/** Where mails wait, sealed, until they were handed on or are of no use any more. */
export const mailNamespace = 'mail';
