import type { Activity } from '../../../core/activities/activity.ts';
import { answerClaim } from '../../../core/badges/answer-claim.ts';
import type { Badge } from '../../../core/badges/badge.ts';
import { claimBadge, seeClaim } from '../../../core/badges/claim-badge.ts';
import { endClaimCodes } from '../../../core/badges/end-claim-codes.ts';
import { inviteByEmail } from '../../../core/badges/invite-by-email.ts';
import { answerJoin, endJoinCodes, listJoinCodes } from '../../../core/badges/join-codes.ts';
import { listClaimCodes } from '../../../core/badges/list-claim-codes.ts';
import { MakeClaimCodes, makeClaimCodes } from '../../../core/badges/make-claim-codes.ts';
import { MakeJoinCodes, makeJoinCodes } from '../../../core/badges/make-join-codes.ts';
import { recipientRows } from '../../../core/badges/recipient-rows.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import type { ClaimUseId } from '../../../core/ids.ts';
import { dayMs, later, minuteMs } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { findActor } from '../../../core/people/find-actor.ts';
import { signInByEmail } from '../../../core/people/sign-in-by-email.ts';
import { retryStale } from '../../../core/retry-stale.ts';
import { aBadge } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';

let city: City;
let badge: Badge;
let sheets = 0;
beforeEach(async () => {
  city = await openCity();
  badge = aBadge({ organiser: city.zmaji, earnedBy: [{ by: 'code' }] });
  await city.ports.records.keep({ badge: [badge] });
});
afterEach(() => city.close());

async function codes(more: Partial<MakeClaimCodes> = {}): Promise<readonly string[]> {
  sheets += 1;
  const input = MakeClaimCodes.parse({ badge: badge.id, sheet: `sheet-${sheets}-of-tests`, ...more });
  const made = await makeClaimCodes(city.ports, city.iva, input);
  if (made.refused) throw new Error(made.refused.why);
  return made.done.codes;
}
const oneCode = async (more: Partial<MakeClaimCodes> = {}) => (await codes(more))[0] ?? '';

const claim = (who: Someone, code: string, address: string | null = null) =>
  retryStale(() => claimBadge(city.ports, who, { code }, address));
async function whyNot(who: Someone, code: string, address: string | null = null): Promise<string | null> {
  const { refused } = await claim(who, code, address);
  return refused && 'because' in refused ? refused.because.reason.is : (refused?.why ?? null);
}
const awardOf = (who: Someone) => city.ports.records.awards.latest(badge.id, who.person);

async function signedIn(email: string): Promise<Someone> {
  const signed = await signInByEmail(city.ports, { email, language: 'en' });
  if (!signed.done) throw new Error('Not signed in');
  return { ...(await findActor(city.ports, signed.done.id, null)), person: signed.done.id };
}

