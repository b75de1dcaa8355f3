import fc from 'fast-check';
import sharp from 'sharp';
import { declareDone } from '../../core/activities/declare-done.ts';
import { joinActivity } from '../../core/activities/join-activity.ts';
import { leaveActivity } from '../../core/activities/leave-activity.ts';
import { awardByHand } from '../../core/badges/award-by-hand.ts';
import { revokeAward } from '../../core/badges/revoke-award.ts';
import { chatOf, firstChatSettings } from '../../core/communities/chat-settings.ts';
import type { Community } from '../../core/communities/community.ts';
import { isOpen, opensAt } from '../../core/communities/opening-hours.ts';
import { postWaiting } from '../../core/communities/post-waiting.ts';
import { reconcileRoles, sweepCommunity } from '../../core/communities/reconcile-roles.ts';
import { setUpChat } from '../../core/communities/set-up-chat.ts';
import { domainEvent } from '../../core/domain-events.ts';
import { keepUpload } from '../../core/evidence/keep-upload.ts';
import { reviewEvidence } from '../../core/evidence/review-evidence.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import { dayMs, hourMs, instant, later, minuteMs } from '../../core/instant.ts';
import type { Someone } from '../../core/people/actor.ts';
import { changeSettings } from '../../core/people/change-settings.ts';
import { unlinkIdentity } from '../../core/people/unlink-identity.ts';
import { anEndorsement, anIdentity, texts } from '../builders/index.ts';
import { aServer } from '../support/chatting.ts';
import { type City, openCity, taskOf } from '../support/city.ts';

let city: City;
let zmaji: Community;
let mia: Someone;

