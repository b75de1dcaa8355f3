import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { consoleTenant, sitAtConsole } from '../../../core/people/sit-at-console.ts';
import { talkAtConsole } from '../../assemble.ts';
import { readConfig } from '../../config.ts';
import { fillEmptyStore } from '../../start.ts';
import type { Cli, Io } from '../cli.ts';
import { naming } from '../refusals.ts';

export function chatCommands(program: Command, cli: Cli): void {
  program
    .command('chat')
    .description('the conversation of Discord and Slack, typed here; no account needed, not in production')
    .requiredOption('--as <person>', 'the id of a person, or a name for somebody new')
    .option('--in <community>', 'the id of a connected server or workspace')
    .option('--language <language>', 'as a chat client would be set', 'en')
    .action(async ({ as, in: group, language }) => {
      const config = readConfig(cli.env);
      if (config.isProduction) {
        cli.refuse({ why: 'usage', says: 'chat speaks as other people: not in production' }, false);
        return;
      }
      if (as.trim() === '') return cli.refuse({ why: 'bad-input', errors: [noName] }, false);
      const app = await cli.app();
      const { ports, conversation, isServed, settle } = app;
      // A server beside us fills it itself.
      if (!(await isServed())) await fillEmptyStore(app, config, cli.io.out);
      const seat = await sitAtConsole(ports, as);
      if (seat.refused) {
        cli.refuse(naming(seat.refused, 'active person', as), false);
        return;
      }
      await talkAtConsole({
        ports,
        conversation,
        from: {
          platform: 'console',
          tenant: consoleTenant,
          group: group ? { id: group, title: group } : null,
          chatUser: seat.done.chatUser,
          clientLocale: language,
          nativeRights: ['manage-events', 'manage-server', 'admin'],
          nativeRoles: null,
        },
        prompt: promptOf(cli.io),
        settle: async () => {
          if (!(await isServed())) await settle();
        },
      });
    });
}

const noName = { path: '--as', message: 'must not be empty' };

function promptOf({ out, prompt = (text) => out(text.trimEnd()), in: input }: Io) {
  const lines = createInterface({ input: Readable.from(input()) })[Symbol.asyncIterator]();
  return {
    print: out,
    async line(asking: string): Promise<string | null> {
      prompt(asking);
      const { value, done } = await lines.next();
      return done ? null : value;
    },
  };
}
