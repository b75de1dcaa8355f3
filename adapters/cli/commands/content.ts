import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { operator } from '../../../core/people/actor.ts';
import { loadBundle, loadDemoCity } from '../../assemble.ts';
import type { Cli } from '../cli.ts';
import { lineFor } from '../refusals.ts';

export function contentCommands(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('The demo city')
    .command('load')
    .description('load it, or what is new in it')
    .option('--json')
    .action(async ({ json }) => {
      const { ports } = await cli.app();
      const report = await loadDemoCity(ports, (line) => (json ? undefined : cli.io.out(line)));
      cli.io.out(json ? JSON.stringify(report, null, 2) : 'The demo city is loaded.');
    });

  program
    .command('content')
    .description('Activities, playlists and badges of an organiser')
    .command('load')
    .argument('<bundle>', 'a JSON file')
    .description('load a bundle file; again: only what is new')
    .requiredOption('--organiser <slug>', 'whose content it becomes')
    .option('--json')
    .action(async (file, { organiser, json }) => {
      const { ports } = await cli.app();
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return cli.refuse({ why: 'file-unreadable', file }, json);
      const loaded = await loadBundle(ports, operator, { text, organiser });
      if (loaded.done?.some(({ result }) => result === 'refused')) {
        return cli.refuse({ why: 'partly-refused', lines: loaded.done }, json);
      }
      cli.answer(loaded, json, {
        json: (report) => report,
        text: (report) => report.map(lineFor).join('\n'),
      });
    });
}
