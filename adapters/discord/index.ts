import type { Discord, DiscordParts } from './discord.ts';

export { discordCommands } from './commands-manifest.ts';
export { type DiscordConfig, DiscordVariables, discordConfigOf, discordTrouble } from './config.ts';
export type { Discord } from './discord.ts';
export { linkedRoles } from './linked-roles-manifest.ts';

/** The client library is large: who does not use Discord does not load it. */
export async function createDiscord(parts: DiscordParts): Promise<Discord> {
  const { buildDiscord } = await import('./discord.ts');
  return buildDiscord(parts);
}