/** The clock of the city stands at 9:00 in Ljubljana; the server opens at 16:00. */
beforeEach(async () => {
  city = await openCity();
  const organiser = await city.ports.records.organisers.byId(city.zmaji);
  if (!organiser) throw new Error('No organiser');
  await city.ports.records.keep({
    organiser: [{ ...organiser, url: 'https://zmaji.example', email: 'a@zmaji.example' }],
  });
  const badge = await city.badgeOf(city.explore);
  zmaji = await aServer(city.ports, {
    organiser: city.zmaji,
    chat: {
      ...firstChatSettings,
      channels: { announce: 'C1', review: 'C2', staff: 'C3' },
      roles: [{ badge: badge.id, role: 'R1', broken: null }],
    },
  });
  mia = await member('mia');
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

async function member(name: string): Promise<Someone> {
  const me = await city.seated(name, zmaji.id, 'learner');
  await city.ports.records.keep({
    identity: [anIdentity({ person: me.person, kind: 'discord', tenant: 'discord', subject: name })],
  });
  return me;
}
const until = async (hours: number) => {
  city.clock.advance(hours * hourMs);
  await city.settle();
};
const posts = () => city.chat.posted.map(({ where, post }) => `${where.channel} ${post.kind}`);

async function handsIn(me: Someone, text: string): Promise<void> {
  await submitEvidence(city.ports, me, {
    activity: city.interview.id,
    task: taskOf(city.interview),
    within: null,
    items: [{ kind: 'text', text }],
    note: null,
    handIn: text,
  });
  await city.settle();
}

describe('Opening hours', () => {
  it.each([
    ['2026-10-05T13:59:00.000Z', false],
    ['2026-10-05T14:00:00.000Z', true],
    ['2026-10-05T19:29:00.000Z', true],
    ['2026-10-05T19:30:00.000Z', false],
  ])('at %s: open %s', (at, is) => {
    expect(isOpen({ from: '16:00', to: '21:30' }, 'Europe/Ljubljana', instant(at))).toBe(is);
  });

  it('say when it opens next, also over a change of the clocks', () => {
    const hours = { from: '16:00', to: '21:30' };
    expect(opensAt(hours, 'Europe/Ljubljana', instant('2026-10-24T21:10:00.000Z'))).toBe(
      '2026-10-25T15:00:00.000Z',
    );
  });
});

describe('What waits for a word', () => {
  it('is told where its author is a member: nameless, when it is open, once an hour at most', async () => {
    await handsIn(mia, 'First');
    expect(posts()).toEqual([]);

    await until(7);
    expect(city.chat.posted.map(({ post }) => post)).toMatchObject([{ kind: 'reviews-wait', count: 1 }]);
    expect(JSON.stringify(city.chat.posted)).not.toMatch(/mia|First/i);

    await handsIn(await member('jan'), 'Second');
    expect(posts()).toEqual(['C2 reviews-wait']);
    await until(1);
    expect(city.chat.posted.at(-1)?.post).toMatchObject({ kind: 'reviews-wait', count: 2 });
  });
});

describe('What waits for a word when much comes at once', () => {
  const waiting = async () => (await city.ports.outbox.counts()).waiting;

  it('is one notice more for all of the hour, not one for each', async () => {
    await until(7);
    await handsIn(mia, 'mia');
    for (const name of ['jan', 'eva', 'tom']) await handsIn(await member(name), name);
    const during = await waiting();

    await until(1);
    const after = [city.chat.posted.at(-1)?.post, await waiting()];

    expect(during).toBe(1);
    expect(after).toMatchObject([{ kind: 'reviews-wait', count: 4 }, 0]);
  });

  it('is not lost where the process that takes the notice has a clock that is behind', async () => {
    await handsIn(mia, 'First');
    city.clock.advance(7 * hourMs);
    const [due] = await city.ports.outbox.claim('behind', 1, minuteMs);
    const behind = { now: () => later(city.clock.now(), -30_000) };

    await postWaiting({ ...city.ports, clock: behind }, due?.event as never, due?.key ?? '');
    await city.ports.outbox.delivered(due?.key ?? '', 'behind');
    await until(1);

    expect(posts()).toEqual(['C2 reviews-wait']);
  });
});

describe('What came back', () => {
  const sentBack = async () => {
    const jan = await member('jan');
    await declareDone(city.ports, jan, { activity: city.explore.id, within: null });
    await handsIn(mia, 'First');
    const work = await city.ports.records.work.one(mia.person, taskOf(city.interview));
    await city.ports.records.keep({});
    await reviewEvidence(city.ports, city.iva, {
      work: work?.id as never,
      evidenceVersion: 1,
      decision: 'improve',
      words: 'Say what surprised you',
    });
    await city.settle();
  };

  it('is told to nobody unasked: it waits, and a notice without names stands when it is open', async () => {
    await sentBack();
    await until(7);

    expect(city.chat.told).toEqual([]);
    expect(posts()).toContain('C2 news-waits');
    expect(JSON.stringify(city.chat.posted)).not.toContain('surprised');
    expect(await city.ports.records.notices.unseen(mia.person)).toHaveLength(1);
  });

  it('comes as a direct message to who chose that, inside opening hours only', async () => {
    await changeSettings(city.ports, mia, { directMessages: true });
    await until(8);
    await sentBack();

    expect(city.chat.told).toMatchObject([{ to: 'mia', note: { kind: 'work-sent-back' } }]);
    expect(await city.ports.records.notices.unseen(mia.person)).toEqual([]);
  });

  it('outside opening hours waits even for them', async () => {
    await changeSettings(city.ports, mia, { directMessages: true });
    await sentBack();

    expect(city.chat.told).toEqual([]);
  });
});

describe('A badge', () => {
  const earned = async () => {
    await declareDone(city.ports, mia, { activity: city.explore.id, within: null });
    await city.settle();
  };

  it('opens something by an endorsement, told at once to who chose direct messages, and to nobody else', async () => {
    const jan = await member('jan');
    await until(8);
    await earned();
    await declareDone(city.ports, jan, { activity: city.explore.id, within: null });
    await city.settle();
    await changeSettings(city.ports, mia, { directMessages: true });
    const endorsement = anEndorsement({
      organiser: city.zmaji,
      object: { kind: 'badge', id: (await city.badgeOf(city.explore)).id },
      state: 'signed',
      text: texts('We know them well.'),
      coversVersion: 1,
      signedAt: city.clock.now(),
      opportunity: { kind: 'internship', what: 'A week with us', places: null, until: null },
    });
    await city.ports.records.keep({ endorsement: [endorsement] }, [
      domainEvent(city.iva, 'endorsement.signed', { endorsement: endorsement.id }),
    ]);
    await city.settle();

    const opened = city.chat.told.filter(({ note }) => note.kind === 'opportunity-opened');
    const waiting = await city.ports.records.notices.unseen(jan.person);
    expect(opened.map(({ to }) => to)).toEqual(['mia']);
    expect(waiting.map(({ note }) => note.kind)).toContain('opportunity-opened');
  });

  it('brings its role, and takes it along when it is revoked', async () => {
    await earned();
    expect([...city.chat.held]).toEqual(['mia R1']);

    const award = await city.ports.records.awards.latest((await city.badgeOf(city.explore)).id, mia.person);
    await revokeAward(city.ports, city.iva, { address: award?.address ?? '', reason: 'The wrong person' });
    await city.settle();
    expect([...city.chat.held]).toEqual([]);
  });

  it('brings no role to who takes none, nor to an identity that is theirs no more', async () => {
    await earned();
    await changeSettings(city.ports, mia, { roles: false });
    await city.settle();
    expect([...city.chat.held]).toEqual([]);

    await changeSettings(city.ports, mia, { roles: true });
    await city.settle();
    const [identity] = await city.ports.records.identities.of(mia.person);
    await city.ports.records.keep({ identity: [anIdentity({ person: mia.person })] });
    await unlinkIdentity(city.ports, mia, { identity: identity?.id as never });
    await city.settle();
    expect([...city.chat.held]).toEqual([]);
  });

  it('tells staff once that a role is out of reach', async () => {
    city.chat.above.add('R1');
    await earned();
    await changeSettings(city.ports, mia, { roles: true });
    await city.settle();

    expect(posts().filter((post) => post === 'C3 broken')).toHaveLength(1);
    const after = await city.ports.records.communities.byId(zmaji.id);
    expect(after && chatOf(after).roles[0]?.broken).toBeTruthy();
  });

  it('is celebrated only by wish, in one channel, when it is open', async () => {
    await earned();
    await until(8);
    expect(posts()).not.toContain('C1 celebrate');

    const jan = await member('jan');
    await changeSettings(city.ports, jan, { celebrate: true });
    await declareDone(city.ports, jan, { activity: city.explore.id, within: null });
    await city.settle();

    expect(posts().filter((post) => post === 'C1 celebrate')).toHaveLength(1);
  });

  it('given twice by hand is one, with one role', async () => {
    await earned();
    city.clock.advance(minuteMs);
    const badge = (await city.badgeOf(city.explore)).id;

    expect((await awardByHand(city.ports, city.iva, { badge, person: mia.person })).refused?.why).toBe(
      'not-due',
    );
    expect([...city.chat.held]).toEqual(['mia R1']);
  });
});

describe('A reminder', () => {
  it('comes the day before, to those who wish it and are still in', async () => {
    const jan = await member('jan');
    const eva = await member('eva');
    for (const one of [mia, jan, eva]) {
      await joinActivity(city.ports, one, { activity: city.openSpace.id, within: null });
    }
    await changeSettings(city.ports, mia, { reminders: true });
    await changeSettings(city.ports, jan, { reminders: true });
    await leaveActivity(city.ports, jan, { activity: city.openSpace.id });
    await city.settle();

    city.clock.advance(9 * dayMs + 8 * hourMs);
    await city.settle();

    expect((await city.ports.records.notices.unseen(mia.person)).map(({ note }) => note.kind)).toEqual([
      'activity-soon',
    ]);
    expect(await city.ports.records.notices.unseen(jan.person)).toEqual([]);
    expect(await city.ports.records.notices.unseen(eva.person)).toEqual([]);
  });
});

describe('Roles', () => {
  it('are swept the next day as well where a sweep was broken off after it had planned that', async () => {
    await setUpChat(city.ports, { ...city.iva, roles: [{ role: 'owner', on: city.zmaji }] }, zmaji.id, {});
    const [setUp] = await city.ports.outbox.claim('killed', 1, minuteMs);
    const unkept = { ...city.ports.records, keep: () => Promise.reject(new Error('Killed')) };
    const run = (ports: typeof city.ports, tries: number) =>
      reconcileRoles(ports, setUp?.event as never, setUp?.key ?? '', tries);
    await run({ ...city.ports, records: unkept }, 0).catch(() => {});

    await run(city.ports, 1);
    await city.ports.outbox.delivered(setUp?.key ?? '', 'killed');

    expect((await city.ports.outbox.counts()).waiting).toBe(1);
  });

  it('are swept once a day, which takes that of a badge whose time is over', async () => {
    await declareDone(city.ports, mia, { activity: city.explore.id, within: null });
    await city.settle();
    await setUpChat(city.ports, { ...city.iva, roles: [{ role: 'owner', on: city.zmaji }] }, zmaji.id, {});
    await city.settle();
    const badge = (await city.badgeOf(city.explore)).id;
    const award = await city.ports.records.awards.latest(badge, mia.person);
    if (!award) throw new Error('No award');
    await city.ports.records.keep({ award: [{ ...award, expiresAt: city.clock.now() }] });
    expect([...city.chat.held]).toEqual(['mia R1']);

    await until(24);
    expect([...city.chat.held]).toEqual([]);
    await until(24);
    await until(24);
  });
});

describe('Pictures of under-18s', () => {
  it('are looked at by two adults where the community wants that', async () => {
    const chat = { ...chatOf(zmaji), safety: { twoAdultsForImages: true, noAdultDirectMessages: true } };
    await city.ports.records.keep({ community: [{ ...zmaji, chat }] });
    const kept = await keepUpload(
      city.ports,
      mia,
      (async function* () {
        yield await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123456' } })
          .jpeg()
          .toBuffer();
      })(),
      { name: 'us.jpg', type: 'image/jpeg' },
    );
    await submitEvidence(city.ports, mia, {
      activity: city.interview.id,
      task: taskOf(city.interview, 1),
      within: null,
      items: [{ kind: 'file', file: kept.done?.file as never, alt: 'Us' }],
      note: null,
      handIn: 'picture',
    });
    await city.settle();
    const work = await city.ports.records.work.one(mia.person, taskOf(city.interview, 1));
    const approve = (by: Someone) =>
      reviewEvidence(city.ports, by, {
        work: work?.id as never,
        evidenceVersion: 1,
        decision: 'approve',
        words: null,
      });

    expect((await approve(city.iva)).done?.work.state).toBe('in-review');
    expect((await approve(await city.staff('tim', 'reviewer'))).done?.work.state).toBe('finished');
  });
});

it('Whatever happens in whatever order, roles end as the facts say, by event and by sweep alike', async () => {
  const badge = (await city.badgeOf(city.explore)).id;
  const acts = {
    earn: () => declareDone(city.ports, mia, { activity: city.explore.id, within: null }),
    revoke: async () => {
      const award = await city.ports.records.awards.latest(badge, mia.person);
      if (award)
        await revokeAward(city.ports, city.iva, { address: award.address, reason: 'The wrong person' });
    },
    optOut: () => changeSettings(city.ports, mia, { roles: false }),
    optIn: () => changeSettings(city.ports, mia, { roles: true }),
    sweep: () => sweepCommunity(city.ports, zmaji.id, 'sweep'),
  };
  const names = Object.keys(acts) as (keyof typeof acts)[];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 8 }), async (order) => {
      for (const name of order) {
        await acts[name]();
        await city.settle();
      }
      const [award, person] = await Promise.all([
        city.ports.records.awards.latest(badge, mia.person),
        city.ports.records.people.byId(mia.person),
      ]);
      const wanted = award?.state === 'issued' && person?.settings?.roles !== false;
      expect([...city.chat.held]).toEqual(wanted ? ['mia R1'] : []);
      await sweepCommunity(city.ports, zmaji.id, 'after');
      expect([...city.chat.held]).toEqual(wanted ? ['mia R1'] : []);
    }),
    { numRuns: 30 },
  );
});

