import type { Outcome } from '../../core/outcome.ts';
import { type App, assemble } from '../assemble.ts';
import { readConfig } from '../config.ts';
import { naming, type Refusal, sentenceFor } from './refusals.ts';

/** Where a command writes, lines without their end; and what is piped into it. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Without a line's end: what is typed stands behind it. Where there is none, `out` does. */
  prompt?(text: string): void;
  /** Standard input. */
  in(): AsyncIterable<Uint8Array>;
}

/** What every command shares: the house, opened when it is first needed, and how an answer is told. */
export class Cli {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly io: Io;
  exitCode: 0 | 1 = 0;
  #app: Promise<App> | null = null;

  constructor(env: Readonly<Record<string, string | undefined>>, io: Io) {
    this.env = env;
    this.io = io;
  }

  /**
   * Opens the store, beside a running server if there is one. Its practice LMS stays the server's.
   * @throws ConfigFault
   */
  app(): Promise<App> {
    this.#app ??= assemble({ ...readConfig(this.env), practiceLms: false });
    return this.#app;
  }

  /** Tells what came out: as JSON for programs, in sentences for people; a refusal ends with 1. */
  answer<Done>(
    outcome: Outcome<Done, Refusal>,
    json: boolean | undefined,
    as: {
      readonly json: (done: Done) => unknown;
      readonly text: (done: Done) => string;
      /** What the command was given the name of, for where there is none. */
      readonly of?: { readonly kind: string; readonly named: string };
    },
  ): void {
    if (outcome.refused) {
      this.refuse(as.of ? naming(outcome.refused, as.of.kind, as.of.named) : outcome.refused, json);
      return;
    }
    // Not refused is done; the compiler cannot tell while Done itself may be undefined.
    const done = outcome.done as Done;
    this.io.out(json ? JSON.stringify(as.json(done), null, 2) : as.text(done));
  }

  /** Tells what was found out, which is good news or not. */
  tell(isGood: boolean, text: string): void {
    if (!isGood) this.exitCode = 1;
    this.io.out(text);
  }

  refuse(refusal: Refusal, json: boolean | undefined): void {
    this.exitCode = 1;
    if (json) this.io.out(JSON.stringify(refusal, null, 2));
    else this.io.err(sentenceFor(refusal));
  }

  /** What follows is delivered by the running server; without one, here, so that nothing waits for the next start. */
  async close(): Promise<void> {
    const app = await this.#app?.catch(() => null);
    if (!app) return;
    try {
      if (!(await app.isServed())) await app.settle();
    } finally {
      await app.close();
    }
  }
}
