import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { madePages, manifests } from '../../manifests.ts';
import type { Cli } from '../cli.ts';

export function manifestCommands(program: Command, cli: Cli): void {
  program
    .command('manifests')
    .description('write what platforms are given to know us by, into a folder')
    .option('--host <host>', 'under which platforms reach this site', 'col.example')
    .option('--into <folder>', 'where to', 'manifests')
    .option('--docs <folder>', 'where the pages go that are made from the code', 'docs')
    .option('--json')
    .action(({ host, into, docs, json }) => {
      const files = [
        ...manifests(`https://${host}`).map((one) => ({ ...one, folder: into })),
        ...madePages().map((one) => ({ ...one, folder: docs })),
      ];
      const written = files.map(({ name, text, folder }) => {
        const file = join(folder, name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, text);
        return file;
      });
      cli.io.out(json ? JSON.stringify({ written }, null, 2) : written.join('\n'));
    });
}
