import { leaveTool } from '../../core/communities/leave-tool.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import type { Installs } from './installs.ts';
import { sentNamespace, standingNamespace } from './messenger.ts';
import type { Gone, Withdrawn } from './schema.ts';

type Parts = {
  readonly ports: Pick<Ports, 'records' | 'keyValues' | 'log'>;
  readonly installs: Installs;
};

/**
 * A workspace, or an organisation with all of its own, took us out, or took our token away: its installation goes
 * first, so that nothing more is sent; then what we remember of it and its people. Told again, it finds nothing.
 */
export async function leave(parts: Parts, told: Gone): Promise<void> {
  const { ports, installs } = parts;
  const tenant = await goneFrom(installs, told);
  await installs.remove(tenant);
  await retryStale(() => leaveTool(ports, { kind: 'slack', tenant, only: null }));
  for (const namespace of [sentNamespace, standingNamespace]) {
    const left = await ports.keyValues.find(namespace, { team: tenant });
    for (const { key } of left) await ports.keyValues.take(namespace, key);
  }
  ports.log.info({}, 'A Slack workspace removed the app');
}

/** What is gone as a whole may be told without saying so: then it is the one that is installed. */
async function goneFrom(installs: Installs, { team, enterprise, isEnterprise }: Gone): Promise<string> {
  if (enterprise === null || (!isEnterprise && (await installs.of(team)))) return team;
  return isEnterprise || (await installs.of(enterprise)) ? enterprise : team;
}

/** Some workspaces of an organisation are no longer ours to speak in; its people may still be met in others. */
export async function leaveSome(
  { ports }: Pick<Parts, 'ports'>,
  { tenant, teams }: Withdrawn,
): Promise<void> {
  await retryStale(() => leaveTool(ports, { kind: 'slack', tenant, only: teams }));
  ports.log.info({ workspaces: teams.length }, 'A Slack organisation took the app out of workspaces');
}
