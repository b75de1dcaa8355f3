import type { Ports } from '../../core/ports/ports.ts';

/** What is still kept of a workspace, by the places where anything could be; none: it is forgotten. */
export async function communityHas(ports: Ports, team: string): Promise<readonly string[]> {
  const { records, keyValues } = ports;
  const left: string[] = [];
  if ((await records.communities.inTenant('slack-workspace', team)).length > 0) left.push('community');
  if ((await records.identities.inTenant('slack', team)).length > 0) left.push('identities');
  if ((await keyValues.read('slack.installs', team)) !== null) left.push('installation');
  for (const namespace of ['slack.sent', 'slack.standing']) {
    if ((await keyValues.find(namespace, { team })).length > 0) left.push(namespace);
  }
  return left;
}
