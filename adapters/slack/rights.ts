import { type Asked, commandFor } from '../conversation/index.ts';
import { type Client, errorOf } from './answer.ts';
import type { SlackConfig } from './config.ts';
import type { Installs } from './installs.ts';

/**
 * The act with what its author may do in the workspace itself, asked for only where it matters: who installed us runs
 * it, and who is an admin there, if the workspace let us read its people. And with what the workspace is called.
 */
export async function entitled(
  { installs, config }: { readonly installs: Installs; readonly config: Pick<SlackConfig, 'botToken'> },
  client: Client,
  asked: Asked,
): Promise<Asked> {
  const { verb, from } = asked;
  if (!/^setup\./.test(verb) && commandFor(verb).audience !== 'admin') return asked;
  const installation = config.botToken ? null : await installs.of(from.tenant);
  const runsIt = installation?.user.id === from.chatUser || (await isAdmin(client, from.chatUser));
  const title = installation?.team?.name ?? from.group?.title ?? '';
  return {
    ...asked,
    from: {
      ...from,
      group: from.group && { ...from.group, title },
      nativeRights: runsIt ? ['manage-server', 'admin'] : [],
    },
  };
}

async function isAdmin(client: Client, user: string): Promise<boolean> {
  try {
    const { user: found } = await client.users.info({ user });
    return Boolean(found?.is_admin || found?.is_owner);
  } catch (fault) {
    if (errorOf(fault) === 'missing_scope') return false;
    throw fault;
  }
}
