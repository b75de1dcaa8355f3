import { unbakePng } from '../../../adapters/badges/openbadges-validator-core/unbake.ts';
import { versionOf } from '../../../core/badges/badge.ts';
import { credentialOf } from '../../../core/badges/credential.ts';
import { addLaterEvidence } from '../../../core/badges/later-evidence.ts';
import { revokeAward } from '../../../core/badges/revoke-award.ts';
import { setVisibility } from '../../../core/badges/set-visibility.ts';
import { VerifyBadge, verifyBadge } from '../../../core/badges/verify-badge.ts';
import { domainEvent } from '../../../core/domain-events.ts';
import { dayMs, minuteMs } from '../../../core/instant.ts';
import { operator, type Someone } from '../../../core/people/actor.ts';
import { erasePerson } from '../../../core/people/erase-person.ts';
import { anEndorsement, anOrganiser } from '../../builders/index.ts';
import { type City, openCity } from '../../support/city.ts';
import { doing, ok } from '../../support/doing.ts';
import { exploredBy, libraryVerdict, reading, schemaTroubles, verdictOf } from '../../support/issued.ts';

let city: City;
let luka: Someone;
let read: ReturnType<typeof reading>;
beforeEach(async () => {
  city = await openCity();
  luka = await city.learner('luka');
  read = reading(city.ports);
});
afterEach(async () => {
  expect(city.faults).toEqual([]);
  await city.close();
});

const accredited = {
  alignments: [
    { name: 'communicate verbally', url: 'https://skills.example/s1', framework: 'A list', code: 'S1.1' },
    { name: 'ask questions', url: 'https://skills.example/s2', framework: null, code: null },
  ],
  microcredential: {
    hours: 25,
    ects: 1.5,
    eqfLevel: 4,
    assessment: 'a portfolio',
    qualityAssurance: null,
    awardingBody: 'Mladi zmaji',
  },
};
const eqfLevel4 = {
  name: 'EQF level 4',
  url: 'http://data.europa.eu/snb/eqf/4',
  framework: 'European Qualifications Framework',
  code: '4',
};

const earned = () => exploredBy(city, luka);

