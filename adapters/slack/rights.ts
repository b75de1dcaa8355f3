import type { Asked } from '../conversation/index.ts';
import { commandFor } from '../conversation/index.ts';
import type { SlackConfig } from './config.ts';
import type { Installs } from './installs.ts';

type Rights = Asked['from']['nativeRights'];

/** What somebody may do in the workspace itself: who installed us runs it, as far as we can tell. */
export async function rightsOf(
  { installs, config }: { readonly installs: Installs; readonly config: Pick<SlackConfig, 'botToken'> },
  { verb, from }: Pick<Asked, 'verb' | 'from'>,
): Promise<Rights> {
  if (commandFor(verb).audience !== 'admin') return [];
  const installation = config.botToken ? null : await installs.of(from.tenant);
  return installation?.user.id === from.chatUser ? ['manage-server', 'admin'] : [];
}
