import { z } from 'zod';

/** Both or neither. */
export const MailVariables = z.object({
  SMTP_URL: z
    .string()
    .refine(
      (url) => /^smtps?:\/\/[^/]/.test(url) && URL.canParse(url),
      'an address that begins with smtp:// or smtps://',
    )
    .optional(),
  /** As mail programs show it. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]{1,100} )?<?[^\s<>@]+@[^\s<>@]+>?$/, 'an e-mail address, or Name <address>')
    .optional(),
});

export interface MailConfig {
  readonly smtpUrl: string;
  readonly from: string;
}

/** @returns null: no mail server, mails are files */
export const mailConfigOf = ({ SMTP_URL, MAIL_FROM }: z.infer<typeof MailVariables>): MailConfig | null =>
  SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : null;

/** What is half configured; null: all or nothing is there. */
export const mailTrouble = ({ SMTP_URL, MAIL_FROM }: z.infer<typeof MailVariables>): string | null =>
  !SMTP_URL === !MAIL_FROM ? null : 'SMTP_URL, MAIL_FROM: set both or neither';
