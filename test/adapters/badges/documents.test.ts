import { createBadgePress } from '../../../adapters/badges/index.ts';
import { Assertion, BadgeClass, GoneAssertion, Profile } from '../../../adapters/badges/schema.ts';
import type { BadgeVersion } from '../../../core/badges/badge.ts';
import type { BadgeId, OrganiserId } from '../../../core/ids.ts';
import { instant } from '../../../core/instant.ts';
import { aBadge, anAward, anOrganiser, named } from '../../builders/index.ts';

const press = createBadgePress({ baseUrl: 'https://col.example', operator: null });
const B = 'https://col.example/b';

const organiser = anOrganiser({
  id: named<OrganiserId>('zmaji'),
  name: 'Mladi zmaji',
  url: 'https://zmaji.example',
  email: 'badges@zmaji.example',
  about: null,
});
const badge = aBadge({
  id: named<BadgeId>('future-maker'),
  organiser: organiser.id,
  name: { original: 'sl', in: { sl: 'Snujem prihodnost', en: 'Future maker', nl: 'Toekomstmaker' } },
  description: { original: 'sl', in: { sl: 'Raziskuje.', en: 'Explores.' } },
  criteria: { original: 'sl', in: { sl: 'Tri aktivnosti.', en: 'Three activities.' } },
  image: {
    draw: { shape: 'circle', colour: '#7C2D12', letters: 'FM' },
    alt: { original: 'sl', in: { sl: 'Okrogla značka', en: 'Round badge' } },
  },
  skills: ['self-reflection'],
});
const shown: BadgeVersion = { ...badge, version: 2 };
const hash = `sha256$${'ab'.repeat(32)}`;
const award = anAward({
  address: '7QK2MZ0V9T4XH6RD',
  badge: badge.id,
  badgeVersion: 2,
  issuedAt: instant('2026-10-15T16:05:00.000Z'),
  recipient: { type: 'email', salt: 'Zr0u4nq1v2H8bT6yQ1c3Wg', identity: hash },
});

describe('The profile of an issuer', () => {
  it('says who stands behind badges', () => {
    expect(press.profile(organiser)).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Profile',
      id: `${B}/issuers/${organiser.id}`,
      name: 'Mladi zmaji',
      url: 'https://zmaji.example',
      email: 'badges@zmaji.example',
      related: [
        {
          type: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile'],
          id: `${B}/issuers/${organiser.id}/did.json`,
          version: 'Open Badges v3p0',
        },
      ],
    });
  });

  it('shows its logo where it has one', () => {
    const logo = { draw: { shape: 'circle', colour: '#166534', letters: 'MZ' }, alt: badge.name } as const;

    expect(press.profile({ ...organiser, logo })?.['image']).toBe(`${B}/issuers/${organiser.id}/image.png`);
  });

  it.each([{ url: null }, { email: null }])('is not there without url and e-mail (%j)', (missing) => {
    expect(press.profile({ ...organiser, ...missing })).toBeNull();
  });

  it('describes it in English, or as it was written', () => {
    const about = { original: 'sl', in: { sl: 'Mladinski centri' } };

    expect(press.profile({ ...organiser, about })).toMatchObject({ description: 'Mladinski centri' });
  });
});

describe('The class of a badge', () => {
  const achievement = {
    type: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement'],
    id: `${B}/badges/${badge.id}-v2/achievement`,
    version: 'Open Badges v3p0',
  };

  it('is in English where all texts are, names its version, and the other languages', () => {
    const G = `${B}/badges/${badge.id}-v2`;

    expect(press.badgeClass(badge, shown, null)).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'BadgeClass',
      id: G,
      '@language': 'en',
      version: '2',
      name: 'Future maker',
      description: 'Explores.',
      image: { id: `${G}/image.png`, caption: 'Round badge' },
      criteria: { id: `${G}#criteria`, narrative: 'Three activities.' },
      issuer: `${B}/issuers/${organiser.id}`,
      tags: ['self-reflection'],
      related: [{ id: `${G}/sl`, '@language': 'sl' }, achievement],
    });
  });

  it('names the newest version where there is one', () => {
    expect(press.badgeClass({ ...badge, version: 3 }, shown, null)?.['related']).toContainEqual({
      id: `${B}/badges/${badge.id}-v3`,
      version: '3',
    });
  });

  it('answers in another language under its own id, and points back', () => {
    const G = `${B}/badges/${badge.id}-v2`;

    expect(press.badgeClass(badge, shown, 'sl')).toMatchObject({
      id: `${G}/sl`,
      '@language': 'sl',
      name: 'Snujem prihodnost',
      image: { caption: 'Okrogla značka' },
      related: [{ id: G, '@language': 'en' }, achievement],
    });
  });

  it('is not there in a language that lacks a text', () => {
    expect(press.badgeClass(badge, shown, 'nl')).toBeNull();
    expect(press.badgeClass(badge, shown, 'xx')).toBeNull();
  });

  it('is in the language it was written in where there is no English', () => {
    const plain = { original: 'sl', in: { sl: 'Reka' } };
    const slovenian = { ...shown, name: plain, description: plain, criteria: plain };

    expect(press.badgeClass(badge, slovenian, null)).toMatchObject({ '@language': 'sl', name: 'Reka' });
  });
});

