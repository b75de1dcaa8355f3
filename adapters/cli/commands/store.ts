import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Engine } from '../../../core/ports/engine.ts';
import { systemClock } from '../../clock.ts';
import { readConfig } from '../../config.ts';
import { createIds } from '../../ids.ts';
import {
  type Counted,
  checkStore,
  copyStore,
  exportStore,
  holdTarget,
  isServed,
  namingTheStore,
  openStore,
  type Progress,
} from '../../store.ts';
import type { Cli } from '../cli.ts';
import type { Refusal } from '../refusals.ts';

export function storeCommands(program: Command, cli: Cli): void {
  const group = program.command('store').description('Where everything is kept');
  const at = '--at <where>';
  const where = 'a data folder or mongodb:// address; the configured one where none is given';

  group
    .command('migrate')
    .description('bring it to what this release needs; a start does that by itself')
    .option(at, where)
    .option('--json')
    .action(async ({ at, json }) => {
      const store = placeOf(cli, at);
      await using(store, async () => cli.io.out(json ? '{}' : `${store.name} is as this release needs it.`));
    });

  group
    .command('check')
    .description('read all of it, every byte of every file, and say what is wrong')
    .option(at, where)
    .option('--json')
    .action(async ({ at, json }) => {
      const store = placeOf(cli, at);
      if (!isThere(store)) return cli.refuse({ why: 'no-store', at: store.name }, json);
      await using(store, async (engine) => {
        const { counted, troubles } = await checkStore(engine, progressOn(cli, json));
        if (troubles.length > 0) return cli.refuse({ why: 'store-unsound', troubles }, json);
        cli.io.out(
          json ? JSON.stringify(counted, null, 2) : [...counted.map(lineOf), 'It is sound.'].join('\n'),
        );
      });
    });

  group
    .command('export')
    .argument('<file>', 'where to write it')
    .description(
      'write all of it as JSON lines: the same city gives the same bytes, whichever engine it lies in',
    )
    .option(at, where)
    .option('--json')
    .action(async (file, { at, json }) => {
      const store = placeOf(cli, at);
      if (!isThere(store)) return cli.refuse({ why: 'no-store', at: store.name }, json);
      await using(store, async (engine) => {
        const lines = await exportStore(engine, file, progressOn(cli, json)).catch(unwritten);
        if (typeof lines === 'string') {
          return cli.refuse({ why: 'file-unwritable', file, trouble: lines }, json);
        }
        cli.io.out(json ? JSON.stringify({ file, lines }, null, 2) : `${lines} lines in ${file}.`);
      });
    });

  group
    .command('copy')
    .description('bring all of it into an empty one, and read both again; broken off, say the same again')
    .requiredOption('--from <where>', 'a data folder or mongodb:// address')
    .requiredOption('--to <where>', 'another one, empty')
    .option('--json')
    .action(async ({ from, to, json }) => {
      const [source, target] = [placeOf(cli, from), placeOf(cli, to)];
      const refusal = await copy(cli, source, target, json);
      if (refusal) cli.refuse(refusal, json);
    });
}

const troublesOfFiles: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is none',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  EROFS: 'the disk is for reading only',
  ENOSPC: 'the disk is full',
};

/** Why a file was not written. @throws what has other reasons */
function unwritten(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const trouble = troublesOfFiles[code];
  if (trouble === undefined) throw fault;
  return trouble;
}

/** A store by its place, and what it is called without what is secret in it. */
interface Place {
  readonly name: string;
  readonly dataDir: string;
  readonly mongodbUri: string | null;
}

function placeOf(cli: Cli, typed: string | undefined): Place {
  const { dataDir, mongodbUri } = readConfig(cli.env);
  const at = typed ?? mongodbUri ?? dataDir;
  if (!/^mongodb(\+srv)?:\/\//.test(at)) return { name: at, dataDir: at, mongodbUri: null };
  return { name: at.replace(/\/\/[^/@]*@/, '//'), dataDir, mongodbUri: at };
}

const isThere = ({ dataDir, mongodbUri }: Place): boolean =>
  mongodbUri !== null || existsSync(join(dataDir, 'city.db'));

/** Time stands still: what ends meanwhile is there or not in all that one command reads. */
function stillClock(): Clock {
  const now = systemClock.now();
  return { now: () => now };
}

/** Opens it, migrated, and closes it afterwards. */
async function using<Answer>(
  place: Place,
  work: (engine: Engine) => Promise<Answer>,
  clock: Clock = stillClock(),
): Promise<Answer> {
  const parts = { clock, ids: createIds(clock), isTimeOurs: false };
  const engine = await namingTheStore(place, () => openStore(place, place.dataDir, parts));
  try {
    await namingTheStore(place, () => engine.migrate());
    return await work(engine);
  } finally {
    await engine.close();
  }
}

async function copy(cli: Cli, from: Place, to: Place, json: boolean): Promise<Refusal | null> {
  if (!isThere(from)) return { why: 'no-store', at: from.name };
  const clock = stillClock();
  return using(
    from,
    (source) =>
      using(
        to,
        async (target) => {
          for (const [place, engine] of [
            [from, source],
            [to, target],
          ] as const) {
            if (await isServed(engine.leases)) return { why: 'store-served', at: place.name };
          }
          const end = await holdTarget(to, target);
          if (!end) return { why: 'copied-already', at: to.name };
          const copied = await copyStore(
            { engine: source, name: from.name },
            target,
            progressOn(cli, json),
          ).finally(end);
          if (copied.refused) return copied.refused;
          cli.io.out(json ? JSON.stringify(copied.done, null, 2) : copiedText(copied.done, to));
          return null;
        },
        clock,
      ),
    clock,
  );
}

const copiedText = (counted: readonly Counted[], { name }: Place): string =>
  [
    ...counted.map(lineOf),
    `All of it is in ${name}, read again and the same.`,
    'COL_SECRET goes along by hand: without it what is sealed stays shut (docs/operating.md).',
  ].join('\n');

const lineOf = ({ kind, count, sha256 }: Counted): string =>
  `${kind.padEnd(11)} ${String(count).padStart(9)}  ${sha256.slice(0, 16)}`;

/** Now and then, for who waits; nothing in between for programs. */
function progressOn(cli: Cli, json: boolean | undefined): Progress {
  let told = performance.now();
  return (what, kind, count) => {
    if (json || performance.now() - told < 2000) return;
    told = performance.now();
    cli.io.out(`${what.padEnd(7)} ${kind} ${count}`);
  };
}
