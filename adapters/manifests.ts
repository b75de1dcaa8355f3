import { commandsPage } from './conversation/index.ts';
import { discordCommands, linkedRoles } from './discord/index.ts';
import { canvasManifest } from './lti/index.ts';
import { slackManifest } from './slack/index.ts';

/** Files that platforms are given to know us by. @param baseUrl without a slash at the end */
export const manifests = (baseUrl: string): readonly { readonly name: string; readonly text: string }[] => [
  { name: 'canvas.json', text: `${JSON.stringify(canvasManifest(baseUrl), null, 2)}\n` },
  { name: 'discord-commands.json', text: `${JSON.stringify(discordCommands(), null, 2)}\n` },
  { name: 'discord-linked-roles.json', text: `${JSON.stringify(linkedRoles(), null, 2)}\n` },
  { name: 'slack.json', text: `${JSON.stringify(slackManifest(baseUrl, 'http'), null, 2)}\n` },
  { name: 'slack.socket.json', text: `${JSON.stringify(slackManifest(baseUrl, 'socket'), null, 2)}\n` },
];

/** Pages of `docs/` that are made from the code. */
export const madePages = (): readonly { readonly name: string; readonly text: string }[] => [
  { name: 'commands.md', text: commandsPage() },
];
