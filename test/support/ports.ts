import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBadgePress,
  createBadgeSigner,
  createBadgeVerifier,
  createDocumentFetch,
  createPrinter,
} from '../../adapters/badges/index.ts';
import { createSafeFetch } from '../../adapters/fetch/index.ts';
import { createFileIntake } from '../../adapters/files/index.ts';
import { createOwnDocuments } from '../../adapters/own-documents.ts';
import { createSecrets } from '../../adapters/secrets.ts';
import { openMongo } from '../../adapters/store-mongo/index.ts';
import { openSqlite } from '../../adapters/store-sqlite/index.ts';
import { deliver } from '../../core/deliver.ts';
import type { PlacementId } from '../../core/ids.ts';
import { millis } from '../../core/instant.ts';
import type { Mail } from '../../core/mail/mail.ts';
import type { Identity } from '../../core/people/identity.ts';
import type { Engine } from '../../core/ports/engine.ts';
import type { Gradebook, Result } from '../../core/ports/gradebook.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Mailer } from '../../core/ports/mailer.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Roster, RosterMember } from '../../core/ports/roster.ts';
import { reactions } from '../../core/reactions.ts';
import { countingIds } from './ids.ts';
import { usualStore } from './mongo.ts';
import { type PaperChat, paperChat } from './paper-chat.ts';
import { type StillClock, stillClock } from './still-clock.ts';

/** A gradebook on paper: what was written, and a fault to meet next. */
export interface PaperGradebook extends Gradebook {
  readonly written: { readonly placement: PlacementId; readonly subject: string; readonly result: Result }[];
  readonly columns: {
    readonly placement: PlacementId;
    readonly label: string;
    readonly pointsMaximum: number;
  }[];
  /** The next calls meet it; null: all is well again. */
  fault: Error | null;
}

/** The list of every course, on paper; at first no platform tells any. */
export interface PaperRoster extends Roster {
  tenant: string | null;
  list: RosterMember[];
  /** Met at the end of the list; null: it is read whole. */
  fault: Error | null;
  /** Happens while it is read. */
  meanwhile: () => Promise<void>;
}

/** Letters on paper; `fault`: the next ones meet it. */
export interface PaperMailer extends Mailer {
  readonly sent: (Mail & { readonly key: string })[];
  fault: Error | null;
}

export interface OpenPorts {
  readonly ports: Ports;
  readonly engine: Engine;
  readonly clock: StillClock;
  readonly gradebook: PaperGradebook;
  readonly roster: PaperRoster;
  readonly mailer: PaperMailer;
  readonly chat: PaperChat;
  /** What reactions threw that nobody foresaw. */
  readonly faults: readonly unknown[];
  /** Delivers until nothing is due any more. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const baseUrl = 'https://col.example';
/** Who runs it. */
export const siteOperator = { email: 'site@col.example' };

export interface PortsWanted {
  readonly signsAssertions?: boolean;
  /** Null: in memory. What is not said is as the run has it. */
  readonly mongodbUri?: string | null;
}

/** All ports over a real store, with a clock that stands still: what use cases and reactions run on in tests. */
export async function openPorts({
  signsAssertions = false,
  mongodbUri,
}: PortsWanted = {}): Promise<OpenPorts> {
  const filesDir = mkdtempSync(join(tmpdir(), 'col-files-'));
  const clock = stillClock('2026-10-05T07:00:00.000Z');
  const ids = countingIds();
  const usual = mongodbUri === undefined ? await usualStore() : null;
  const uri = mongodbUri ?? usual?.mongodbUri ?? null;
  const engine =
    uri === null
      ? openSqlite({ file: ':memory:', filesDir, clock, ids })
      : await openMongo({ uri, clock, ids, timeOf: 'process' });
  await engine.migrate();
  const gradebook = paperGradebook(engine.records);
  const roster = paperRoster();
  const mailer = paperMailer();
  const chat = paperChat();
  const faults: unknown[] = [];
  const secrets = createSecrets('a secret of tests, long enough for anyone');
  const ports: Ports = {
    ...engine,
    clock,
    ids,
    secrets,
    fileIntake: createFileIntake(),
    gradebook,
    roster,
    mailer,
    printer: createPrinter(),
    messenger: chat.platform.messenger,
    roles: chat.roles,
    chatPlatforms: { of: () => chat.platform },
    badgePress: createBadgePress({ baseUrl, operator: siteOperator }),
    badgeSigner: createBadgeSigner({ baseUrl, secrets, signsAssertions }),
    badgeVerifier: verifierFor(() => ports, baseUrl),
    log: listening(faults),
    meter: { delivery() {}, platformCall() {}, acknowledged() {}, repeated() {} },
    baseUrl,
  };
  return {
    ports,
    engine,
    clock,
    gradebook,
    roster,
    mailer,
    chat,
    faults,
    async settle() {
      while ((await deliver(ports, reactions, 'test')) > 0);
    },
    async close() {
      await engine.close();
      await usual?.drop();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

/** Of what this store holds, under that address; names elsewhere lead nowhere. */
export function verifierFor(ports: () => Ports, baseUrl: string): Ports['badgeVerifier'] {
  const fetch = createSafeFetch({ version: 'test', resolve: async () => [] });
  return createBadgeVerifier({
    fetch: createDocumentFetch({ fetch, own: createOwnDocuments(ports), baseUrl }),
    now: () => millis(ports().clock.now()),
  });
}

function paperGradebook(records: Ports['records']): PaperGradebook {
  const written: PaperGradebook['written'] = [];
  return {
    written,
    fault: null,
    async write(placement: PlacementId, learner: Identity, result: Result) {
      if (this.fault) throw this.fault;
      written.push({ placement, subject: learner.subject, result });
      return 'shown' as const;
    },
    read: async () => new Map(),
    columns: [],
    async addColumn(placement, label, pointsMaximum) {
      if (this.fault) throw this.fault;
      this.columns.push({ placement, label, pointsMaximum });
    },
    async tenantOf(placement) {
      const found = await records.placements.byId(placement);
      const community = found && (await records.communities.byId(found.community));
      return community?.tenant.split(':')[0] ?? null;
    },
  };
}

function paperMailer(): PaperMailer {
  const sent: PaperMailer['sent'] = [];
  return {
    sent,
    fault: null,
    async send(mail, key) {
      if (this.fault) throw this.fault;
      sent.push({ ...mail, key });
    },
  };
}

function paperRoster(): PaperRoster {
  return {
    tenant: null,
    list: [],
    fault: null,
    meanwhile: async () => {},
    async tenantOf() {
      return this.tenant;
    },
    async *members() {
      yield* this.list;
      await this.meanwhile();
      if (this.fault) throw this.fault;
    },
  };
}

const listening = (faults: unknown[]): Log => ({
  info() {},
  warn() {},
  error: (data) => faults.push(data),
});
