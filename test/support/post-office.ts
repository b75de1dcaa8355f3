import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived: its headers and both its parts, readable. */
export interface Letter {
  readonly to: string;
  readonly text: string;
}

/** A mail server on loopback that keeps what it is handed. */
export interface PostOffice {
  readonly url: string;
  readonly received: Letter[];
  /** What it says to the next recipients; null: it takes them. */
  answer: { readonly code: number; readonly said: string } | null;
  /** The address that the latest letter to somebody leads to. @throws Error when there is none */
  linkTo(address: string): string;
  close(): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const received: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const { answer } = office;
      if (!answer) return callback();
      callback(Object.assign(new Error(answer.said), { responseCode: answer.code }));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        received.push({ to: to?.address ?? '', text: readable(Buffer.concat(parts).toString('utf8')) });
        callback();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  const { port } = server.server.address() as AddressInfo;
  const office: PostOffice = {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answer: null,
    linkTo(address) {
      const letter = received.findLast(({ to }) => to === address);
      const link = letter && /https?:\/\/localhost:\d+\/\S+/.exec(letter.text)?.[0];
      if (!link) throw new Error(`Nothing that leads anywhere was mailed to ${address}`);
      return link;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return office;
}

/** Quoted-printable, as a mail program shows it. */
function readable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '');
  return joined.replace(/(?:=[0-9A-F]{2})+/g, (signs) =>
    Buffer.from(signs.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
