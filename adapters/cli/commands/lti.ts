import type { Command } from 'commander';
import { AddPlatform, ApproveDeployment, InvitePlatform, type Lti } from '../../assemble.ts';
import type { Cli } from '../cli.ts';
import { parsed } from '../parsed.ts';

export function ltiCommands(program: Command, cli: Cli): void {
  const group = program.command('lti').description('Learning platforms that are connected');

  group
    .command('add-platform')
    .description('connect a platform, or change the addresses of a known one')
    .requiredOption('--issuer <url>', 'the platform’s own name; its web address as a rule')
    .requiredOption('--client-id <id>', 'what the platform calls this tool')
    .requiredOption('--auth-url <url>', 'where launches are asked for (authentication request)')
    .requiredOption('--token-url <url>', 'where access tokens are given')
    .requiredOption('--keyset-url <url>', 'the platform’s public keys (JWKS)')
    .requiredOption('--deployment-id <id>', 'of the school or course it was placed for')
    .requiredOption('--family <family>', 'how it behaves: moodle, canvas, generic')
    .requiredOption(
      '--organiser <slug>',
      'whose courses these are; its teachers are granted placing and reviewing',
    )
    .option('--audience <audience>', 'who learns there: minors, mixed, adults; left out: mixed')
    .option('--json')
    .action(async ({ json, ...options }) => {
      const { registrations } = await lti(cli);
      const { input, refused } = parsed(AddPlatform, { audience: null, ...options });
      if (refused) return cli.refuse(refused, json);
      cli.answer(await registrations.add(input), json, {
        json: (added) => added,
        text: ({ registration, created, warnings }) =>
          [`${created ? 'Connected' : 'Changed'}: registration ${registration}.`, ...warnings].join('\n'),
      });
    });

  group
    .command('platforms')
    .description('list what is connected')
    .option('--json')
    .action(async ({ json }) => {
      const { registrations } = await lti(cli);
      const list = await registrations.list();
      const lines = list.map(
        (one) =>
          `${one.registration}  ${one.active ? 'active' : 'inactive'}  ${one.issuer}  ${one.organiser}`,
      );
      cli.io.out(json ? JSON.stringify(list, null, 2) : lines.join('\n') || 'No platform is connected.');
    });

  group
    .command('approve')
    .description('let a school (deployment) in, or keep it out')
    .requiredOption('--registration <id>', 'of the platform, from lti platforms')
    .requiredOption('--deployment-id <id>', 'of the school, as the platform names it')
    .option('--block', 'keep it out')
    .option('--json')
    .action(async ({ json, ...options }) => {
      const { registrations } = await lti(cli);
      const { input, refused } = parsed(ApproveDeployment, options);
      if (refused) return cli.refuse(refused, json);
      cli.answer(await registrations.approve(input), json, {
        json: (platform) => platform,
        text: () => (input.block ? 'Kept out.' : 'Let in.'),
      });
    });

  group
    .command('invite')
    .description('make an address by which one platform connects itself: once, within seven days')
    .requiredOption('--organiser <slug>', 'whose courses its courses will be')
    .requiredOption('--family <family>', 'how it behaves: moodle, canvas, generic')
    .option('--audience <audience>', 'who learns there: minors, mixed, adults; left out: mixed')
    .option('--json')
    .action(async ({ json, ...options }) => {
      const { registrations } = await lti(cli);
      const { input, refused } = parsed(InvitePlatform, options);
      if (refused) return cli.refuse(refused, json);
      cli.answer(await registrations.invite(input), json, {
        json: (invited) => invited,
        text: ({ url, expiresAt }) => `${url}\nGood once, until ${expiresAt}. It is shown only here.`,
      });
    });

  group
    .command('rotate-keys')
    .description('announce a new key of ours; it is used a day later, and nobody registers again')
    .option('--registration <id>', 'of this platform only')
    .option('--json')
    .action(async ({ json, registration = null }) => {
      const { registrations } = await lti(cli);
      cli.answer(await registrations.rotateKeys(registration), json, {
        json: (announced) => announced,
        text: (announced) =>
          announced.map((one) => `${one.registration}  ${one.kid}  from ${one.from}`).join('\n') ||
          'No platform is connected.',
      });
    });

  for (const [name, isActive] of [
    ['activate', true],
    ['deactivate', false],
  ] as const) {
    group
      .command(name)
      .description(isActive ? 'let launches in again' : 'refuse launches, keeping everything')
      .requiredOption('--registration <id>', 'of the platform, from lti platforms')
      .option('--json')
      .action(async ({ registration, json }) => {
        const { registrations } = await lti(cli);
        cli.answer(await registrations.setActive(registration, isActive), json, {
          json: (platform) => platform,
          text: () => (isActive ? 'Active.' : 'Inactive.'),
        });
      });
  }
}

/** Also where LTI answers nobody for now, because of `BASE_URL`: what is connected is kept. */
async function lti(cli: Cli): Promise<Lti> {
  const { lti } = await cli.app();
  if (lti.offBecause) cli.io.err(lti.offBecause);
  return lti;
}
