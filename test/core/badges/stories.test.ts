import type { Activity } from '../../../core/activities/activity.ts';
import { declareDone } from '../../../core/activities/declare-done.ts';
import { awardByHand } from '../../../core/badges/award-by-hand.ts';
import { awardIfDue } from '../../../core/badges/award-if-due.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import type { BadgeContent } from '../../../core/badges/badge-content.ts';
import { explainBadge } from '../../../core/badges/explain-badge.ts';
import { issueWaiting } from '../../../core/badges/issue-waiting.ts';
import { ListAwards, listAwards, listOwnAwards } from '../../../core/badges/list-awards.ts';
import { PublishBadge, publishBadge } from '../../../core/badges/publish-badge.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { seeAward } from '../../../core/badges/see-award.ts';
import { seeBadge } from '../../../core/badges/see-badge.ts';
import { seeIssuer } from '../../../core/badges/see-issuer.ts';
import { previewShare, shareAward, stopSharing } from '../../../core/badges/share-award.ts';
import { VerifyBadge, verifyBadge } from '../../../core/badges/verify-badge.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { overruleWork } from '../../../core/evidence/overrule-work.ts';
import type { OrganiserId } from '../../../core/ids.ts';
import { dayMs } from '../../../core/instant.ts';
import { nobody, operator, type Someone } from '../../../core/people/actor.ts';
import { anActor, anId, texts } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';

let city: City;
let act: ReturnType<typeof doing>;
let luka: Someone;
beforeEach(() => open());
async function open(audience: 'adults' | 'minors' = 'adults') {
  city = await openCity(audience);
  act = doing(city);
  luka = await city.learner('luka');
}
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const awardOf = async (who: Someone, badge: Badge) => {
  const award = await city.ports.records.awards.latest(badge.id, who.person);
  if (!award) throw new Error('No award');
  return award;
};
const exploreBadge = () => city.badgeOf(city.explore);
const earned = async () => {
  await act.declare(luka, city.explore);
  await city.settle();
  return awardOf(luka, await exploreBadge());
};
const organiserWith = async (more: {
  url?: string | null;
  email?: string | null;
  verification?: 'verified' | 'unverified';
}) => {
  const organiser = await city.ports.records.organisers.byId(city.zmaji);
  if (organiser) await city.ports.records.keep({ organiser: [{ ...organiser, ...more }] });
};

