import type { PlannedAnswer, RecordedCall } from '../faults.ts';
import type { Platform } from '../platform.ts';
import type { StorageWay } from '../tool-storage.ts';
import { must } from './must.ts';

/** What goes wrong, and what was asked of the LMS meanwhile. */
export function mishaps(platform: Platform, refuseConnections: (isShut: boolean) => Promise<void>) {
  const { faults, school } = platform;
  const tool = (clientId: string) => must(school.tools.one(clientId), `tool ${clientId}`);
  return {
    /** Keys, tokens and services answer 503 while pages stay up; with `refuse` the port is shut. */
    async goDown(how: 'answer-503' | 'refuse' = 'answer-503'): Promise<void> {
      if (how === 'refuse') await refuseConnections(true);
      else faults.isDown = true;
    },
    async comeBack(): Promise<void> {
      faults.isDown = false;
      await refuseConnections(false);
    },
    /** Every n-th service call answers 500; 0 ends that. */
    failEvery(n: number): void {
      faults.failEvery = n;
    },
    delayMs(ms: number): void {
      faults.delayMs = ms;
    },
    /** The next service calls get these answers, one each. */
    answerNext: (...answers: readonly PlannedAnswer[]): void => void faults.next.push(...answers),
    /** How small values are kept for tools in the Canvas profile. */
    keepForTools(way: StorageWay): void {
      platform.storage.way = way;
    },
    /** All tokens given so far are over. */
    expireToken: (): void => platform.tokens.endAll(),
    rollKey: (keepOld = true): void => platform.keys.roll(keepOld),
    /** @param clientId of one tool; left out: of all */
    switchScopeOff(scope: string, clientId?: string): void {
      const tools = school.tools.all().filter((one) => clientId === undefined || one.clientId === clientId);
      const without = (scopes: readonly string[]) => scopes.filter((kept) => kept !== scope);
      school.tools.put(...tools.map((one) => ({ ...one, scopes: without(one.scopes) })));
    },
    switchScopeOn(scope: string, clientId: string): void {
      const one = tool(clientId);
      school.tools.put({ ...one, scopes: [...new Set([...one.scopes, scope])] });
    },

    /** Calls of keys, tokens and services whose path holds `part`, the oldest first. */
    calls: (part = ''): readonly RecordedCall[] => faults.calls.filter((call) => call.path.includes(part)),
    forgetCalls: (): void => void faults.calls.splice(0),
  };
}