describe('A claim code', () => {
  it('gives the badge once a person, however it is typed', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    const code = await oneCode();

    await claim(mia, ` ${code.toLowerCase().slice(0, 4)}-${code.toLowerCase().slice(4)} `);
    await claim(jan, code);
    await city.settle();

    expect([(await awardOf(mia))?.state, (await awardOf(jan))?.state]).toEqual(['issued', 'issued']);
    expect((await awardOf(mia))?.provenance[0]?.rule).toEqual({ by: 'code' });
    expect(await whyNot(mia, code)).toBe('code-used-by-you');
  });

  it('looked at uses nothing up', async () => {
    const mia = await city.learner('mia');
    const code = await oneCode({ maxUses: 1 });

    await seeClaim(city.ports, mia, { code }, null);
    await seeClaim(city.ports, mia, { code }, null);

    expect((await claim(mia, code)).done?.use.state).toBe('used');
  });

  it('is good within its dates only', async () => {
    const mia = await city.learner('mia');
    const now = city.clock.now();
    const code = await oneCode({ from: later(now, dayMs), until: later(now, 2 * dayMs) });

    const early = await whyNot(mia, code);
    city.clock.advance(2 * dayMs);
    const late = await whyNot(mia, code);
    city.clock.advance(-1);

    expect([early, late]).toEqual(['code-too-early', 'code-over']);
    expect(await whyNot(mia, code)).toBeNull();
  });

  it('is used as often as it may be, also by many at once', async () => {
    const learners = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => city.learner(name)));
    const code = await oneCode({ maxUses: 3 });

    const answers = await Promise.allSettled(learners.map((who) => claim(who, code)));
    await city.settle();

    const given = await Promise.all(learners.map(awardOf));
    expect(given.filter((award) => award !== null).length).toBeLessThanOrEqual(3);
    expect(answers.filter((one) => one.status === 'fulfilled' && one.value.done).length).toBe(
      given.filter((award) => award !== null).length,
    );
    for (const who of learners) await claim(who, code);
    await city.settle();
    expect((await Promise.all(learners.map(awardOf))).filter(Boolean)).toHaveLength(3);
  });

  it('of a sheet for one each is good for one', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    const many = await codes({ count: 3, maxUses: 1 });
    const [first = '', second = ''] = many;

    expect(new Set(many).size).toBe(3);
    expect(await whyNot(mia, first)).toBeNull();
    expect(await whyNot(jan, first)).toBe('code-used-up');
    expect(await whyNot(jan, second)).toBeNull();
  });

  it('waits for an organiser’s word where it says so; nobody answers their own request', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    const code = await oneCode({ needsApproval: true });
    await claim(mia, code);
    await claim(jan, code);
    await claim(city.iva, code);
    await city.settle();
    expect(await awardOf(mia)).toBeNull();

    const listed = (await listClaimCodes(city.ports, city.iva, badge.id)).done;
    const useOf = (who: Someone) => listed?.requests.find(({ person }) => person === who.person)?.use;
    const answer = (who: Someone, decision: 'yes' | 'no') => {
      const use = useOf(who);
      if (!use) throw new Error('Nobody asked');
      return answerClaim(city.ports, city.iva, { badge: badge.id, use, decision });
    };
    await answer(mia, 'yes');
    await answer(mia, 'yes');
    await answer(jan, 'no');
    const own = await answer(city.iva, 'yes');
    await city.settle();

    expect((await awardOf(mia))?.state).toBe('issued');
    expect(await awardOf(jan)).toBeNull();
    expect(own.refused?.why).toBe('not-found');
    expect(await whyNot(jan, code)).toBe('code-used-by-you');
  });

  it('leads nowhere once its sheet is ended; what was claimed stays', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    const code = await oneCode();
    await claim(mia, code);
    await city.settle();

    const listed = (await listClaimCodes(city.ports, city.iva, badge.id)).done;
    await endClaimCodes(city.ports, city.iva, { badge: badge.id, sheet: listed?.sheets[0]?.sheet ?? '' });

    expect(await whyNot(jan, code)).toBe('code-over');
    expect((await awardOf(mia))?.state).toBe('issued');
  });

  it('does not give again what was taken back', async () => {
    const mia = await city.learner('mia');
    await claim(mia, await oneCode());
    await city.settle();
    const award = await awardOf(mia);
    if (!award) throw new Error('Nothing was given');
    await revokeAward(city.ports, city.iva, { address: award.address, reason: 'given by mistake' });

    expect(await whyNot(mia, await oneCode())).toBe('revoked');
  });

  it('locks after five wrong ones for 15 minutes, each person apart', async () => {
    const [mia, jan] = [await city.learner('mia'), await city.learner('jan')];
    const code = await oneCode();
    for (const wrong of ['AAAA', 'BBBB', 'CCCC', 'DDDD', 'EEEE']) {
      expect(await whyNot(mia, wrong, '192.0.2.1')).toBe('code-unknown');
    }

    expect(await whyNot(mia, code, '192.0.2.1')).toBe('code-locked');
    expect(await whyNot(jan, code, '192.0.2.1')).toBeNull();
    city.clock.advance(15 * minuteMs);
    expect(await whyNot(mia, code, '192.0.2.1')).toBeNull();
  });

  it('is kept as a digest only, and the same form makes one sheet', async () => {
    const input = MakeClaimCodes.parse({ badge: badge.id, sheet: 'the-same-form', word: 'Zmajevček' });

    const first = await makeClaimCodes(city.ports, city.iva, input);
    const again = await makeClaimCodes(city.ports, city.iva, { ...input, word: null });
    const taken = await makeClaimCodes(city.ports, city.iva, {
      ...input,
      sheet: 'another-form',
      word: 'zmajevcek',
    });
    const same = await makeClaimCodes(city.ports, city.iva, {
      ...input,
      sheet: 'one-more-form',
      word: 'ZMAJEVČEK',
    });

    expect(first.done?.codes).toEqual(['Zmajevček']);
    expect(again.refused?.why).toBe('made-already');
    expect(taken.done?.codes).toEqual(['zmajevcek']);
    expect(same.refused?.why).toBe('word-taken');
    const kept = JSON.stringify(await city.ports.records.claimCodes.of(badge.id));
    expect(kept.toLowerCase()).not.toContain('zmajev');
  });

  it('may be made by the same form again where keeping it failed', async () => {
    const input = MakeClaimCodes.parse({ badge: badge.id, sheet: 'a-form-on-a-full-disk' });
    const keep = () => Promise.reject(new Error('The disk is full'));
    const full = { ...city.ports, records: { ...city.ports.records, keep } };

    await expect(makeClaimCodes(full, city.iva, input)).rejects.toThrow('full');
    const again = await makeClaimCodes(city.ports, city.iva, input);

    expect(again.done?.codes).toHaveLength(1);
  });

  it('is made by those who may give the badge, and only for one that codes or hands give', async () => {
    const input = MakeClaimCodes.parse({ badge: badge.id, sheet: 'rights-of-people' });
    const reviewer = await city.staff('rok', 'reviewer');
    const earned = await city.badgeOf(city.explore);

    expect((await makeClaimCodes(city.ports, reviewer, input)).refused?.why).toBe('not-allowed');
    expect((await makeClaimCodes(city.ports, city.ana, input)).refused?.why).toBe('not-found');
    const other = { ...input, badge: earned.id };
    expect((await makeClaimCodes(city.ports, city.iva, other)).refused?.why).toBe('not-by-code');
    const page = await makeClaimCodes(city.ports, city.iva, { ...other, leadsTo: 'badge-page' });
    expect(page.done?.codes).toHaveLength(1);
  });
});