describe('An award', () => {
  it('follows a completion, issued at once, for the version that was earned', async () => {
    const award = await earned();

    expect(award).toMatchObject({
      state: 'issued',
      round: 1,
      badgeVersion: 1,
      waitsFor: [],
      releasedAt: null,
    });
    expect(award.address).toMatch(/^[0-9A-Z]{16}$/);
  });

  it('names nobody: its recipient is salted anew each time, a verified e-mail before the holder’s own address', async () => {
    const person = await city.ports.records.people.byId(luka.person);
    const emails = [
      { address: 'claimed@example.org', verifiedAt: null },
      { address: ' Luka@Example.org ', verifiedAt: city.clock.now() },
    ];
    const first = await earned();
    if (person) await city.ports.records.keep({ person: [{ ...person, emails }] });
    const second = await awardAgain(first.address);

    expect(first.recipient.type).toBe('url');
    expect(second.recipient.type).toBe('email');
    expect(second.recipient.salt).not.toBe(first.recipient.salt);
    expect(second.recipient.identity).toMatch(/^sha256\$[0-9a-f]{64}$/);
  });

  const awardAgain = async (address: string) => {
    ok(await revokeAward(city.ports, city.iva, { address, reason: 'to be given anew' }));
    return ok(
      await awardByHand(city.ports, city.iva, { badge: (await exploreBadge()).id, person: luka.person }),
    );
  };

  it('tells how many different people reviewed what it rests on', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    for (const who of [luka, mia, jan]) await act.declare(who, city.explore);
    for (const who of [mia, jan]) await act.join(who, city.interview);
    const [one, two] = [await act.submit(luka, city.interview, 0), await act.submit(luka, city.interview, 1)];
    for (const who of [mia, jan]) await act.review(who, one);
    await act.review(city.ana, two);
    await act.settle();
    await act.confirm(city.ana, city.openSpace, luka);
    await act.settle();

    const playlistAward = await awardOf(luka, await city.badgeOf(city.makers));
    const [provenance] = playlistAward.provenance;
    expect(provenance?.reviewers).toEqual({ peers: 2, organisers: 1 });
    expect(provenance?.rule).toEqual({ by: 'playlist', playlist: city.makers.id });
  });

  it('told a hundred times is one award with one reason', async () => {
    await act.declare(luka, city.explore);
    const event = {
      ...domainEvent(luka, 'activity.completed', { person: luka.person, activity: city.explore.id }),
      id: 'event-1',
      at: city.clock.now(),
    } as Parameters<typeof awardIfDue>[1];

    for (let times = 0; times < 100; times += 1) await awardIfDue(city.ports, event);

    const { items } = await city.ports.records.awards.heldBy(luka.person, { size: 10, after: null });
    expect(items.map(({ round, provenance }) => [round, provenance.length])).toEqual([[1, 1]]);
  });

  it('told by two workers at the same moment is one award', async () => {
    await act.declare(luka, city.explore);
    const told = (id: string) =>
      ({
        ...domainEvent(luka, 'activity.completed', { person: luka.person, activity: city.explore.id }),
        id,
        at: city.clock.now(),
      }) as Parameters<typeof awardIfDue>[1];

    await Promise.allSettled([
      awardIfDue(city.ports, told('event-1')),
      awardIfDue(city.ports, told('event-1')),
    ]);
    await awardIfDue(city.ports, told('event-1'));

    expect(
      (await city.ports.records.awards.heldBy(luka.person, { size: 10, after: null })).items,
    ).toHaveLength(1);
  });

  it('does not follow what was undone or reopened before it was told', async () => {
    const event = {
      ...domainEvent(luka, 'activity.completed', { person: luka.person, activity: city.explore.id }),
      id: 'event-1',
      at: city.clock.now(),
    } as Parameters<typeof awardIfDue>[1];

    await awardIfDue(city.ports, event);

    expect(await city.ports.records.awards.latest((await exploreBadge()).id, luka.person)).toBeNull();
  });

  it.each([
    ['adults', 'signed-in', 'organiser-people'],
    ['minors', 'activity-people', 'nobody'],
  ] as const)(
    'in a class of %s is first seen by %s, its evidence by %s',
    async (audience, badge, evidence) => {
      await city.close();
      await open(audience);

      expect(await earned()).toMatchObject({ badgeVisibility: badge, evidenceVisibility: evidence });
    },
  );
});

describe('A waiting award', () => {
  it('waits for its issuer’s address, and is issued by itself when that is there', async () => {
    await organiserWith({ email: null });
    const waits = await earned();
    await organiserWith({ email: 'zmaji@zmaji.example' });
    await city.ports.records.keep({}, [
      domainEvent(operator, 'organiser.changed', { organiser: city.zmaji }),
    ]);
    await city.settle();

    expect(waits).toMatchObject({ state: 'waiting', waitsFor: [{ for: 'issuer-address' }], issuedAt: null });
    expect(await awardOf(luka, await exploreBadge())).toMatchObject({
      state: 'issued',
      waitsFor: [],
      round: 1,
    });
  });

  it('tells how many were issued, and leaves what still waits', async () => {
    await organiserWith({ url: null });
    await earned();

    const still = await issueWaiting(city.ports, city.zmaji);
    await organiserWith({ url: 'https://zmaji.example' });
    const now = await issueWaiting(city.ports, city.zmaji);

    expect([still.issued.length, still.waiting, now.issued.length, now.waiting]).toEqual([0, 1, 1, 0]);
  });

  it('waits for another badge, in whatever order they are earned', async () => {
    const workshop = await city.publish({ completedBy: { way: 'declaration' } });
    const after = await makeBadge(workshop, { badges: [(await exploreBadge()).id], need: 1 });
    await act.declare(luka, city.explore);
    const mia = await city.learner('mia');
    await declareAlone(mia, workshop);
    await declareAlone(luka, workshop);
    await city.settle();
    const lukas = await awardOf(luka, after);
    const mias = await awardOf(mia, after);
    await act.declare(mia, city.explore);
    await city.settle();

    expect(lukas.state).toBe('issued');
    expect(mias).toMatchObject({
      state: 'waiting',
      waitsFor: [{ for: 'prerequisites', reached: 0, need: 1 }],
    });
    expect(await awardOf(mia, after)).toMatchObject({ state: 'issued', round: 1 });
  });

  const declareAlone = async (who: Someone, { id }: Activity) =>
    ok(await declareDone(city.ports, who, { activity: id, within: null }));
});

