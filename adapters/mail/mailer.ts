import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Declined, Unreachable } from '../../core/faults.ts';
import { secondMs } from '../../core/instant.ts';
import type { Mail } from '../../core/mail/mail.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { MailConfig } from './config.ts';
import { letterOf } from './letter.ts';

interface Parts {
  /** Null: nothing leaves the machine. */
  readonly config: MailConfig | null;
  /** Where mails are laid down without a mail server. */
  readonly folder: string;
  readonly baseUrl: string;
}

/** By SMTP where it is configured, else a file per mail. */
export const createMailer = ({ config, folder, baseUrl }: Parts): Mailer =>
  config ? smtpMailer(config, baseUrl) : fileMailer(folder, baseUrl);

function smtpMailer({ smtpUrl, from }: MailConfig, baseUrl: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10 * secondMs,
    greetingTimeout: 10 * secondMs,
    socketTimeout: 20 * secondMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail, key) {
      try {
        await transport.sendMail(messageOf(mail, key, from, baseUrl));
      } catch (fault) {
        throw faultOf(fault);
      }
    },
  };
}

function fileMailer(folder: string, baseUrl: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const from = `Cities of Learning <no-reply@${new URL(baseUrl).hostname}>`;
  return {
    async send(mail, key) {
      const { message } = await transport.sendMail(messageOf(mail, key, from, baseUrl));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Domain events' ids ascend in time, so the folder lists mails as they were sent.
      const file = join(folder, key.replace(/[^A-Za-z0-9]+/g, '-'));
      const { subject, text } = letterOf(mail, baseUrl);
      await laidDown(`${file}.txt`, `To: ${mail.to}\nSubject: ${subject}\n\n${text}\n`);
      // streamTransport with `buffer` gives the whole message at once.
      await laidDown(`${file}.eml`, message as Buffer);
    },
  };
}

/** Whole or not at all. */
async function laidDown(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.part`, content, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

const messageOf = (mail: Mail, key: string, from: string, baseUrl: string) => ({
  from,
  to: { name: '', address: mail.to },
  ...letterOf(mail, baseUrl),
  messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${new URL(baseUrl).hostname}>`,
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
});

/** What a server answered names the address, so it is not handed on: the number says enough. */
function faultOf(fault: unknown): Declined | Unreachable {
  const { responseCode, code } = told(fault);
  const isAboutUs = code === 'EAUTH' || code === 'ENOAUTH';
  if (!isAboutUs && responseCode !== null && responseCode >= 500) {
    return new Declined('mail-refused', `The mail server refused it (${responseCode})`);
  }
  return new Unreachable(`mail server (${[code, responseCode].filter(Boolean).join(' ') || 'no answer'})`);
}

function told(fault: unknown): { responseCode: number | null; code: string } {
  if (typeof fault !== 'object' || fault === null) return { responseCode: null, code: '' };
  const responseCode = 'responseCode' in fault ? Number(fault.responseCode) : Number.NaN;
  return {
    responseCode: Number.isInteger(responseCode) ? responseCode : null,
    code: 'code' in fault ? String(fault.code) : '',
  };
}