describe('A code that lets people in', () => {
  async function joinCode(who: Someone, more: Partial<MakeJoinCodes> = {}): Promise<string> {
    sheets += 1;
    const input = MakeJoinCodes.parse({ organiser: city.zmaji, sheet: `sheet-${sheets}-of-tests`, ...more });
    const made = await makeJoinCodes(city.ports, who, input);
    if (made.refused) throw new Error(made.refused.why);
    return made.done.codes[0] ?? '';
  }
  const enrolled = async (who: Someone, { id }: Activity) =>
    (await city.ports.records.enrolments.one(who.person, { kind: 'activity', id }))?.state ?? null;

  it('joins an activity that is by invitation, once a person, while there are places', async () => {
    const invited = await city.publish({
      joining: 'by-invitation',
      visibility: 'organiser-people',
      when: {
        startsAt: later(city.clock.now(), dayMs),
        endsAt: later(city.clock.now(), 2 * dayMs),
        zone: 'UTC',
      },
      capacity: 1,
    });
    const code = await joinCode(city.iva, { activity: invited.id });
    const [mia, jan] = [await signedIn('mia@example.org'), await signedIn('jan@example.org')];

    expect((await seeClaim(city.ports, mia, { code }, null)).done?.to).toMatchObject({ is: 'activity' });
    await claim(mia, code);

    expect(await enrolled(mia, invited)).toBe('joined');
    expect(await whyNot(mia, code)).toBe('code-used-by-you');
    expect(await whyNot(jan, code)).toBe('full');
    expect(await enrolled(jan, invited)).toBeNull();
  });

  it('asks where the organiser wants to say yes, and stands among the requests of the activity', async () => {
    const code = await joinCode(city.iva, { activity: city.explore.id, needsApproval: true });
    const mia = await signedIn('mia@example.org');

    await claim(mia, code);

    expect(await enrolled(mia, city.explore)).toBe('requested');
  });

  it('makes members, at once or after a yes, and begins an ended role again', async () => {
    const owner = await city.staff('tilen', 'owner');
    const [open, asks] = [await joinCode(owner), await joinCode(owner, { needsApproval: true })];
    const [mia, jan] = [await signedIn('mia@example.org'), await signedIn('jan@example.org')];
    const roleOf = async ({ person }: Someone) =>
      (await city.ports.records.staff.of(person)).map(({ organiser, role }) => [organiser, role]);

    await claim(mia, open);
    await claim(jan, asks);
    const before = await roleOf(jan);
    const [request] = (await listJoinCodes(city.ports, owner, city.zmaji)).done?.requests ?? [];
    await answerJoin(city.ports, owner, {
      organiser: city.zmaji,
      use: request?.use as ClaimUseId,
      decision: 'yes',
    });

    expect([before, await roleOf(jan)]).toEqual([[], [[city.zmaji, 'member']]]);
    expect(await roleOf(mia)).toEqual([[city.zmaji, 'member']]);
    expect(await whyNot(mia, asks)).toBe('member-already');
    const [kept] = await city.ports.records.staff.of(mia.person);
    if (kept) await city.ports.records.keep({ staff: [{ ...kept, endedAt: city.clock.now() }] });
    await claim(mia, await joinCode(owner));
    expect(await roleOf(mia)).toEqual([[city.zmaji, 'member']]);
  });

  it('is made by who may let people in, and leads nowhere once ended', async () => {
    const input = MakeJoinCodes.parse({ organiser: city.zmaji, sheet: 'sheet-of-nobody' });
    const code = await joinCode(city.iva, { activity: city.explore.id });
    const [sheet] = (await listJoinCodes(city.ports, city.iva, city.zmaji)).done?.sheets ?? [];

    await endJoinCodes(city.ports, city.iva, { organiser: city.zmaji, sheet: sheet?.sheet ?? '' });

    expect((await makeJoinCodes(city.ports, city.iva, input)).refused?.why).toBe('not-allowed');
    expect((await makeJoinCodes(city.ports, city.ana, input)).refused?.why).toBe('not-found');
    expect(await whyNot(await city.learner('mia'), code)).toBe('code-over');
  });
});

