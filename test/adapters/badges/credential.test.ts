import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAddresses } from '../../../adapters/badges/addresses.ts';
import { credential } from '../../../adapters/badges/credential.ts';
import { Credential } from '../../../adapters/badges/credential-schema.ts';
import { createBadgeSigner } from '../../../adapters/badges/index.ts';
import { openKey } from '../../../adapters/badges/keys.ts';
import { unbakePng, unbakeSvg } from '../../../adapters/badges/openbadges-validator-core/unbake.ts';
import { prove } from '../../../adapters/badges/prove.ts';
import { createSecrets } from '../../../adapters/secrets.ts';
import type { AchievementKind } from '../../../core/badges/achievement-kind.ts';
import { versionOf } from '../../../core/badges/badge.ts';
import { addLaterEvidence } from '../../../core/badges/later-evidence.ts';
import { setVisibility } from '../../../core/badges/set-visibility.ts';
import type { BadgeId, OrganiserId } from '../../../core/ids.ts';
import { instant } from '../../../core/instant.ts';
import type { CredentialFacts } from '../../../core/ports/badge-signer.ts';
import { aBadge, anAward, anIssuerKey, anOrganiser, named } from '../../builders/index.ts';
import { openCity } from '../../support/city.ts';
import { ok } from '../../support/doing.ts';
import { exploredBy, reading, schemaTroubles, verdictOf } from '../../support/issued.ts';

const at = createAddresses('https://col.example');
const organiser = anOrganiser({
  id: named<OrganiserId>('mladi-zmaji'),
  name: 'Mladi zmaji',
  url: 'https://zmaji.example',
  email: 'badges@zmaji.example',
  about: { original: 'en', in: { en: 'Youth centre in Ljubljana' } },
  logo: {
    draw: { shape: 'circle', colour: '#166534', letters: 'MZ' },
    alt: { original: 'en', in: { en: 'A small dragon' } },
  },
});
const english = (text: string) => ({ original: 'en', in: { en: text } });
const badge = aBadge({
  id: named<BadgeId>('future-maker'),
  organiser: organiser.id,
  name: english('Future maker'),
  description: english('Explored own skills, interviewed a neighbour and shared it in an open space.'),
  criteria: english('Finish the three required activities of the playlist.'),
  image: {
    draw: { shape: 'circle', colour: '#7C2D12', letters: 'FM' },
    alt: english('A kite over a city'),
  },
  skills: ['self-reflection', 'communicating'],
  alignments: [
    {
      name: 'communicate verbally',
      url: 'https://skills.example/communicate',
      framework: 'Example skills list',
      code: 'S1.1',
    },
  ],
});
const facts = (more: Partial<CredentialFacts> = {}): CredentialFacts => ({
  award: anAward({ address: '7QK2MZ0V9T4XH6RD', earnedAt: instant('2025-10-15T16:00:00.000Z') }),
  badge,
  earned: versionOf(badge),
  kind: 'playlist',
  endorsements: [],
  organiser,
  reviewers: { peers: 2, organisers: 1 },
  evidence: [],
  recipient: {
    type: 'email',
    salt: 'm9Yt7Qe5Kx0pLr2sVd4Hfw',
    identity: 'sha256$ea40657d02afe1ba68b99bb7d593d7487eb290829c5bb144ab94a3eeb78cfadc',
  },
  status: { list: 1, index: 94_567 },
  validFrom: instant('2025-10-15T16:05:00.000Z'),
  signedAt: instant('2025-10-15T16:05:01.000Z'),
  ...more,
});
const fixtures = join(import.meta.dirname, '../../fixtures/badges');
const json = (path: string) => JSON.parse(readFileSync(join(fixtures, path), 'utf8'));

