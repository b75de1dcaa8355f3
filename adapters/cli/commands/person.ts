import type { Command } from 'commander';
import { PersonId } from '../../../core/ids.ts';
import { operator } from '../../../core/people/actor.ts';
import { erasePerson } from '../../../core/people/erase-person.ts';
import { exportPerson } from '../../../core/people/export-person.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

export function personCommands(program: Command, cli: Cli): void {
  const group = program.command('person').description('What the site keeps about somebody');

  group
    .command('export')
    .argument('<id>', 'of the person')
    .description('everything that is kept about a person, as JSON')
    .option('--json')
    .action(async (id, { json }) => {
      const { input, refused } = parsed(PersonId, id, { '': '<id>' });
      if (refused) return cli.refuse(refused, json);
      const { ports } = await cli.app();
      cli.answer(await exportPerson(ports, operator, input), true, {
        of: { kind: 'person', named: id },
        json: (value) => value,
        text: JSON.stringify,
      });
    });

  group
    .command('erase')
    .argument('<id>', 'of the person')
    .description('blank a person, empty their evidence, withdraw their awards')
    .option('--json')
    .action(async (id, { json }) => {
      const { input, refused } = parsed(PersonId, id, { '': '<id>' });
      if (refused) return cli.refuse(refused, json);
      const { ports } = await cli.app();
      cli.answer(await retryStale(() => erasePerson(ports, operator, input)), json, {
        of: { kind: 'person', named: id },
        json: (erased) => erased,
        text: ({ filesRemoved }) => `Erased. ${filesRemoved} files are gone, awards are withdrawn.`,
      });
    });
}
