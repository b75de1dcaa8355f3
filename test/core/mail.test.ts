import { Declined, Unreachable } from '../../core/faults.ts';
import { later, minuteMs } from '../../core/instant.ts';
import { queueMail } from '../../core/queue-mail.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

let world: OpenPorts;
beforeEach(async () => {
  world = await openPorts();
});
afterEach(() => world.close());

const note = { kind: 'sign-in', link: 'https://col.example/sign-in/secret-token' } as const;

async function queued() {
  const { ports, clock } = world;
  const mail = { to: 'mia@example.org', language: 'en', note };
  const event = await queueMail(ports, mail, later(clock.now(), 15 * minuteMs));
  await ports.records.keep({}, [event]);
}

describe('A mail', () => {
  it('goes out once, after what it is about was kept', async () => {
    await queued();
    await world.settle();
    await world.settle();

    expect(world.mailer.sent.map(({ to }) => to)).toEqual(['mia@example.org']);
  });

  it('lies sealed in the store until then, and not at all afterwards', async () => {
    await queued();
    const [lying] = await world.ports.outbox.claim('look', 10, 0);
    const id = lying?.event.name === 'mail.queued' ? lying.event.payload.mail : '';
    const read = () => world.ports.keyValues.read('mail', id);

    expect(JSON.stringify([lying, await read()])).not.toMatch(/mia|secret-token/);
    expect(await read()).not.toBeNull();
    world.clock.advance(1);
    await world.settle();
    expect(await read()).toBeNull();
  });

  it('is tried again while the server is away, and not once its time is over', async () => {
    world.mailer.fault = new Unreachable('mail server');
    await queued();
    await world.settle();
    world.mailer.fault = null;

    world.clock.advance(minuteMs);
    await world.settle();
    expect(world.mailer.sent).toHaveLength(1);

    world.mailer.fault = new Unreachable('mail server');
    await queued();
    await world.settle();
    world.mailer.fault = null;
    world.clock.advance(16 * minuteMs);
    await world.settle();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is set aside when it is refused for good', async () => {
    world.mailer.fault = new Declined('mail-refused', 'The mail server refused it (550)');
    await queued();
    await world.settle();

    const aside = await world.ports.outbox.undelivered('all', { size: 10, after: null });
    expect(aside.items.map(({ trouble }) => trouble)).toEqual([
      'mail-refused: The mail server refused it (550)',
    ]);
    expect(JSON.stringify(aside)).not.toMatch(/mia|secret-token/);
  });
});
