import type { Command } from 'commander';
import type { IssuerKey } from '../../../core/badges/issuer-key.ts';
import { RotateIssuerKey, rotateIssuerKey } from '../../../core/badges/rotate-issuer-key.ts';
import { signOlder } from '../../../core/badges/sign-older.ts';
import { done, refused } from '../../../core/outcome.ts';
import { operator } from '../../../core/people/actor.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

/** What badges are signed with. */
export function keyCommands(group: Command, cli: Cli): void {
  group
    .command('rotate-keys')
    .description('a new key for an organiser; what the old one signed stays good, unless it is compromised')
    .requiredOption('--organiser <slug>', 'whose badges are signed')
    .option('--compromised <kid>', 'somebody else may have this one: sign anew what it signed')
    .option('--json')
    .action(async ({ organiser: slug, compromised = null, json }) => {
      const { ports } = await cli.app();
      const organiser = await ports.records.organisers.bySlug(slug);
      if (!organiser) return cli.refuse({ why: 'organiser-unknown', organiser: slug }, json);
      const { input, refused } = parsed(RotateIssuerKey, { organiser: organiser.id, compromised });
      if (refused) return cli.refuse(refused, json);
      cli.answer(await retryStale(() => rotateIssuerKey(ports, operator, input)), json, {
        json: (keys) => keys.map(viewOf),
        text: (keys) => keys.map(lineOf).join('\n'),
      });
    });

  group
    .command('sign-older')
    .description(
      'sign the awards that were issued before there were credentials; may be broken off and begun again',
    )
    .option('--json')
    .action(async ({ json }) => {
      const { ports } = await cli.app();
      const sum = await signOlder(ports, ({ signed, left, all }) => {
        const so = signed + left.length;
        if (!json && so % 100 === 0) cli.io.err(`${so} of ${all}`);
        return true;
      });
      const outcome = sum.left.length > 0 ? refused({ why: 'some-unsigned', left: sum.left }) : done(sum);
      cli.answer(outcome, json, {
        json: ({ signed, all }) => ({ signed, all }),
        text: ({ signed }) => (signed === 0 ? 'All awards are signed.' : `Signed: ${signed}`),
      });
    });
}

/** The private half stays where it is. */
const viewOf = ({ kid, kind, state, since, publicKey }: IssuerKey) => ({
  kid,
  kind,
  state,
  since,
  publicKey,
});

const lineOf = ({ kid, state, since }: IssuerKey): string => `${state.padEnd(11)} ${kid}  since ${since}`;