describe('A server that the bot was thrown out of, where nobody tells', () => {
  const organiser = async () => (await city.ports.records.communities.byId(zmaji.id))?.organiser ?? null;
  beforeEach(async () => {
    const who = { person: null, seat: { community: zmaji.id, as: 'visitor' } } as const;
    const connected = { organiser: city.zmaji, audience: 'mixed' } as const;
    await city.ports.records.keep({}, [domainEvent(who, 'community.connected', connected)]);
    await city.settle();
  });

  it('is connected no more after two days of being away, and not after one bad day', async () => {
    city.chat.findings = [{ part: 'link', name: 'Zmaji', trouble: 'gone' }];
    await until(24);
    city.chat.findings = [];
    await until(24);
    city.chat.findings = [{ part: 'link', name: 'Zmaji', trouble: 'gone' }];
    await until(24);
    await until(24);
    expect(await organiser()).toBe(city.zmaji);

    await until(24);

    expect(await organiser()).toBeNull();
    await until(48);
    expect(await city.ports.outbox.counts()).toMatchObject({ waiting: 0, setAside: 0 });
  });

  it('is looked at once a day, however often it was connected', async () => {
    const who = { person: null, seat: { community: zmaji.id, as: 'visitor' } } as const;
    const connected = { organiser: city.zmaji, audience: 'mixed' } as const;
    await city.ports.records.keep({}, [domainEvent(who, 'community.connected', connected)]);
    await city.settle();

    await until(1);

    expect((await city.ports.outbox.counts()).waiting).toBe(1);
  });
});