describe('An award that was issued and released', () => {
  it('is valid in every form, from bytes alone, whatever a school asks of it', async () => {
    await city.ports.records.keep({ badge: [{ ...(await city.badgeOf(city.explore)), ...accredited }] });
    const { path } = await earned();
    const [hosted, credential, png, svg] = await Promise.all(
      ['', '/credential', '.png', '.svg'].map((form) => read(path + form)),
    );

    expect(hosted?.type).toBe('application/ld+json');
    expect(credential?.type).toBe('application/vc');
    expect([png?.type, svg?.type]).toEqual(['image/png', 'image/svg+xml']);
    const good = { verdict: 'valid', errors: [] };
    expect(await verdictOf(city.ports, hosted?.text ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, credential?.text ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, png?.body ?? '')).toEqual(good);
    expect(await verdictOf(city.ports, svg?.body ?? '')).toEqual(good);
    expect(schemaTroubles(credential?.text ?? '')).toEqual([]);
    expect(await libraryVerdict(city.ports, credential?.text ?? '')).toMatchObject({ verified: true });
    for (const document of [hosted?.text, credential?.text]) {
      const report = await city.ports.badgeVerifier.verify({ document: document ?? '' }, null);
      const gist = city.ports.badgeVerifier.shown(report)?.gist;
      expect(gist?.alignments).toEqual([...accredited.alignments, eqfLevel4]);
      expect(gist?.criteria).toContain('Hours of learning: 25');
    }
  });

  it('is a credential to the published schema and to Digital Bazaar’s own library', async () => {
    const { path } = await earned();
    const credential = await read(`${path}/credential`);

    expect(schemaTroubles(credential.text)).toEqual([]);
    expect(await libraryVerdict(city.ports, credential.text)).toMatchObject({ verified: true });
  });

  it('says so when it was revoked: gone, with the reason; a bit in the list', async () => {
    const { path, award } = await earned();
    const before = await read(`${path}/credential`);
    ok(await revokeAward(city.ports, city.iva, { address: award.address, reason: 'Issued by mistake' }));
    await city.settle();

    const [hosted, credential, png] = await Promise.all(
      ['', '/credential', '.png'].map((form) => read(path + form)),
    );
    expect([hosted?.status, credential?.status, png?.status]).toEqual([410, 200, 410]);
    expect(credential?.text).toBe(before.text);
    expect(await verdictOf(city.ports, before.text)).toMatchObject({ verdict: 'revoked' });
    const said = await libraryVerdict(city.ports, before.text);
    expect(said).toMatchObject({ statusResult: { results: [{ status: true }] } });
  });

  it('is issued to the e-mail that its holder verified later: the same award, a newer copy', async () => {
    const { path } = await earned();
    const before = await read(`${path}/credential`);
    const person = await city.ports.records.people.byId(luka.person);
    if (!person) throw new Error('No Luka');
    city.clock.advance(minuteMs);

    const emails = [{ address: 'Luka@Example.org', verifiedAt: city.clock.now() }];
    const verified = domainEvent(luka, 'person.email-verified', { person: luka.person });
    await city.ports.records.keep({ person: [{ ...person, emails }] }, [verified]);
    await city.settle();

    const after = await read(`${path}/credential`);
    const report = await city.ports.badgeVerifier.verify(
      { document: after.text },
      { email: 'luka@example.org' },
    );
    expect([report.report.verdict, report.report.recipientProfile]).toEqual([
      'valid',
      { email: 'luka@example.org' },
    ]);
    const identity = ['credentialSubject', 'identifier', 0, 'identityType'] as const;
    expect([before.at(...identity), after.at(...identity)]).toEqual(['systemId', 'emailAddress']);
    for (const same of ['id', 'awardedDate', 'credentialStatus'])
      expect(after.at(same)).toEqual(before.at(same));
    expect(String(after.at('validFrom')) > String(before.at('validFrom'))).toBe(true);
    expect((await verdictOf(city.ports, (await read(`${path}.png`)).body)).verdict).toBe('valid');
  });

  it('shows what it was given for once anyone may see that, and no longer when not', async () => {
    const { path, award } = await earned();
    const later = {
      award: award.id,
      name: 'A film about the river',
      text: 'Ąžuolas – “ŠČŽ” {🪁',
      url: null,
      file: null,
      key: null,
    };
    ok(await addLaterEvidence(city.ports, luka, later));
    await city.settle();
    const hidden = await read(`${path}/credential`);

    const see = (evidence: 'anyone' | 'nobody') =>
      setVisibility(city.ports, luka, { award: award.id, badge: 'anyone', evidence });
    ok(await see('anyone'));
    await city.settle();
    const [shown, hosted, png] = await Promise.all(
      ['/credential', '', '.png'].map((form) => read(path + form)),
    );
    ok(await see('nobody'));
    await city.settle();

    expect(hidden.text).not.toContain('river');
    expect(shown?.at('evidence', 0)).toEqual({
      id: `https://col.example${path}#evidence-1`,
      type: ['Evidence'],
      name: 'A film about the river',
      narrative: later.text,
    });
    expect(hosted?.at('evidence', 0, 'narrative')).toBe(later.text);
    expect(await verdictOf(city.ports, shown?.text ?? '')).toMatchObject({ verdict: 'valid' });
    expect(schemaTroubles(shown?.text ?? '')).toEqual([]);
    const [first, second] = unbakePng(png?.body ?? Buffer.alloc(0));
    expect([JSON.parse(first?.text ?? ''), JSON.parse(second?.text ?? '')]).toEqual([
      JSON.parse(hosted?.text ?? ''),
      JSON.parse(shown?.text ?? ''),
    ]);
    expect((await read(`${path}/credential`)).text).not.toContain('river');
    // Whoever has the older file is told: what lies at its address is another now.
    expect((await verdictOf(city.ports, png?.body ?? '')).verdict).toBe('changed');
  });

  it('is gone with its holder: nothing of it stays but that it was withdrawn', async () => {
    const { path, award } = await earned();
    const before = await read(`${path}/credential`);
    ok(await erasePerson(city.ports, operator, luka.person));
    await city.settle();

    const answers = await Promise.all(['', '/credential', '.png', '.svg'].map((form) => read(path + form)));
    expect(answers.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
    expect(answers[0]?.at('revocationReason')).toBe('Withdrawn');
    expect((await verdictOf(city.ports, before.text)).verdict).toBe('revoked');
    const told = await verifyBadge(city.ports, VerifyBadge.parse({ presented: before.text }));
    expect(told.report.report.verdict).toBe('withdrawn');
    const kept = await city.ports.records.credentials.byId(credentialOf(award));
    expect(kept).toMatchObject({ document: null, recipient: null });
  });

  it('says in every form when it ended, where its badge has an end', async () => {
    const badge = await city.badgeOf(city.explore);
    await city.ports.records.keep({ badge: [{ ...badge, validFor: 'P1D' }] });
    const { path } = await earned();
    const [hosted, credential] = await Promise.all(['', '/credential'].map((form) => read(path + form)));
    city.clock.advance(2 * dayMs);

    expect(hosted?.at('expires')).toBe(credential?.at('validUntil'));
    expect(schemaTroubles(credential?.text ?? '')).toEqual([]);
    for (const form of [hosted, credential])
      expect((await verdictOf(city.ports, form?.text ?? '')).verdict).toBe('expired');
    expect((await read(`${path}.png`)).status).toBe(200);
  });

  it('answers nothing in any form before its holder released it', async () => {
    await doing(city).declare(luka, city.explore);
    await city.settle();
    const badge = await city.badgeOf(city.explore);
    const award = await city.ports.records.awards.latest(badge.id, luka.person);
    const forms = ['', '.png', '.svg', '/credential', '/assertion.jws'];

    const answers = await Promise.all(forms.map((form) => read(`/b/awards/${award?.address}${form}`)));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await read('/b/status/1')).status).toBe(200);
    expect((await read(`/b/issuers/${city.zmaji}/did.json`)).status).toBe(200);
  });

  it('links its two forms to each other', async () => {
    const { path } = await earned();
    const [hosted, credential] = await Promise.all(['', '/credential'].map((form) => read(path + form)));
    const badge = await read(String(hosted?.at('badge')));
    const issuer = await read(String(badge.at('issuer')));
    const achievement = await read(String(badge.at('related', 0, 'id')));
    const did = await read(String(issuer.at('related', 0, 'id')));
    const evidence = credential?.at('evidence') as { id: string }[];

    expect(achievement.at('related', 0, 'id')).toBe(badge.at('id'));
    expect(achievement.at('id')).toBe(credential?.at('credentialSubject', 'achievement', 'id'));
    expect(did.at('id')).toBe(credential?.at('issuer', 'id'));
    expect(did.at('alsoKnownAs', 0)).toBe(issuer.at('id'));
    expect(credential?.at('issuer', 'otherIdentifier', 0, 'identifier')).toBe(issuer.at('id'));
    expect(evidence.at(-1)?.id).toBe(hosted?.at('id'));
  });

  it('that was replaced by a newer copy, or whose badge has a newer version, says so and stays valid', async () => {
    const { path, award, badge } = await earned();
    const first = await read(`${path}/credential`);
    const verify = async (presented: string) => verifyBadge(city.ports, VerifyBadge.parse({ presented }));
    expect((await verify(first.text)).since).toEqual({ hasNewerCopy: false, newerVersion: null });

    ok(
      await addLaterEvidence(city.ports, luka, {
        award: award.id,
        name: 'A film',
        text: 'Mine',
        url: null,
        file: null,
        key: null,
      }),
    );
    ok(await setVisibility(city.ports, luka, { award: award.id, badge: 'anyone', evidence: 'anyone' }));
    const kept = await city.ports.records.badges.byId(badge.id);
    if (kept) await city.ports.records.keep({ badge: [{ ...kept, version: 2, earlier: [versionOf(kept)] }] });
    await city.settle();

    const [old, now] = [await verify(first.text), await verify((await read(`${path}/credential`)).text)];
    expect([old.report.report.verdict, old.since]).toEqual([
      'valid',
      { hasNewerCopy: true, newerVersion: 2 },
    ]);
    expect(now.since).toEqual({ hasNewerCopy: false, newerVersion: 2 });
    expect(old.report.report.messages.map(({ messageLevel }) => messageLevel)).toEqual(['INFO', 'INFO']);
    const hosted = await read(String((await read(path)).at('badge')));
    expect(hosted.at('version')).toBe('1');
    expect(hosted.text).toContain('"version":"2"');
  });

  it('carries those who stand behind its badge, each by their own key', async () => {
    const friends = anOrganiser({ name: 'Prijatelji reke' });
    const { id } = await city.badgeOf(city.explore);
    const endorsement = anEndorsement({
      object: { kind: 'badge', id },
      organiser: city.zmaji,
      endorser: { organiser: friends.id },
      state: 'signed',
      text: { original: 'sl', in: { sl: 'Ceni ga vsaka delodajalka. Čudovito!' } },
      coversVersion: 1,
      signedAt: city.clock.now(),
    });
    const signed = domainEvent(operator, 'endorsement.signed', { endorsement: endorsement.id });
    await city.ports.records.keep({ organiser: [friends], endorsement: [endorsement] }, [signed]);
    await city.settle();

    const { path } = await earned();
    const credential = await read(`${path}/credential`);

    const carried = ['credentialSubject', 'achievement', 'endorsement', 0] as const;
    expect(credential.at(...carried, 'issuer', 'id')).toBe(`did:web:col.example:b:issuers:${friends.id}`);
    expect(await verdictOf(city.ports, credential.text)).toEqual({ verdict: 'valid', errors: [] });
    expect(schemaTroubles(credential.text)).toEqual([]);
    expect(await libraryVerdict(city.ports, credential.text)).toMatchObject({ verified: true });
    const changed = credential.text.replace('Ceni ga', 'Ceni jo');
    expect((await verdictOf(city.ports, changed)).verdict).not.toBe('valid');
    const png = (await read(`${path}.png`)).body;
    const said = await city.ports.badgeVerifier.verify({ picture: png }, null);
    expect(said.report.messages).toEqual([]);
  });
});
