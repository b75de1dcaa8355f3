import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { urlOf } from '../../../core/badges/address.ts';
import { type IssuedRow, IssueMany, issueMany } from '../../../core/badges/issue-many.ts';
import { operator } from '../../../core/people/actor.ts';
import { readCsv } from '../../assemble.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

export function issueCommand(group: Command, cli: Cli): void {
  group
    .command('issue <badge>')
    .description('give a badge to everybody in a table, a result for each row; again: only who has none yet')
    .requiredOption('--csv <file>', 'with a column email or person (an id), or one column of them')
    .option('--json')
    .action(async (badge, { csv, json }) => {
      const text = await readFile(csv, 'utf8').catch(() => null);
      if (text === null) return cli.refuse({ why: 'file-unreadable', file: csv }, json);
      const { input, refused } = parsed(
        IssueMany,
        { badge, rows: namedIn(text) },
        { badge: '<badge>', rows: '--csv' },
      );
      if (refused) return cli.refuse(refused, json);
      const { ports } = await cli.app();
      const answer = await issueMany(ports, operator, input, ({ row }, of) => {
        if (!json && row % 100 === 0) cli.io.err(`${row} of ${of}`);
      });
      if (answer.refused) return cli.refuse(answer.refused, json);
      const view = (row: IssuedRow) => ({
        row: row.row,
        given: row.given,
        result: row.came,
        url: row.award && urlOf(ports.baseUrl, row.award),
      });
      const rows = answer.done.map(view);
      const isGood = answer.done.every(({ came }) => good.has(came));
      cli.tell(isGood, json ? JSON.stringify(rows, null, 2) : rows.map(lineOf).join('\n'));
    });
}

const good: ReadonlySet<IssuedRow['came']> = new Set(['issued', 'waiting', 'has-it', 'repeated']);

const lineOf = (one: { row: number; given: string; result: string; url: string | null }): string =>
  `${one.result.padEnd(11)} ${one.row}  ${one.given}${one.url ? `  ${one.url}` : ''}`;

/** The column that is called so; without a heading, the first. */
function namedIn(text: string): readonly string[] {
  const [head = [], ...rows] = readCsv(text);
  const named = head.findIndex((cell) => /^(e-?mail|person)$/i.test(cell));
  const at = Math.max(named, 0);
  return (named < 0 ? [head, ...rows] : rows).map((row) => row[at] ?? '');
}
