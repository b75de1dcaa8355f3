import type { Command } from 'commander';
import type { OrganiserId } from '../../../core/ids.ts';
import { deliverAgain } from '../../../core/organisers/deliver-again.ts';
import { listUndelivered } from '../../../core/organisers/list-undelivered.ts';
import { done, type Outcome, refused } from '../../../core/outcome.ts';
import { operator } from '../../../core/people/actor.ts';
import type { Undelivered } from '../../../core/ports/engine.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import type { Cli } from '../cli.ts';
import type { Refusal } from '../refusals.ts';

export function deliveryCommands(program: Command, cli: Cli): void {
  const group = program
    .command('deliveries')
    .description('what was set aside because it did not arrive')
    .option('--organiser <slug>', 'of its communities only')
    .option('--json')
    .action(async ({ organiser, json }) => {
      const { ports } = await cli.app();
      const whose = await idOf(ports, organiser);
      if (whose.refused) return cli.refuse(whose.refused, json);
      cli.answer(await all(ports, whose.done), json, { json: (list) => list.map(viewOf), text: listed });
    });

  group
    .command('again')
    .argument('<key>', 'of the delivery, from deliveries')
    .description('send one again now')
    .option('--json')
    .action(async (key, { json }) => {
      const { ports } = await cli.app();
      cli.answer(await deliverAgain(ports, operator, null, key), json, {
        of: { kind: 'delivery set aside with the key', named: key },
        json: viewOf,
        text: () => 'It is on its way.',
      });
    });
}

async function idOf(ports: Ports, slug: string | undefined): Promise<Outcome<OrganiserId | null, Refusal>> {
  if (slug === undefined) return done(null);
  const organiser = await ports.records.organisers.bySlug(slug);
  return organiser ? done(organiser.id) : refused({ why: 'organiser-unknown', organiser: slug });
}

async function all(ports: Ports, organiser: OrganiserId | null) {
  const items: Undelivered[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listUndelivered>> = await listUndelivered(
      ports,
      operator,
      organiser,
      {
        size: 200,
        after,
      },
    );
    if (page.refused) return page;
    items.push(...page.done.items);
    after = page.done.next;
  } while (after !== null);
  return done(items);
}

const viewOf = ({ key, reaction, tries, trouble, setAsideAt, event }: Undelivered) => ({
  key,
  reaction,
  tries,
  trouble,
  setAsideAt,
  event: event.name,
  community: event.community,
});

const listed = (list: readonly Undelivered[]): string =>
  list.length === 0
    ? 'Everything arrived.'
    : list.map(({ key, trouble, setAsideAt }) => `${setAsideAt}  ${key}\n    ${trouble}`).join('\n');
