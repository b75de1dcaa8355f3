import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { urlOf } from '../../../core/badges/address.ts';
import { InviteByEmail, inviteByEmail } from '../../../core/badges/invite-by-email.ts';
import { type IssuedRow, IssueMany, issueMany } from '../../../core/badges/issue-many.ts';
import { operator } from '../../../core/people/actor.ts';
import { readCsv } from '../../assemble.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';
import { naming } from '../refusals.ts';

export function issueCommand(group: Command, cli: Cli): void {
  group
    .command('issue')
    .argument('<badge>', 'its id')
    .description('give a badge to everybody in a table, a result for each row; again: only who has none yet')
    .requiredOption('--csv <file>', 'a table with a column email or person (an id), or one column of them')
    .option(
      '--invite',
      'mail a personal code, good for 30 days, to each whom the organiser does not know yet',
    )
    .option('--json')
    .action(async (badge, { csv, invite, json }) => {
      const text = await readFile(csv, 'utf8').catch(() => null);
      if (text === null) return cli.refuse({ why: 'file-unreadable', file: csv }, json);
      if (invite) return inviting(cli, badge, text, json);
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
      if (answer.refused) return cli.refuse(naming(answer.refused, 'badge', badge), json);
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

/** The same with mails: whose address nobody here has proved is invited, not registered. */
async function inviting(cli: Cli, badge: string, list: string, json: boolean | undefined): Promise<void> {
  const { input, refused } = parsed(InviteByEmail, { badge, list }, { badge: '<badge>', list: '--csv' });
  if (refused) return cli.refuse(refused, json);
  const { ports } = await cli.app();
  const answer = await inviteByEmail(ports, operator, input, (reached, of) => {
    if (!json && reached % 100 === 0) cli.io.err(`${reached} of ${of}`);
  });
  if (answer.refused) return cli.refuse(naming(answer.refused, 'badge', badge), json);
  const rows = answer.done.map(({ row, email, result }) => ({ row, given: email, result }));
  const isGood = rows.every(({ result }) => result !== 'bad-address' && result !== 'needs-guardian');
  const lines = rows.map(({ row, given, result }) => `${result.padEnd(19)} ${row}  ${given}`);
  cli.tell(isGood, json ? JSON.stringify(rows, null, 2) : lines.join('\n'));
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
