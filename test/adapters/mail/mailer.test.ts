import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from '../../../adapters/mail/index.ts';
import { Declined, Unreachable } from '../../../core/faults.ts';
import type { Mail } from '../../../core/mail/mail.ts';
import { openPostOffice, type PostOffice } from '../../support/post-office.ts';

const baseUrl = 'https://col.example';
const from = 'Cities of Learning <badges@col.example>';
const mail = (note: Mail['note'], language = 'en', to = 'mia@example.org'): Mail => ({ to, language, note });
const signIn = { kind: 'sign-in', link: `${baseUrl}/sign-in/aToken` } as const;

let post: PostOffice;
beforeAll(async () => {
  post = await openPostOffice();
});
afterAll(() => post.close());
beforeEach(() => {
  post.answer = null;
});

const bySmtp = (smtpUrl = post.url) =>
  createMailer({ config: { smtpUrl, from }, folder: '/nowhere', baseUrl });

describe('Mail by SMTP', () => {
  it('reaches the server once as text and once as HTML, in the reader’s language', async () => {
    await bySmtp().send(mail(signIn, 'sl'), 'event-1/send-mail');

    const [got] = post.received.splice(0);
    expect(got?.to).toBe('mia@example.org');
    expect(got?.text).toContain('Tvoja povezava za prijavo');
    expect(got?.text).toContain('Content-Type: text/plain');
    expect(got?.text).toContain('Content-Type: text/html');
    expect(got?.text).toContain('Auto-Submitted: auto-generated');
    expect(got?.text.split(signIn.link).length).toBeGreaterThan(2);
  });

  it('has the same Message-ID when it is sent again', async () => {
    await bySmtp().send(mail(signIn), 'event-2/send-mail');
    await bySmtp().send(mail(signIn), 'event-2/send-mail');
    await bySmtp().send(mail(signIn), 'event-3/send-mail');

    const ids = post.received.splice(0).map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('is set aside when the server will never take it, and tried again when it is busy', async () => {
    post.answer = { code: 550, said: 'no mailbox for mia@example.org' };
    const refused = await bySmtp()
      .send(mail(signIn), 'k')
      .catch((fault: unknown) => fault);
    post.answer = { code: 451, said: 'later, mia@example.org' };
    const busy = await bySmtp()
      .send(mail(signIn), 'k')
      .catch((fault: unknown) => fault);
    const silent = await bySmtp('smtp://127.0.0.1:1')
      .send(mail(signIn), 'k')
      .catch((fault: unknown) => fault);

    expect(refused).toBeInstanceOf(Declined);
    expect([busy, silent].map((fault) => fault instanceof Unreachable)).toEqual([true, true]);
    for (const fault of [refused, busy, silent]) {
      const { message, cause } = fault instanceof Error ? fault : new Error('none');
      expect(`${message} ${String(cause)}`).not.toContain('mia');
    }
  });

  it('lets nobody write headers or markup of their own', async () => {
    const organiser = 'Zmaji\r\nBcc: all@example.org <b>bold</b>';
    const badge = { original: 'en', in: { en: 'Kite\r\nBcc: x@example.org' } };
    const note = {
      kind: 'claim',
      badge,
      organiser,
      code: 'AAAA-BBBB',
      link: `${baseUrl}/claim/AAAABBBB`,
    } as const;

    await bySmtp().send(mail(note), 'event-4/send-mail');

    const [got] = post.received.splice(0);
    expect(got?.text.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc:/m);
    expect(got?.text.slice(got.text.indexOf('text/html'))).not.toContain('<b>');
  });
});

describe('Mail without a server', () => {
  it('is a file to read and one for mail programs; sent again they are the same files', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'col-mail-')), 'mail');
    const mailer = createMailer({ config: null, folder, baseUrl });

    await mailer.send(mail(signIn), '01/send-mail');
    await mailer.send(mail(signIn), '01/send-mail');
    await mailer.send(mail({ kind: 'email-code', code: '123456' }), '02/send-mail');

    expect(readdirSync(folder)).toEqual([
      '01-send-mail.eml',
      '01-send-mail.txt',
      '02-send-mail.eml',
      '02-send-mail.txt',
    ]);
    expect(readFileSync(join(folder, '02-send-mail.eml'), 'utf8')).toContain('123456');
    // Unbroken, for whoever tries it out.
    expect(readFileSync(join(folder, '01-send-mail.txt'), 'utf8').split('\n')).toContain(signIn.link);
    rmSync(folder, { recursive: true });
  });
});
