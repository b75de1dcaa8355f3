import type { APIAttachment } from 'discord-api-types/v10';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { FileHandle } from '../conversation/index.ts';
import type { SafeFetch } from '../fetch/index.ts';
import type { DiscordConfig } from './config.ts';

/** 20 MiB, which is what is kept, and one byte more so that a longer one is seen to be longer. */
const maxBytes = 20 * 1024 * 1024 + 1;

/** A file that came with a command, a form or a message: fetched once, from Discord's own hosts and nowhere else. */
export function fileHandle(
  fetch: SafeFetch,
  { cdnHosts, privateHosts }: Pick<DiscordConfig, 'cdnHosts' | 'privateHosts'>,
  { filename, content_type, url }: APIAttachment,
): FileHandle {
  return {
    kind: 'file',
    name: filename,
    type: content_type ?? null,
    async open() {
      const { host } = new URL(url);
      if (!cdnHosts.includes(host)) throw new Declined('foreign-host', `A file from ${host}`);
      const answer = await fetch({ url, allowedHosts: privateHosts, maxBytes, timeoutMs: 30_000 });
      if (new URL(answer.url).host !== host)
        throw new Declined('foreign-host', 'A file that leads elsewhere');
      if (answer.status === 404 || answer.status === 403) throw new Declined('gone', 'The file is gone');
      if (answer.status !== 200) throw new Unreachable(`A file: ${answer.status}`);
      return (async function* () {
        yield answer.body;
      })();
    },
  };
}
