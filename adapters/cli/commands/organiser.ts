import type { Command } from 'commander';
import { dayMs, later } from '../../../core/instant.ts';
import { DescribeOrganiser, describeOrganiser } from '../../../core/organisers/describe-organiser.ts';
import { InviteStaff, inviteStaff } from '../../../core/organisers/invite-staff.ts';
import { OpenAccount, openAccount } from '../../../core/organisers/open-account.ts';
import { hasIssuerAddress } from '../../../core/organisers/organiser.ts';
import { verifyOrganiser } from '../../../core/organisers/verify-organiser.ts';
import { operator } from '../../../core/people/actor.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

const linkDays = 7;

export function organiserCommands(program: Command, cli: Cli): void {
  const group = program.command('organiser').description('Who offers activities and stands behind badges');

  group
    .command('add')
    .description('open an organiser; prints a private link by which its first owner signs in')
    .requiredOption('--slug <slug>', 'its short name in addresses: small letters, digits and hyphens')
    .requiredOption('--name <name>', 'as people read it')
    .requiredOption(
      '--kind <kind>',
      'what it is: school, university, library, employer, ngo, youth-centre, municipality, network, other',
    )
    .option('--url <url>', 'its web address; without it awards wait')
    .option('--email <address>', 'where people write to it; without it awards wait')
    .requiredOption('--owner <name>', 'the person who signs in first and runs it')
    .requiredOption('--language <language>', 'its main language, such as sl')
    .option('--home <location>', 'slug of the city or region it belongs to; left out: network-wide')
    .option('--owner-email <address>', 'of the owner, to sign in by later on')
    .option('--json')
    .action((options) => add(cli, options));

  group
    .command('describe')
    .argument('<slug>', 'of the organiser')
    .description('change what it says of itself; with url and email, awards that waited are issued')
    .option('--name <name>', 'as people read it')
    .option('--url <url>', 'its web address')
    .option('--email <address>', 'where people write to it')
    .option('--json')
    .action((slug, options) => describe(cli, slug, options));

  group
    .command('invite')
    .argument('<slug>', 'of the organiser')
    .description('give somebody a role; prints their private sign-in link')
    .requiredOption('--name <name>', 'of the person')
    .requiredOption('--role <role>', 'what they may do: owner, manager, reviewer, member')
    .option('--json')
    .action((slug, options) => invite(cli, slug, options));

  group
    .command('verify')
    .argument('<slug>', 'of the organiser')
    .description('vouch for an organiser: it may publish to anyone')
    .option('--json')
    .action(async (slug, { json }) => {
      const { ports } = await cli.app();
      cli.answer(await verifyOrganiser(ports, operator, { slug }), json, {
        of: { kind: 'organiser', named: slug },
        json: (organiser) => ({
          organiser: organiser.slug,
          id: organiser.id,
          verification: organiser.verification,
        }),
        text: (organiser) => `${organiser.name} is verified.`,
      });
    });
}

interface AddOptions {
  slug: string;
  name: string;
  kind: string;
  url?: string;
  email?: string;
  owner: string;
  language: string;
  home?: string;
  ownerEmail?: string;
  json?: boolean;
}

async function add(cli: Cli, options: AddOptions): Promise<void> {
  const { input, refused } = parsed(
    OpenAccount,
    {
      slug: options.slug,
      name: options.name,
      kind: options.kind,
      url: options.url ?? null,
      email: options.email ?? null,
      languages: [options.language],
      home: options.home ?? null,
      owner: { name: options.owner, email: options.ownerEmail ?? null },
    },
    { languages: '--language', 'owner.name': '--owner', 'owner.email': '--owner-email' },
  );
  if (refused) return cli.refuse(refused, options.json);

  const { ports, signInLinks } = await cli.app();
  const opened = await openAccount(ports, operator, input);
  if (opened.refused) return cli.refuse(opened.refused, options.json);
  const { organiser, owner } = opened.done;
  const signIn = await signInLinks.make(owner.id, linkDays);
  cli.answer(opened, options.json, {
    json: () => ({
      organiser: organiser.slug,
      id: organiser.id,
      verification: organiser.verification,
      owner: owner.id,
      signIn,
      expiresAt: later(ports.clock.now(), linkDays * dayMs),
      ...(hasIssuerAddress(organiser) ? {} : { warnings: ['without url and email awards wait'] }),
    }),
    text: () =>
      [
        `${organiser.name} is open. ${options.owner} signs in once with this private link (${linkDays} days):`,
        signIn,
        ...(hasIssuerAddress(organiser)
          ? []
          : [
              `Its badges wait until it has a web address and an e-mail: organiser describe ${organiser.slug}`,
            ]),
        `It may publish to its own people only until you vouch for it: organiser verify ${organiser.slug}`,
      ].join('\n'),
  });
}

async function describe(
  cli: Cli,
  slug: string,
  { json, ...options }: { name?: string; url?: string; email?: string; json?: boolean },
): Promise<void> {
  const { ports } = await cli.app();
  const organiser = await ports.records.organisers.bySlug(slug);
  if (!organiser) return cli.refuse({ why: 'organiser-unknown', organiser: slug }, json);
  const { input, refused } = parsed(DescribeOrganiser, options);
  if (refused) return cli.refuse(refused, json);

  cli.answer(await retryStale(() => describeOrganiser(ports, operator, organiser.id, input)), json, {
    json: ({ name, url, email }) => ({ organiser: slug, name, url, email }),
    text: ({ name, url, email }) => `${name} · ${url ?? 'no web address'} · ${email ?? 'no e-mail'}`,
  });
}

async function invite(
  cli: Cli,
  slug: string,
  options: { name: string; role: string; json?: boolean },
): Promise<void> {
  const { ports, signInLinks } = await cli.app();
  const organiser = await ports.records.organisers.bySlug(slug);
  if (!organiser) return cli.refuse({ why: 'organiser-unknown', organiser: slug }, options.json);
  const { input, refused } = parsed(InviteStaff, {
    organiser: organiser.id,
    name: options.name,
    role: options.role,
  });
  if (refused) return cli.refuse(refused, options.json);

  const invited = await inviteStaff(ports, operator, input);
  if (invited.refused) return cli.refuse(invited.refused, options.json);
  const { person, staff } = invited.done;
  const signIn = await signInLinks.make(person.id, linkDays);
  cli.answer(invited, options.json, {
    json: () => ({
      organiser: slug,
      person: person.id,
      role: staff.role,
      signIn,
      expiresAt: later(ports.clock.now(), linkDays * dayMs),
    }),
    text: () => `${options.name} is ${staff.role}. Their private link, once, ${linkDays} days:\n${signIn}`,
  });
}