describe('A credential', () => {
  it('is the one of the design, field by field', () => {
    const { proof: _, ...designed } = json('own-award/credential.json');
    const issuer = {
      ...designed.issuer,
      image: { ...designed.issuer.image, caption: 'A small dragon' },
    };
    const [, hosted] = designed.evidence;
    const { creator, ...achieved } = designed.credentialSubject.achievement;
    const { name: _name, ...creatorId } = creator;

    expect(credential(at, facts())).toEqual({
      ...designed,
      // This award shows no evidence, and the logo says what it is.
      issuer,
      evidence: [hosted],
      credentialSubject: {
        ...designed.credentialSubject,
        achievement: {
          ...achieved,
          creator: creatorId,
          criteria: {
            ...achieved.criteria,
            narrative: 'Finish the three required activities of the playlist.',
          },
        },
      },
    });
  });

  it.each([
    ['microcredential', 'MicroCredential'],
    ['playlist', 'LearningProgram'],
    ['volunteering', 'CommunityService'],
    ['course', 'Course'],
    ['internship', 'Fieldwork'],
    ['workshop', 'Badge'],
    ['other', 'Badge'],
  ] satisfies [AchievementKind, string][])('for a %s says %s', (kind, type) => {
    const made = credential(at, facts({ kind }));

    expect(made.credentialSubject.achievement.achievementType).toBe(type);
    expect(schemaTroubles(JSON.stringify(made))).toEqual([]);
  });

  it('says of a microcredential what neither version has words for in the criteria', () => {
    const micro = {
      hours: 50,
      ects: 2.5,
      eqfLevel: 5,
      assessment: 'a portfolio',
      qualityAssurance: null,
      awardingBody: null,
    };
    const made = credential(at, facts({ earned: { ...versionOf(badge), microcredential: micro } }));

    const { achievement, creditsEarned } = made.credentialSubject;
    expect([achievement.creditsAvailable, creditsEarned]).toEqual([2.5, 2.5]);
    expect(achievement.alignment?.[1]?.targetUrl).toBe('http://data.europa.eu/snb/eqf/5');
    expect(achievement.criteria.narrative).toBe(
      'Finish the three required activities of the playlist.\n\n- Hours of learning: 50\n- ECTS credits: 2.5\n- EQF level: 5\n- Assessed by: a portfolio',
    );
    expect(schemaTroubles(JSON.stringify(made))).toEqual([]);
  });

  it('leaves out what is missing, never null or empty', () => {
    const bare = aBadge({ organiser: organiser.id });
    const made = credential(
      at,
      facts({
        earned: versionOf(bare),
        badge: bare,
        organiser: { ...organiser, about: null },
        reviewers: { peers: 0, organisers: 0 },
      }),
    );

    expect(JSON.stringify(made)).not.toMatch(/null|\[\]|\{\}|""/);
    expect(schemaTroubles(JSON.stringify(made))).toEqual([]);
  });

  it('is not made for an organiser without an address', () => {
    for (const missing of [{ url: null }, { email: null }])
      expect(() => credential(at, facts({ organiser: { ...organiser, ...missing } }))).toThrow();
  });
});

describe('Our schema', () => {
  const published = [
    ...readdirSync(join(fixtures, 'ob3/1edtech')).map((name) => `ob3/1edtech/${name}`),
    ...readdirSync(join(fixtures, 'ob3/dcc')).map((name) => `ob3/dcc/${name}`),
    'own-award/credential.json',
  ].filter((name) => name.endsWith('.json'));

  it('refuses whatever the published one refuses', () => {
    const refused = published.filter((name) => schemaTroubles(JSON.stringify(json(name))).length > 0);

    expect(refused.length).toBeGreaterThan(5);
    for (const name of refused) {
      const { proof: _, ...unsigned } = json(name);
      expect([name, Credential.safeParse(unsigned).success]).toEqual([name, false]);
    }
  });

  it('refuses one of ours in which any part is missing that the published one wants', () => {
    const whole = credential(at, facts());
    for (const key of Object.keys(whole)) {
      const { [key as keyof typeof whole]: _, ...rest } = whole;
      const isRefused = schemaTroubles(JSON.stringify(rest)).length > 0;
      if (isRefused) expect([key, Credential.safeParse(rest).success]).toEqual([key, false]);
    }
  });
});