describe('Giving by hand', () => {
  it('is for badges that are given so, by those who may, never to oneself', async () => {
    const leader = await makeBadge(null, null);
    const award = { badge: leader.id, person: luka.person };
    await act.declare(luka, city.explore);
    const given = ok(await awardByHand(city.ports, city.iva, award));
    await city.settle();

    const answers = [
      await awardByHand(city.ports, city.iva, award),
      await awardByHand(city.ports, city.iva, {
        badge: (await exploreBadge()).id,
        person: (await city.learner('mia')).person,
      }),
      await awardByHand(city.ports, city.iva, { ...award, person: city.iva.person }),
      await awardByHand(city.ports, luka, award),
      await awardByHand(city.ports, await city.staff('oto', 'reviewer'), award),
    ];
    expect(given).toMatchObject({ state: 'issued', round: 1 });
    expect(answers.map(({ refused }) => refused?.why)).toEqual([
      'not-due',
      'not-found',
      'not-allowed',
      'not-found',
      'not-allowed',
    ]);
  });

  it('begins a new round only after a revocation', async () => {
    const first = await earned();
    const again = { badge: first.badge, person: luka.person };
    const tooEarly = await awardByHand(city.ports, city.iva, again);
    ok(await revokeAward(city.ports, city.iva, { address: first.address, reason: 'wrong person' }));

    const second = ok(await awardByHand(city.ports, city.iva, again));

    expect(tooEarly.refused).toMatchObject({ why: 'not-due', because: { reason: { is: 'has-it' } } });
    expect([second.round, second.address === first.address]).toEqual([2, false]);
  });
});

describe('Revoking', () => {
  it('needs a reason and the right, happens once, and stays on record', async () => {
    const { address } = await earned();
    const url = `${city.ports.baseUrl}/b/awards/${address}`;
    const reason = 'issued to the wrong person';

    const answers = [
      await revokeAward(city.ports, city.iva, { address, reason: 'oops' }),
      await revokeAward(city.ports, await city.staff('oto', 'reviewer'), { address, reason }),
      await revokeAward(city.ports, city.ana, { address, reason }),
      await revokeAward(city.ports, city.iva, { address: 'NOSUCHADDRESS000', reason }),
      await revokeAward(city.ports, city.iva, { address: url, reason }),
      await revokeAward(city.ports, city.iva, { address, reason }),
    ];

    expect(answers.map(({ refused }) => refused?.why ?? 'done')).toEqual([
      'reason-needed',
      'not-allowed',
      'not-found',
      'not-found',
      'done',
      'revoked-already',
    ]);
    expect(await awardOf(luka, await exploreBadge())).toMatchObject({
      state: 'revoked',
      revoked: { reason, by: city.iva.person },
    });
  });

  it('flags the playlist award that rests on it, once, and takes nothing', async () => {
    const { address } = await finished();
    ok(await revokeAward(city.ports, city.iva, { address, reason: 'wrong person' }));
    await city.settle();
    await city.settle();

    const resting = await awardOf(luka, await city.badgeOf(city.makers));
    const listed = ok(await listAwards(city.ports, city.iva, ListAwards.parse({ organiser: city.zmaji })));
    expect([resting.state, resting.flags.length]).toEqual(['issued', 1]);
    expect(listed.items.find(({ award }) => award.id === resting.id)?.award.flags).toHaveLength(1);
    expect(await city.ports.records.completions.of(luka.person)).toContain(city.explore.id);
  });

  it('lets nothing that happens later give it back', async () => {
    const { address } = await earned();
    ok(await revokeAward(city.ports, city.iva, { address, reason: 'wrong person' }));
    await city.ports.records.keep({}, [
      domainEvent(luka, 'activity.completed', { person: luka.person, activity: city.explore.id }),
    ]);
    await city.settle();

    expect(await awardOf(luka, await exploreBadge())).toMatchObject({ state: 'revoked', round: 1 });
  });

  /** Luka has done all of Future makers. @returns the award of its first step */
  const finished = async () => {
    const first = await earned();
    for (const nth of [0, 1]) {
      const work = await act.submit(luka, city.interview, nth);
      if (nth === 1) await act.review(city.ana, work);
      else {
        const reason = 'I heard him tell it.';
        ok(await overruleWork(city.ports, city.ana, { work: work.id, evidenceVersion: 1, reason }));
      }
    }
    await act.confirm(city.ana, city.openSpace, luka);
    await act.settle();
    return first;
  };
});

