import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { operator } from '../../../core/people/actor.ts';
import { loadBundle, loadDemoCity, type ReportLine } from '../../assemble.ts';
import type { Cli } from '../cli.ts';

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
    .command('load <bundle>')
    .description('load a bundle file; again: only what is new')
    .requiredOption('--organiser <slug>', 'whose content it becomes')
    .option('--json')
    .action(async (file, { organiser, json }) => {
      const { ports } = await cli.app();
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text === null) return cli.refuse({ why: 'file-not-found', ...{ file } }, json);
      cli.answer(await loadBundle(ports, operator, { text, organiser }), json, {
        json: (report) => report,
        text: (report) => report.map(lineOf).join('\n'),
      });
    });
}

const lineOf = ({ kind, key, result, note }: ReportLine): string =>
  `${result.padEnd(11)} ${kind} ${key}${note ? `: ${note}` : ''}`;
