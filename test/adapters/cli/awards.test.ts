import { hostname } from 'node:os';
import type { Award } from '../../../core/badges/award.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { nobody } from '../../../core/people/actor.ts';
import type { Person } from '../../../core/people/person.ts';
import { aBadge, anAward, anIdentity, anOrganiser, aPerson, someEvidence } from '../../builders/index.ts';
import { aDesk, type Desk } from './desk.ts';

let desk: Desk;
let mia: Person;
let award: Award;
beforeEach(async () => {
  desk = aDesk();
  const organiser = anOrganiser();
  const badge = aBadge({ organiser: organiser.id });
  mia = aPerson({ displayName: 'Mia' });
  award = anAward({ badge: badge.id, organiser: organiser.id, person: mia.id, address: '7QK2MZ0V9T4XH6RD' });
  const identity = [anIdentity({ person: mia.id })];
  await desk.inStore(({ records }) =>
    records.keep({ organiser: [organiser], badge: [badge], person: [mia], award: [award], identity }),
  );
});
afterEach(() => desk.clear());

const kept = () => desk.inStore(({ records }) => records.awards.byAddress(award.address));
const notices = () => desk.inStore(({ records }) => records.notices.unseen(mia.id));
const reason = ['--reason', 'Issued to the wrong person'];

describe('col badges revoke', () => {
  it.each(['7QK2MZ0V9T4XH6RD', 'http://localhost:3999/b/awards/7QK2MZ0V9T4XH6RD'])(
    'takes an award back by its address (%s)',
    async (address) => {
      const told = await desk.col('badges', 'revoke', address, ...reason, '--json');

      expect([told.code, told.json]).toEqual([
        0,
        {
          award: '7QK2MZ0V9T4XH6RD',
          url: 'http://localhost:3999/b/awards/7QK2MZ0V9T4XH6RD',
          state: 'revoked',
          revoked: { at: expect.any(String), reason: 'Issued to the wrong person', by: null },
        },
      ]);
      expect(await kept()).toMatchObject({ state: 'revoked' });
    },
  );

  it('tells the earner at once where no server runs', async () => {
    await desk.col('badges', 'revoke', award.address, ...reason);

    expect(await notices()).toMatchObject([
      { note: { kind: 'award-revoked', words: 'Issued to the wrong person' } },
    ]);
  });

  it('leaves that to a server that runs', async () => {
    await desk.inStore(({ leases }) => leases.hold('server', `elsewhere:${process.pid}`, 60_000));

    await desk.col('badges', 'revoke', award.address, ...reason);

    expect(await notices()).toEqual([]);
    expect(await desk.inStore(({ outbox }) => outbox.counts())).toMatchObject({ waiting: 4 });
  });

  it('does not wait for one that was killed', async () => {
    await desk.inStore(({ leases }) => leases.hold('server', `${hostname()}:999999999:0`, 60_000));

    await desk.col('badges', 'revoke', award.address, ...reason);

    expect(await notices()).toHaveLength(1);
  });

  it('refuses without a reason, twice, and what is not there', async () => {
    const short = await desk.col('badges', 'revoke', award.address, '--reason', 'no', '--json');
    const gone = await desk.col('badges', 'revoke', 'AAAAAAAAAAAAAAAA', ...reason, '--json');
    await desk.col('badges', 'revoke', award.address, ...reason);
    const again = await desk.col('badges', 'revoke', award.address, ...reason, '--json');

    expect([short.code, short.json]).toEqual([1, { why: 'reason-needed', least: 5 }]);
    expect([gone.code, gone.json]).toMatchObject([1, { why: 'not-found' }]);
    expect([again.code, again.json]).toEqual([1, { why: 'revoked-already', at: expect.any(String) }]);
  });
});

describe('col person', () => {
  it('exports all that is kept about somebody', async () => {
    const evidence = someEvidence({ person: mia.id });
    await desk.inStore(({ records }) => records.keep({ evidence: [evidence] }));

    const told = await desk.col('person', 'export', mia.id);

    expect(told.code).toBe(0);
    expect(told.json).toMatchObject({
      person: { displayName: 'Mia' },
      identities: [{ person: mia.id }],
      evidence: [{ id: evidence.id }],
      awards: [{ address: award.address }],
    });
  });

  it('erases somebody, and withdraws what they earned', async () => {
    const told = await desk.col('person', 'erase', mia.id, '--json');

    expect([told.code, told.json]).toEqual([0, { person: mia.id, filesRemoved: 0 }]);
    expect(await kept()).toMatchObject({ state: 'withdrawn' });
    expect(await desk.inStore(({ records }) => records.people.byId(mia.id))).toMatchObject({
      state: 'erased',
      displayName: null,
    });
  });

  it.each(['export', 'erase'])('refuses to %s who is not there, or what is no id', async (command) => {
    const gone = await desk.col('person', command, 'nobody', '--json');
    const odd = await desk.col('person', command, '../x', '--json');

    expect([gone.code, gone.json]).toMatchObject([1, { why: 'not-found' }]);
    expect([odd.code, odd.json.errors[0].path]).toEqual([1, '<id>']);
  });
});

describe('col deliveries', () => {
  /** One delivery that was given up. */
  async function setAside(): Promise<string> {
    return desk.inStore(async ({ records, outbox }) => {
      const facts = { award: award.id, badge: award.badge, person: mia.id };
      await records.keep({}, [domainEvent(nobody, 'award.issued', facts)]);
      const [delivery] = await outbox.claim('test', 1, 60_000);
      await outbox.setAside(delivery?.key ?? '', 'test', 'declined: no such column');
      return delivery?.key ?? '';
    });
  }

  it('lists what did not arrive, and sends it again', async () => {
    const key = await setAside();

    const list = await desk.col('deliveries', '--json');
    const again = await desk.col('deliveries', 'again', key, '--json');

    expect(list.json).toEqual([
      {
        key,
        reaction: 'tell-earner',
        tries: 1,
        trouble: 'declined: no such column',
        setAsideAt: expect.any(String),
        event: 'award.issued',
        community: null,
      },
    ]);
    expect([again.code, again.json.key]).toEqual([0, key]);
    expect(await notices()).toMatchObject([{ note: { kind: 'award-issued' } }]);
    expect((await desk.col('deliveries')).out).toBe('Everything arrived.');
  });

  it('lists those of one organiser only', async () => {
    await setAside();
    const organiser = await desk.inStore(
      async ({ records }) => (await records.organisers.all())[0]?.slug ?? '',
    );

    expect((await desk.col('deliveries', '--organiser', organiser, '--json')).json).toEqual([]);
    expect(await desk.col('deliveries', '--organiser', 'none', '--json')).toMatchObject({
      code: 1,
      json: { why: 'organiser-unknown' },
    });
  });

  it('refuses to send what is not there', async () => {
    expect(await desk.col('deliveries', 'again', 'none', '--json')).toMatchObject({
      code: 1,
      json: { why: 'not-found' },
    });
  });
});