describe('Sharing', () => {
  const page = (who = nobody) => seeAward(city.ports, who, { address: shared, as: 'page' });
  const machine = () => seeAward(city.ports, nobody, { address: shared, as: 'machine' });
  let shared = '';
  const share = async () => {
    const award = await earned();
    shared = award.address;
    return { award: award.id };
  };

  it('opens the page and the documents; stopping closes the page', async () => {
    const input = await share();
    const preview = ok(await previewShare(city.ports, luka, input));
    const before = [(await page()).refused?.why, (await machine()).refused?.why];
    const { url } = ok(await shareAward(city.ports, luka, input));
    ok(await shareAward(city.ports, luka, input));
    const open = [ok(await page()).standing, ok(await machine()).standing];
    const closed = ok(await stopSharing(city.ports, luka, input));

    expect([preview.may.verdict, preview.isShared, preview.view.isOwn]).toEqual(['yes', false, false]);
    expect(before).toEqual(['not-found', 'not-found']);
    expect(url).toBe(`https://col.example/b/awards/${shared}`);
    expect(open).toEqual([{ is: 'valid' }, { is: 'valid' }]);
    expect(closed.badgeVisibility).toBe('signed-in');
    expect((await page()).refused).toEqual({ why: 'not-found' });
    expect((await machine()).refused).toBeUndefined();
  });

  it('is refused under 18, and then nothing of it is public', async () => {
    await city.close();
    await open('minors');
    const input = await share();

    const answer = await shareAward(city.ports, luka, input);

    expect(answer.refused).toMatchObject({ why: 'not-shareable', because: { reason: { is: 'under-18' } } });
    expect([(await page()).refused, (await machine()).refused]).toEqual([
      { why: 'not-found' },
      { why: 'not-found' },
    ]);
  });

  it('is refused where the organiser is not verified', async () => {
    const input = await share();
    await organiserWith({ verification: 'unverified' });

    expect((await shareAward(city.ports, luka, input)).refused).toMatchObject({
      because: { reason: { is: 'organiser-unverified' } },
    });
  });

  it('is the holder’s alone', async () => {
    const input = await share();
    const stranger = anActor();

    expect((await shareAward(city.ports, stranger, input)).refused).toEqual({ why: 'not-found' });
    expect((await previewShare(city.ports, stranger, input)).refused).toEqual({ why: 'not-found' });
    expect((await stopSharing(city.ports, stranger, input)).refused).toEqual({ why: 'not-found' });
  });

  it('unasked, an award of under-18s shows its page to its holder, its people and its staff only', async () => {
    await city.close();
    await open('minors');
    await share();
    const mia = await city.learner('mia');
    const zala = await city.learner('zala');
    await act.declare(mia, city.explore);

    const seen = await Promise.all(
      [nobody, anActor(), luka, mia, zala, city.ana, city.iva].map(async (who) => !(await page(who)).refused),
    );

    expect(seen).toEqual([false, false, true, true, false, true, true]);
  });
});

