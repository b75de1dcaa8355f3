import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { Cli } from '../cli.ts';

export function configCommands(program: Command, cli: Cli): void {
  const group = program.command('config').description('The environment variables that the site reads');

  group
    .command('check')
    .description('say what is wrong or missing, without starting')
    .option('--json')
    .action(({ json }) => {
      const { secret, metricsToken, mongodbUri, mail, ...config } = readConfig(cli.env);
      const hidden = { secret, metricsToken, mongodbUri, mail };
      const set = Object.entries(hidden).map(([name, value]) => [name, value === null ? null : 'set']);
      const shown = { ...config, ...Object.fromEntries(set) };
      cli.io.out(json ? JSON.stringify(shown, null, 2) : 'The configuration is right.');
    });
}
