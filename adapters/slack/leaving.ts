import { leaveTool } from '../../core/communities/leave-tool.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import type { Installs } from './installs.ts';
import { sentNamespace, standingNamespace } from './messenger.ts';

/** Who left: the organisation where it was installed for all of it, else the workspace. */
export interface Left {
  readonly tenant: string;
  readonly team: string;
}

/**
 * A workspace took us out, or took our token away: its installation goes first, so that nothing more is sent; then
 * what we remember of it and its people. Told again, it finds nothing.
 */
export async function leave(
  {
    ports,
    installs,
  }: { readonly ports: Pick<Ports, 'records' | 'keyValues' | 'log'>; readonly installs: Installs },
  { tenant, team }: Left,
): Promise<void> {
  await installs.remove(tenant);
  await retryStale(() => leaveTool(ports, { kind: 'slack', tenant, nativeId: team }));
  for (const namespace of [sentNamespace, standingNamespace]) {
    const left = await ports.keyValues.find(namespace, { team: tenant });
    for (const { key } of left) await ports.keyValues.take(namespace, key);
  }
  ports.log.info({}, 'A Slack workspace removed the app');
}