describe('Verifying', () => {
  const verify = async (presented: string) => {
    const { report, own } = await verifyBadge(city.ports, VerifyBadge.parse({ presented }));
    return { verdict: report.report.verdict, reason: report.report.reason, own };
  };

  it('knows what was released, and says of it what is true', async () => {
    const award = await earned();
    const unreleased = await verify(award.address);
    const { url } = ok(await shareAward(city.ports, luka, { award: award.id }));
    const valid = await verify(url);
    const typed = await verify(` ${award.address.toLowerCase()} `);
    ok(await revokeAward(city.ports, city.iva, { address: url, reason: 'wrong person' }));

    expect(unreleased).toEqual({ verdict: 'unknown', reason: null, own: null });
    expect([valid.verdict, typed.verdict]).toEqual(['valid', 'valid']);
    expect(valid.own?.award.id).toBe(award.id);
    expect(await verify(`${url}.png`)).toMatchObject({ verdict: 'revoked', reason: 'wrong person' });
    expect(JSON.stringify(valid)).not.toMatch(/Novak|Otter/);
  });

  it('says expired with the day, and withdrawn without anything else', async () => {
    const lasting = await makeBadge(city.explore, null, 'P1M');
    await act.declare(luka, city.explore);
    await city.settle();
    const award = await awardOf(luka, lasting);
    ok(await shareAward(city.ports, luka, { award: award.id }));
    city.clock.advance(32 * dayMs);
    const expired = await verify(award.address);
    await city.ports.records.keep({}, [domainEvent(operator, 'person.erased', { person: luka.person })]);
    await city.settle();

    expect(expired).toMatchObject({ verdict: 'expired', own: { standing: { at: award.expiresAt } } });
    expect(await verify(award.address)).toMatchObject({ verdict: 'withdrawn', reason: null });
    const page = ok(await seeAward(city.ports, nobody, { address: award.address, as: 'page' }));
    expect(page).toMatchObject({ standing: { is: 'withdrawn' }, isOwn: false });
    expect(page.award).toMatchObject({ provenance: [], recipient: { salt: '', identity: '' } });
  });

  it.each([
    ['https://elsewhere.example/b/awards/7QK2MZ0V9T4XH6RD', 'FETCH_HTTP_NODE'],
    ['https://col.example.evil.example/b/awards/7QK2MZ0V9T4XH6RD', 'FETCH_HTTP_NODE'],
    ['https://col.example/b/awards/', 'FETCH_HTTP_NODE'],
    ['https://col.example/b/awards/../../admin', 'FETCH_HTTP_NODE'],
    ['what is this?', 'DETECT_INPUT_TYPE'],
    ['7QK2MZ0V9T4XH6RD', 'FETCH_HTTP_NODE'],
  ] as const)('cannot confirm %s: %s', async (presented, name) => {
    const { report, own } = await verifyBadge(city.ports, VerifyBadge.parse({ presented }));

    expect(report.report).toMatchObject({ verdict: 'unknown', messages: [{ name, messageLevel: 'ERROR' }] });
    expect(own).toBeNull();
  });

  it('tells a badge of another issuer from ours, even where it carries an address of ours', async () => {
    const award = await earned();
    const { url } = ok(await shareAward(city.ports, luka, { award: award.id }));
    const report = {
      report: {
        valid: true,
        verdict: 'valid',
        reason: null,
        errorCount: 0,
        warningCount: 0,
        messages: [],
        validationSubject: url,
        openBadgesVersion: '3.0',
        recipientProfile: null,
      },
      graph: [],
      input: { value: '', input_type: 'json' },
    } as const;
    const of = (issuer: string) => ({
      ...city.ports,
      badgeVerifier: {
        verify: async () => report,
        shown: () => ({
          name: 'Explore skills',
          description: null,
          issuer: { id: issuer, name: 'Mladi zmaji', url: null },
          issuedAt: null,
          expiresAt: null,
        }),
      },
    });
    const input = VerifyBadge.parse({ presented: '{}' });

    const foreign = await verifyBadge(of('did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi'), input);
    const ours = await verifyBadge(of(`did:web:col.example:b:issuers:${city.zmaji}`), input);

    expect(foreign.own).toBeNull();
    expect(ours.own?.award.id).toBe(award.id);
  });
});

