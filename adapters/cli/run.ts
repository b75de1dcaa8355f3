import { readFile } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { ConfigFault } from '../config.ts';
import { Cli, type Io } from './cli.ts';
import { badgeCommands } from './commands/badges.ts';
import { configCommands } from './commands/config.ts';
import { contentCommands } from './commands/content.ts';
import { deliveryCommands } from './commands/deliveries.ts';
import { ltiCommands } from './commands/lti.ts';
import { organiserCommands } from './commands/organiser.ts';
import { personCommands } from './commands/person.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * One command of the operator.
 * @returns the exit code: 0 done or valid, 1 refused, invalid or mistyped, 2 a fault
 */
export async function run(args: readonly string[], env: Env, io: Io): Promise<0 | 1 | 2> {
  const cli = new Cli(env, io);
  const program = new Command('col')
    .description('What the operator of a Cities of Learning site does beside the pages.')
    .version(await version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .showHelpAfterError('(add --help for the options)');
  for (const group of [
    contentCommands,
    organiserCommands,
    ltiCommands,
    badgeCommands,
    personCommands,
    deliveryCommands,
    configCommands,
  ]) {
    group(program, cli);
  }

  try {
    await program.parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (fault) {
    return tell(fault, io);
  } finally {
    await cli.close();
  }
}

function tell(fault: unknown, io: Io): 0 | 1 | 2 {
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 1;
  if (fault instanceof ConfigFault) {
    io.err(`The configuration is not right.\n${fault.message}`);
    return 1;
  }
  io.err(`Something broke, and nothing was done: ${fault instanceof Error ? fault.message : String(fault)}`);
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
