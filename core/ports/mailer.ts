import type { Mail } from '../mail/mail.ts';

/** Hands letters on to a mail server, or lays them down as files. */
export interface Mailer {
  /**
   * @param key the same on every try, and the mail's Message-ID: who got it twice sees it once
   * @throws Declined no server will ever take it
   * @throws Unreachable tried again later
   */
  send(mail: Mail, key: string): Promise<void>;
}