describe('A badge', () => {
  it('is shown with its organiser once it stands on something public, in every version', async () => {
    const badge = await exploreBadge();
    const changed = await publishBadge(
      city.ports,
      city.iva,
      PublishBadge.parse({
        organiser: city.zmaji,
        badge: badge.id,
        content: { ...badge, criteria: texts('Say it in your own words.') },
      }),
    );

    const [first, newest, none] = await Promise.all(
      [1, null, 3].map((version) => seeBadge(city.ports, { badge: badge.id, version })),
    );

    expect(ok(changed)).toMatchObject({ result: 'changed', badge: { version: 2 } });
    expect(first?.done?.shown.criteria).toEqual(badge.criteria);
    expect(newest?.done?.shown.criteria.in['en']).toBe('Say it in your own words.');
    expect(none?.refused).toEqual({ why: 'not-found' });
    expect(ok(await seeIssuer(city.ports, { organiser: city.zmaji })).name).toBe('Mladi zmaji');
  });

  it('of the organiser’s people only is not shown to the world before an award is released', async () => {
    const inner = await city.publish({ visibility: 'activity-people', completedBy: { way: 'declaration' } });
    const badge = await city.badgeOf(inner);

    expect((await seeBadge(city.ports, { badge: badge.id, version: null })).refused).toEqual({
      why: 'not-found',
    });
  });

  it('keeps for its earner the version that was earned', async () => {
    const award = await earned();
    const badge = await exploreBadge();
    await publishBadge(
      city.ports,
      city.iva,
      PublishBadge.parse({
        organiser: city.zmaji,
        badge: badge.id,
        content: { ...badge, name: texts('New name') },
      }),
    );

    const view = ok(await seeAward(city.ports, luka, { address: award.address, as: 'page' }));

    expect([view.earned.version, view.earned.name, view.badge.version]).toEqual([1, badge.name, 2]);
  });

  it('published again as it is stays as it is', async () => {
    const badge = await exploreBadge();
    const again = PublishBadge.parse({ organiser: city.zmaji, badge: badge.id, content: { ...badge } });

    expect(ok(await publishBadge(city.ports, city.iva, again))).toEqual({ badge, result: 'same' });
  });

  it('is given for one’s own organiser’s activities only', async () => {
    const content = { ...(await exploreBadge()), earnedBy: [{ by: 'activity', activity: anId() }] };
    const answer = await publishBadge(
      city.ports,
      city.iva,
      PublishBadge.parse({ organiser: city.zmaji, content }),
    );

    expect(answer.refused?.why).toBe('foreign');
  });

  it('explains itself: what is missing, and since when one has it', async () => {
    const badge = await city.badgeOf(city.makers);
    const before = ok(await explainBadge(city.ports, luka, { badge: badge.id }));
    const award = await earned();
    const after = ok(await explainBadge(city.ports, luka, { badge: award.badge }));

    expect(before.state).toBe('none');
    expect(before.explanation.reason).toMatchObject({ is: 'steps', reached: 0, need: 3 });
    expect([after.state, after.explanation.reason]).toEqual([
      'issued',
      { is: 'has-it', since: award.issuedAt },
    ]);
  });

  it('lists one’s own awards, and an organiser’s to those who may', async () => {
    const award = await earned();

    const own = await listOwnAwards(city.ports, luka, { size: 10, after: null });
    const list = (who: Someone, organiser: OrganiserId = city.zmaji) =>
      listAwards(city.ports, who, ListAwards.parse({ organiser }));

    expect(own.items.map((row) => row.award.id)).toEqual([award.id]);
    expect(ok(await list(city.iva)).items.map(({ holder, standing }) => [holder.name, standing])).toEqual([
      ['Otter of luka', { is: 'valid' }],
    ]);
    expect((await list(luka)).refused).toEqual({ why: 'not-found' });
    expect((await list(await city.staff('dan', 'member'))).refused?.why).toBe('not-allowed');
  });
});

/** A badge of Mladi zmaji for an activity, or given by hand. */
async function makeBadge(
  activity: Activity | null,
  prerequisites: BadgeContent['prerequisites'],
  validFor: string | null = null,
): Promise<Badge> {
  const known = activity?.badge ?? null;
  const input = PublishBadge.parse({
    organiser: city.zmaji,
    badge: known,
    content: {
      name: texts('Workshop leader'),
      description: texts('Leads.'),
      criteria: texts('Lead a workshop.'),
      image: { draw: { shape: 'circle', colour: '#0369A1', letters: 'WL' }, alt: texts('A circle') },
      earnedBy: [activity ? { by: 'activity', activity: activity.id } : { by: 'hand' }],
      prerequisites,
      validFor,
    },
  });
  return ok(await publishBadge(city.ports, city.iva, input)).badge;
}
