import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { manifests } from '../../manifests.ts';
import type { Cli } from '../cli.ts';

export function manifestCommands(program: Command, cli: Cli): void {
  program
    .command('manifests')
    .description('write what platforms are given to know us by, into a folder')
    .option('--host <host>', 'under which platforms reach this site', 'col.example')
    .option('--into <folder>', 'where to', 'manifests')
    .option('--json')
    .action(({ host, into, json }) => {
      const written = manifests(`https://${host}`).map(({ name, text }) => {
        const file = join(into, name);
        mkdirSync(into, { recursive: true });
        writeFileSync(file, text);
        return file;
      });
      cli.io.out(json ? JSON.stringify({ written }, null, 2) : written.join('\n'));
    });
}
