import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { KeyValueStore } from '../../core/ports/engine.ts';
import { discordCommands } from './commands-manifest.ts';
import { linkedRoles } from './linked-roles-manifest.ts';
import { telling } from './send-post.ts';

const namespace = 'discord.registered';

/**
 * Tells Discord the commands, and what Linked Roles go by; twice the same is told once.
 * @param isForced tells them although nothing changed
 * @returns how many commands there are, and whether they were told now
 * @throws Declined a wrong token, or a command that Discord does not take
 */
export async function register(
  rest: REST,
  keyValues: KeyValueStore,
  { applicationId, isForced }: { readonly applicationId: string; readonly isForced: boolean },
): Promise<{ readonly commands: number; readonly told: boolean }> {
  const commands = discordCommands();
  const metadata = linkedRoles();
  const hash = createHash('sha256')
    .update(JSON.stringify([commands, metadata]))
    .digest('hex');
  if (!isForced && (await keyValues.read<string>(namespace, applicationId)) === hash)
    return { commands: commands.length, told: false };

  await telling(() => rest.put(Routes.applicationCommands(applicationId), { body: commands }));
  await telling(() => rest.put(Routes.applicationRoleConnectionMetadata(applicationId), { body: metadata }));
  await keyValues.put(namespace, applicationId, hash);
  return { commands: commands.length, told: true };
}
