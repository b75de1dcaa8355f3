import { setTimeout as wait } from 'node:timers/promises';
import { createTurns } from '../../../adapters/lti/turns.ts';
import { minuteMs } from '../../../core/instant.ts';
import { type OpenPorts, openPorts } from '../../support/ports.ts';

let open: OpenPorts;
beforeEach(async () => {
  open = await openPorts();
});
afterEach(() => open.close());

describe('Calls to a platform', () => {
  it('are eight at a time from all processes together, and all get their turn', async () => {
    const processes = [1, 2, 3].map(() => createTurns(open.ports.leases, 8));
    const [names, running, most] = [['one', 'other'], new Map<string, number>(), new Map<string, number>()];
    const call = async (name: string) => {
      running.set(name, (running.get(name) ?? 0) + 1);
      most.set(name, Math.max(most.get(name) ?? 0, running.get(name) ?? 0));
      await wait(2);
      running.set(name, (running.get(name) ?? 0) - 1);
      return name;
    };

    const answers = await Promise.all(
      processes.flatMap((takeTurn) =>
        names.flatMap((name) => Array.from({ length: 40 }, () => takeTurn(name, () => call(name)))),
      ),
    );

    expect(answers).toHaveLength(3 * 2 * 40);
    expect(Object.fromEntries(most)).toEqual({ one: 8, other: 8 });
  });

  it('of which only one may run never overlap, whichever process makes them', async () => {
    const [one, other] = [createTurns(open.ports.leases, 1), createTurns(open.ports.leases, 1)];
    const seen: string[] = [];
    const call = (name: string) => async () => {
      seen.push(`${name} begins`);
      await wait(2);
      seen.push(`${name} ends`);
    };

    await Promise.all([one('cell', call('a')), other('cell', call('b')), one('cell', call('c'))]);

    for (let n = 0; n < 6; n += 2) expect(seen[n + 1]).toBe(seen[n]?.replace('begins', 'ends'));
  });

  it('give their place back when they fail, and after a minute when their process is gone', async () => {
    const takeTurn = createTurns(open.ports.leases, 1);
    const failed = takeTurn('one', () => Promise.reject(new Error('No answer')));
    await expect(failed).rejects.toThrow('No answer');
    await open.ports.leases.hold('lti.turns:one:0', 'somebody who is gone', minuteMs);

    const waiting = takeTurn('one', async () => 'called');
    open.clock.advance(minuteMs);

    expect(await waiting).toBe('called');
  });
});