describe('A list of addresses', () => {
  const invite = (list: string) => inviteByEmail(city.ports, city.iva, { badge: badge.id, list });
  const resultsOf = async (list: string) => (await invite(list)).done?.map(({ result }) => result);
  const mails = () => city.mailer.sent.map(({ to }) => to);

  it('mails a personal code to each, once, whoever they are', async () => {
    await signedIn('known@example.org');
    const list = 'new@example.org\nknown@example.org\nNEW@example.org\nnobody at all';

    expect(await resultsOf(list)).toEqual(['invited', 'invited', 'already-in', 'bad-address']);
    expect(await resultsOf(list)).toEqual(['already-in', 'already-in', 'already-in', 'bad-address']);
    await city.settle();
    expect(mails().sort()).toEqual(['known@example.org', 'new@example.org']);
  });

  it('gives it at once to whom the organiser knows', async () => {
    const list = 'mia@example.org';
    const mia = await signedIn('mia@example.org');
    await claim(mia, await oneCode());
    const other = aBadge({ organiser: city.zmaji, earnedBy: [{ by: 'hand' }] });
    await city.ports.records.keep({ badge: [other] });
    await city.settle();

    expect(await resultsOf(list)).toEqual(['has-it']);
    const given = await inviteByEmail(city.ports, city.iva, { badge: other.id, list });
    expect(given.done?.map(({ result }) => result)).toEqual(['issued']);
    await city.settle();
    expect(city.mailer.sent.map(({ to, note }) => [to, note.kind])).toEqual([
      ['mia@example.org', 'badge-given'],
    ]);
    expect((await city.ports.records.awards.latest(other.id, mia.person))?.recipient.type).toBe('email');
  });

  it('writes to nobody who is too young', async () => {
    expect(await resultsOf('email,age\nyoung@example.org,15\nold@example.org,16')).toEqual([
      'needs-guardian',
      'invited',
    ]);
    await city.settle();
    expect(mails()).toEqual(['old@example.org']);
  });

  it('gives a code that is for the reader of that mailbox alone', async () => {
    await invite('petra@example.org');
    await city.settle();
    const note = city.mailer.sent.at(-1)?.note;
    const code = note?.kind === 'claim' ? note.code : '';
    const [petra, thief] = [await signedIn('petra@example.org'), await signedIn('thief@example.org')];

    expect(await whyNot(thief, code)).toBe('code-not-yours');
    expect(await whyNot(petra, code)).toBeNull();
    await city.settle();
    expect((await awardOf(petra))?.state).toBe('issued');
    expect(await resultsOf('petra@example.org')).toEqual(['has-it']);
  });

  it('invites again once a code was left unused for 30 days', async () => {
    await invite('late@example.org');
    city.clock.advance(30 * dayMs);

    expect(await resultsOf('late@example.org')).toEqual(['invited']);
    await city.settle();
    const [note] = city.mailer.sent.map((mail) => mail.note);
    const late = await signedIn('late@example.org');
    expect(await whyNot(late, note?.kind === 'claim' ? note.code : '')).toBeNull();
  });

  it('is not for organisers that nobody has verified', async () => {
    const organiser = await city.ports.records.organisers.byId(city.zmaji);
    if (!organiser) throw new Error('No organiser');
    await city.ports.records.keep({ organiser: [{ ...organiser, verification: 'unverified' }] });

    expect((await invite('new@example.org')).refused).toMatchObject({
      why: 'not-allowed',
      because: { reason: { is: 'organiser-unverified' } },
    });
  });

  it.each([
    ['email,age\na@x.org,17\n"b, the second"@x.org,', ['a@x.org', 'b, the second@x.org'], [17, null]],
    ['\uFEFFIme;E-pošta;Starost\r\nAna;a@x.org;15\r\n;b@x.org;\r\n\r\n', ['a@x.org', 'b@x.org'], [15, null]],
    ['name\temail\nAna\ta@x.org\n', ['a@x.org'], [null]],
    ['Ana,a@x.org\nBo,b@x.org', ['a@x.org', 'b@x.org'], [null, null]],
    ['a@x.org\n\nb@x.org\n', ['a@x.org', 'b@x.org'], [null, null]],
    ['', [], []],
  ])('is read as spreadsheets write it: %j', (text, emails, ages) => {
    const rows = recipientRows(text);

    expect(rows.map(({ email }) => email)).toEqual(emails);
    expect(rows.map(({ age }) => age)).toEqual(ages);
  });
});
