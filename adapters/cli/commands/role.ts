import type { Command } from 'commander';
import { operator } from '../../../core/people/actor.ts';
import { endSiteRole, GiveSiteRole, giveSiteRole } from '../../../core/people/give-site-role.ts';
import { siteRoles } from '../../../core/people/site-role.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

/** Roles of no single organiser: on a location, in the network, on the site. */
export function roleCommands(program: Command, cli: Cli): void {
  const group = program.command('role').description('Roles on a location or the whole site');
  const acts = { give: giveSiteRole, end: endSiteRole };
  for (const act of ['give', 'end'] as const) {
    group
      .command(act)
      .argument('<person>', 'their id')
      .argument('<role>', siteRoles.join(', '))
      .description(
        act === 'give'
          ? `give somebody a role: ${siteRoles.join(', ')}`
          : 'end it at once, in every open visit',
      )
      .option('--on <slug>', 'of a location; a coordinator needs one')
      .option('--json')
      .action(async (person, role, { on, json }) => {
        const { input, refused } = parsed(
          GiveSiteRole,
          { person, role, on: on ?? null },
          { person: '<person>', role: '<role>', on: '--on' },
        );
        if (refused) return cli.refuse(refused, json);
        const { ports } = await cli.app();
        cli.answer(await retryStale(() => acts[act](ports, operator, input)), json, {
          of: act === 'give' ? { kind: 'person', named: person } : { kind: 'such role of', named: person },
          json: (given) => ({ person: given.person, role: given.role, on: given.on, endedAt: given.endedAt }),
          text: (given) =>
            given.endedAt === null
              ? `${given.role}${on ? ` on ${on}` : ''}: given.`
              : `${given.role}${on ? ` on ${on}` : ''}: ended.`,
        });
      });
  }
}