describe('Signing', () => {
  const secrets = createSecrets('a secret of tests, long enough for anyone');
  const signer = createBadgeSigner({ baseUrl: 'https://col.example', secrets, signsAssertions: false });
  const keyFor = async (kid: string) =>
    anIssuerKey({
      organiser: organiser.id,
      kid,
      ...(await signer.makeKey(organiser.id, 'ed25519', kid)),
    });

  it('refuses a word that no context of it defines: no proof would cover it', async () => {
    const key = openKey(secrets, await keyFor('ed-2025-1'));
    const sign = (more: object) =>
      prove({ ...credential(at, facts()), ...more }, key, 'did:web:col.example#k', instant(0));

    await expect(sign({ mood: 'happy' })).rejects.toThrow();
    await expect(sign({ type: ['VerifiableCredential', 'OpenBadgeCredential', 'Merry'] })).rejects.toThrow();
    await expect(sign({})).resolves.toContain('proofValue');
  });

  it('needs the last context for what is named after 1EdTech', async () => {
    const key = openKey(secrets, await keyFor('ed-2025-1'));
    const made = credential(at, facts());
    const short = { ...made, '@context': made['@context'].slice(0, 2) };

    await expect(prove(short, key, 'did:web:col.example#k', instant(0))).rejects.toThrow();
  });

  it('is done by the key that is named, and by none that was sealed elsewhere', async () => {
    const key = await keyFor('ed-2025-1');

    const text = await signer.credential(facts(), key);
    const stranger = { ...key, organiser: named<OrganiserId>('other') };

    expect(JSON.parse(text).proof).toEqual([
      {
        type: 'DataIntegrityProof',
        created: '2025-10-15T16:05:01Z',
        verificationMethod: 'did:web:col.example:b:issuers:mladi-zmaji#ed-2025-1',
        cryptosuite: 'eddsa-rdfc-2022',
        proofPurpose: 'assertionMethod',
        proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{80,90}$/),
      },
    ]);
    await expect(signer.credential(facts(), stranger)).rejects.toThrow();
  });

  it('names a site with a port as did:web writes it', () => {
    const local = createAddresses('http://localhost:3000');

    expect(local.did(organiser.id)).toBe('did:web:localhost%3A3000:b:issuers:mladi-zmaji');
  });
});

describe('Letters of everybody', () => {
  it('survive pictures, drawings, credentials and signed assertions', async () => {
    const words = 'ĄČĘĖĮŠŲŪŽ ąčęėįšųūž „vėjas“ · ČŠŽ čšž · Καλημέρα κόσμε · 🪁👩🏽‍🚀 { ]]> \u2028 " \\ end';
    const city = await openCity('adults', { signsAssertions: true });
    const luka = await city.learner('luka');
    const known = await city.badgeOf(city.explore);
    const texts = { original: 'lt', in: { lt: words } };
    const image = { ...known.image, alt: texts };
    await city.ports.records.keep({
      badge: [{ ...known, name: texts, description: texts, criteria: texts, image }],
    });
    const { path, award } = await exploredBy(city, luka);
    ok(
      await addLaterEvidence(city.ports, luka, {
        award: award.id,
        name: words,
        text: words,
        url: null,
        file: null,
        key: null,
      }),
    );
    ok(await setVisibility(city.ports, luka, { award: award.id, badge: 'anyone', evidence: 'anyone' }));
    await city.settle();
    const read = reading(city.ports);
    const [signed, jws, png, svg] = await Promise.all(
      ['/credential', '/assertion.jws', '.png', '.svg'].map((form) => read(path + form)),
    );
    const inPng = unbakePng(png?.body ?? Buffer.alloc(0)).map(({ text }) => JSON.parse(text));
    const inSvg = unbakeSvg(svg?.text ?? '').map(({ text }) => JSON.parse(text));
    const payload = JSON.parse(Buffer.from(jws?.text.split('.')[1] ?? '', 'base64url').toString());

    for (const [hosted, credential] of [inPng, inSvg]) {
      expect(hosted.evidence[0]).toMatchObject({ name: words, narrative: words });
      expect(credential).toEqual(JSON.parse(signed?.text ?? ''));
      expect(credential.credentialSubject.achievement).toMatchObject({ name: words, inLanguage: 'lt' });
    }
    expect(payload.evidence[0].narrative).toBe(words);
    for (const form of [signed?.text, jws?.text, png?.body, svg?.body])
      expect(await verdictOf(city.ports, form ?? '')).toEqual({ verdict: 'valid', errors: [] });
    expect(schemaTroubles(signed?.text ?? '')).toEqual([]);
    await city.close();
  });
});
