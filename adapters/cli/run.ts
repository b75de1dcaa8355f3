import { readFile } from 'node:fs/promises';
import { type Command, CommanderError } from 'commander';
import { StoreFault } from '../../core/faults.ts';
import { systemClock } from '../clock.ts';
import { ConfigFault } from '../config.ts';
import { createIds } from '../ids.ts';
import { createLog } from '../log.ts';
import { Cli, type Io } from './cli.ts';
import { badgeCommands } from './commands/badges.ts';
import { chatCommands } from './commands/chat.ts';
import { configCommands } from './commands/config.ts';
import { contentCommands } from './commands/content.ts';
import { deliveryCommands } from './commands/deliveries.ts';
import { discordCommands } from './commands/discord.ts';
import { ltiCommands } from './commands/lti.ts';
import { manifestCommands } from './commands/manifests.ts';
import { organiserCommands } from './commands/organiser.ts';
import { personCommands } from './commands/person.ts';
import { roleCommands } from './commands/role.ts';
import { storeCommands } from './commands/store.ts';
import { Incomplete, Line } from './line.ts';

type Env = Readonly<Record<string, string | undefined>>;

const groups = [
  contentCommands,
  organiserCommands,
  ltiCommands,
  badgeCommands,
  personCommands,
  roleCommands,
  deliveryCommands,
  storeCommands,
  chatCommands,
  discordCommands,
  configCommands,
  manifestCommands,
];

/**
 * One command of the operator.
 * @returns the exit code: 0 done or valid, 1 refused, invalid or mistyped, 2 a fault
 */
export async function run(args: readonly string[], env: Env, io: Io): Promise<0 | 1 | 2> {
  const cli = new Cli(env, io);
  const isJson = args.includes('--json');
  try {
    try {
      const program = await programFor(cli, isJson);
      await program.parseAsync([...args], { from: 'user' });
    } finally {
      await cli.close();
    }
    return cli.exitCode;
  } catch (fault) {
    return told(fault, cli, isJson);
  }
}

async function programFor(cli: Cli, isJson: boolean): Promise<Command> {
  const program = new Line('col')
    .description('What the operator of a Cities of Learning site does beside the pages.')
    .version(await version())
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => cli.io.out(text.trimEnd()),
      // With --json what is mistyped is told as JSON, once, below.
      writeErr: (text) => (isJson ? undefined : cli.io.err(text.trimEnd())),
    })
    .showHelpAfterError('(add --help for the options)');
  for (const group of groups) group(program, cli);
  return program;
}

function told(fault: unknown, cli: Cli, isJson: boolean): 0 | 1 | 2 {
  if (fault instanceof CommanderError) {
    if (fault.exitCode === 0) return 0;
    if (isJson) {
      const missing = fault instanceof Incomplete ? { missing: fault.missing } : {};
      cli.refuse({ why: 'usage', says: fault.message, ...missing }, true);
    }
    return 1;
  }
  if (fault instanceof ConfigFault) {
    cli.refuse({ why: 'config-wrong', errors: fault.message.split('\n') }, isJson);
    return 1;
  }
  if (fault instanceof StoreFault) {
    cli.io.err(`${fault.message}. Whatever is missing is done when you say the same again.`);
    return 2;
  }
  const reference = createIds(systemClock).code(10);
  createLog(cli.env['LOG_LEVEL'] === 'silent' ? 'silent' : 'error').error(
    { reference, err: fault },
    'A command broke',
  );
  if (isJson) cli.io.out(JSON.stringify({ why: 'fault', reference }, null, 2));
  cli.io.err(
    `Something broke, and we cannot say how much was done. Reference ${reference}, which also stands in the log above.`,
  );
  return 2;
}

async function version(): Promise<string> {
  // Two folders up from the source, three from what is built.
  for (const path of ['../../package.json', '../../../package.json']) {
    const text = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null);
    if (text) return JSON.parse(text).version;
  }
  return 'unknown';
}
