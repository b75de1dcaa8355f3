import type { Command } from 'commander';
import { RevokeAward, revokeAward } from '../../../core/badges/revoke-award.ts';
import { operator } from '../../../core/people/actor.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';
import { issueCommand } from './issue.ts';
import { keyCommands } from './keys.ts';
import { verifyCommand } from './verify.ts';

export function badgeCommands(program: Command, cli: Cli): void {
  const group = program.command('badges').description('Awards and the documents they stand in');
  verifyCommand(group, cli);
  issueCommand(group, cli);
  keyCommands(group, cli);

  group
    .command('revoke')
    .argument('<address>', 'public address of the award, or the last part of it')
    .description('take an award back')
    .requiredOption(
      '--reason <text>',
      'why, 5 to 500 characters; its earner and whoever verifies it read them',
    )
    .option('--json')
    .action(async (address, { reason, json }) => {
      const { input, refused } = parsed(RevokeAward, { address, reason }, { address: '<address>' });
      if (refused) return cli.refuse(refused, json);
      const { ports } = await cli.app();
      cli.answer(await retryStale(() => revokeAward(ports, operator, input)), json, {
        of: { kind: 'award', named: address },
        json: (award) => ({
          award: award.address,
          url: `${ports.baseUrl}/b/awards/${award.address}`,
          state: award.state,
          revoked: award.revoked,
        }),
        text: (award) => `Revoked: ${ports.baseUrl}/b/awards/${award.address}`,
      });
    });
}
