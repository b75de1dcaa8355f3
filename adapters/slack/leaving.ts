import type { Ports } from '../../core/ports/ports.ts';
import type { Installs } from './installs.ts';

/** A workspace took us out: its installation goes at once. Learning stays with the people. */
export async function leave(
  { ports, installs }: { readonly ports: Pick<Ports, 'log'>; readonly installs: Installs },
  team: string,
): Promise<void> {
  await installs.remove(team);
  ports.log.warn({ team }, 'A Slack workspace removed the app');
}