describe('The assertion of an award', () => {
  it('says to whom, what and when, without fractions of a second', () => {
    const facts = { award, reviewers: { peers: 2, organisers: 1 }, evidence: [] };

    expect(press.assertion(facts)).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: `${B}/awards/7QK2MZ0V9T4XH6RD`,
      recipient: { type: 'email', hashed: true, salt: 'Zr0u4nq1v2H8bT6yQ1c3Wg', identity: hash },
      badge: `${B}/badges/${badge.id}-v2`,
      verification: { type: 'HostedBadge' },
      issuedOn: '2026-10-15T16:05:00Z',
      image: `${B}/awards/7QK2MZ0V9T4XH6RD.png`,
      narrative: 'Reviewed by 2 peers and 1 organiser.',
    });
  });

  it.each([
    [{ peers: 0, organisers: 0 }, undefined],
    [{ peers: 1, organisers: 0 }, 'Reviewed by 1 peer.'],
    [{ peers: 0, organisers: 3 }, 'Reviewed by 3 organisers.'],
  ])('says by how many it was reviewed, and nothing where nobody was asked (%j)', (reviewers, narrative) => {
    expect(press.assertion({ award, reviewers, evidence: [] })['narrative']).toBe(narrative);
  });

  it('says when it ends, where it does', () => {
    const ending = { ...award, expiresAt: instant('2027-10-15T16:05:00.123Z') };

    expect(
      press.assertion({ award: ending, reviewers: { peers: 0, organisers: 0 }, evidence: [] }),
    ).toMatchObject({
      expires: '2027-10-15T16:05:00Z',
    });
  });

  it('is never made of what was not issued', () => {
    expect(() =>
      press.assertion({
        award: { ...award, issuedAt: null },
        reviewers: { peers: 0, organisers: 0 },
        evidence: [],
      }),
    ).toThrow();
  });
});

describe('What is left of an award', () => {
  const gone = { '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', revoked: true };

  it('that was revoked is its address and the reason', () => {
    const revoked = { at: instant(0), reason: 'Issued to the wrong person', by: null };

    expect(press.gone({ award: { ...award, revoked } })).toEqual({
      ...gone,
      id: `${B}/awards/7QK2MZ0V9T4XH6RD`,
      revocationReason: 'Issued to the wrong person',
    });
  });

  it('that was withdrawn is its address, and that it was withdrawn', () => {
    expect(press.gone({ award })).toMatchObject({ ...gone, revocationReason: 'Withdrawn' });
  });
});

describe('Every document', () => {
  const person = {
    displayName: 'Mia Novak',
    alias: 'Beaver 417',
    email: 'mia@school.example',
    lms: 'lti-sub-99',
  };
  const full = { award: { ...award, ...person }, reviewers: { peers: 1, organisers: 1 }, evidence: [] };
  const documents = {
    profile: [Profile, press.profile({ ...organiser, ...{ staff: person } })],
    badge: [BadgeClass, press.badgeClass(badge, { ...shown, skills: [] }, 'en')],
    assertion: [Assertion, press.assertion(full)],
    gone: [GoneAssertion, press.gone(full)],
  } as const;

  it.each(Object.entries(documents))(
    '(%s) is what the schema of Open Badges 2.0 says',
    (_name, [schema, document]) => {
      expect(schema.parse(document)).toEqual(document);
    },
  );

  it.each(Object.entries(documents))('(%s) holds no null and no empty list', (_name, [, document]) => {
    expect(JSON.stringify(document)).not.toMatch(/null|\[\]|\{\}|""/);
  });

  it.each(Object.entries(documents))('(%s) names no holder', (_name, [, document]) => {
    const text = JSON.stringify(document);

    for (const secret of [...Object.values(person), award.person, award.id])
      expect(text).not.toContain(secret);
  });
});
