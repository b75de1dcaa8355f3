import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Lines go to the servers in turn, past one that does not answer: what stands before several processes, and no more. */
export class Balancer {
  readonly url: string;
  /** Lines that went to each port. */
  readonly lines = new Map<number, number>();
  #ports: readonly number[] = [];
  #turn = 0;
  readonly #server;
  readonly #open = new Set<Socket>();

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('connection', (near) => this.#join(near, this.#ports.length));
  }

  static async open(): Promise<Balancer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Balancer(server);
  }

  /** From now on. */
  to(...ports: readonly number[]): void {
    this.#ports = ports;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, tries: number): void {
    const port = this.#ports[this.#turn++ % this.#ports.length];
    if (port === undefined || tries === 0) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    far.once('error', () => {
      if (far.bytesWritten === 0 && near.readyState !== 'closed') this.#join(near, tries - 1);
    });
    far.once('connect', () => {
      this.lines.set(port, (this.lines.get(port) ?? 0) + 1);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one);
        one.on('error', () => other.destroy());
        one.once('close', () => {
          this.#open.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }
}
