import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { VerifyBadge, verifyBadge } from '../../../core/badges/verify-badge.ts';
import type { VerificationReport } from '../../../core/ports/badge-verifier.ts';
import { offlineVerifier } from '../../assemble.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

const Options = z.object({
  json: z.boolean().default(false),
  recipient: z.string().min(1).max(320).nullable().default(null),
  offline: z.string().min(1).nullable().default(null),
  now: z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number({ error: 'no moment, such as 2026-01-01T00:00:00Z' }))
    .nullable()
    .default(null),
});
type Options = z.infer<typeof Options>;

/** A little more than any badge has, so that the verifier itself says that it is too much. */
const mostBytes = 6 * 1024 * 1024;

export function verifyCommand(group: Command, cli: Cli): void {
  group
    .command('verify')
    .argument('<file|url|->', 'what was presented')
    .description('check a badge of any issuer: a picture, document or address; - reads what is piped in')
    .option('--json', 'the report alone')
    .option('--recipient <email>', 'whether it was issued to this address, compared exactly')
    .option(
      '--offline <dir>',
      'a folder in place of the internet: http(s)://H/P is <dir>/H/P or <dir>/H/P.json',
    )
    .option('--now <instant>', 'as if it were then')
    .action(async (presented: string, typed) => {
      const { input: options, refused } = parsed(Options, typed);
      if (refused) return cli.refuse(refused, typed.json);
      const bytes = /^https?:\/\//i.test(presented) ? presented : await read(cli, presented);
      if (bytes === null) return cli.refuse({ why: 'file-unreadable', file: presented }, options.json);
      const report = await verify(cli, bytes, options);
      cli.tell(report.report.valid, options.json ? JSON.stringify(report, null, 2) : textOf(report));
    });
}

/** Null: not there, or no file. */
async function read(cli: Cli, file: string): Promise<Uint8Array | null> {
  if (file === '-') return limited(cli.io.in());
  const opened = await open(file).catch(() => null);
  if (!opened) return null;
  try {
    return await limited(opened.createReadStream({ autoClose: false }));
  } catch {
    return null;
  } finally {
    await opened.close();
  }
}

async function limited(from: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of from) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(parts);
}

async function verify(
  cli: Cli,
  presented: string | Uint8Array,
  options: Options,
): Promise<VerificationReport> {
  const holder = options.recipient === null ? null : { email: options.recipient };
  const now = options.now;
  if (options.offline !== null) {
    const verifier = offlineVerifier(options.offline, () => now ?? Date.now());
    return verifier.verify(
      typeof presented === 'string' ? { url: presented } : { picture: presented },
      holder,
    );
  }
  const { ports, verifierAt } = await cli.app();
  const badgeVerifier = now === null ? ports.badgeVerifier : verifierAt(() => now);
  const input = VerifyBadge.parse({ presented, email: options.recipient, asTyped: true });
  return (await verifyBadge({ ...ports, badgeVerifier }, input)).report;
}

function textOf({ report }: VerificationReport): string {
  const verdict = report.reason ? `${report.verdict}: ${report.reason}` : report.verdict;
  const lines = report.messages.map(
    ({ messageLevel, name, result }) => `${messageLevel.padEnd(7)} ${name}: ${result}`,
  );
  return [verdict, ...lines].join('\n');
}
