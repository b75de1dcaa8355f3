import type { AppsManifestValidateArguments } from '@slack/web-api';
import { slackManifest } from '../../../adapters/slack/index.ts';
import { wrongWith } from '../../fakes/slack/validate.ts';

type Manifest = AppsManifestValidateArguments['manifest'];

describe.each(['http', 'socket'] as const)('The Slack manifest for %s', (mode) => {
  const manifest = slackManifest('https://col.example', mode);

  it('is one that Slack would take', () => {
    // Made of our own lists, whose words the type spells out one by one; the schema reads the same type.
    const typed = manifest as unknown as Manifest;
    expect(wrongWith('manifest', typed)).toEqual([]);
  });

  it('asks for no more than commands and writing; the rest may be left out', () => {
    const { bot } = manifest.oauth_config.scopes;

    expect(bot.slice(0, 3)).toEqual(['commands', 'chat:write', 'im:write']);
    expect(bot.filter((scope) => /history|files|admin|groups/.test(scope))).toEqual([]);
  });

  it('has one command, whose names of people come as ids', () => {
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/col', should_escape: true }]);
  });
});
