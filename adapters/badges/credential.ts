import type { AchievementKind } from '../../core/badges/achievement-kind.ts';
import type { Recipient } from '../../core/badges/award.ts';
import type { Badge, BadgeVersion } from '../../core/badges/badge.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import type { CredentialFacts } from '../../core/ports/badge-signer.ts';
import { textFor } from '../../core/texts.ts';
import type { Addresses } from './addresses.ts';
import { alignmentsOf } from './alignment.ts';
import { evidenceOf, narrativeOf, toSeconds } from './assertion.ts';
import { mainTexts } from './badge-class.ts';
import { Achievement, Credential } from './credential-schema.ts';

/** Without the last one, what is named `1EdTech…` in them has no meaning. */
export const credentialContexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const;

const schema =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/**
 * An award as a credential without its proof.
 * @throws when it would not be what the specification asks for
 */
export function credential(at: Addresses, facts: CredentialFacts): Credential {
  const { award, badge, earned, organiser, status } = facts;
  const narrative = narrativeOf(facts.reviewers);
  const achieved = achievement(at, badge, earned, facts.kind);
  const credits = creditsOf(earned);
  return Credential.parse({
    '@context': [...credentialContexts],
    id: at.credential(award.address),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achieved.name,
    issuer: issuer(at, organiser),
    validFrom: toSeconds(facts.validFrom),
    ...(award.expiresAt ? { validUntil: toSeconds(award.expiresAt) } : {}),
    awardedDate: toSeconds(award.earnedAt),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [identifier(facts.recipient)],
      achievement:
        facts.endorsements.length > 0
          ? { ...achieved, endorsement: facts.endorsements.map((one) => JSON.parse(one)) }
          : achieved,
      ...(narrative ? { narrative } : {}),
      ...(credits ? { creditsEarned: credits } : {}),
    },
    evidence: [
      ...evidenceOf(at, award, facts.evidence).map(({ id, ...rest }) => ({
        id,
        type: ['Evidence'],
        ...rest,
      })),
      {
        id: at.award(award.address),
        type: ['Evidence', 'https://w3id.org/openbadges#Assertion'],
        name: 'Open Badges 2.0 assertion',
        description: 'The same award as a hosted Open Badges 2.0 assertion.',
      },
    ],
    credentialSchema: [{ id: schema, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: {
      id: `${at.status(status.list)}#${status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(status.index),
      statusListCredential: at.status(status.list),
    },
  });
}

/** One version of a badge, in its main language. */
export function achievement(
  at: Addresses,
  { id, organiser }: Pick<Badge, 'id' | 'organiser'>,
  shown: BadgeVersion,
  kind: AchievementKind,
): Achievement {
  const { language, name, description, criteria, caption } = mainTexts(shown);
  const alignment = alignmentsOf(shown);
  const credits = creditsOf(shown);
  return Achievement.parse({
    id: at.achievement(id, shown.version),
    type: ['Achievement'],
    achievementType: achievementTypes[kind] ?? 'Badge',
    name,
    description,
    inLanguage: language,
    version: String(shown.version),
    criteria: { id: `${at.badge(id, shown.version)}#criteria`, narrative: criteria },
    image: { id: at.picture(id, shown.version), type: 'Image', caption },
    ...(shown.skills.length > 0 ? { tag: [...shown.skills] } : {}),
    ...(alignment.length > 0 ? { alignment: alignment.map((one) => ({ type: ['Alignment'], ...one })) } : {}),
    ...(credits ? { creditsAvailable: credits } : {}),
    creator: { id: at.did(organiser), type: ['Profile'] },
    related: [
      {
        id: at.badge(id, shown.version),
        type: ['Related', 'https://w3id.org/openbadges#BadgeClass'],
        version: 'Open Badges v2p0',
      },
    ],
  });
}

const creditsOf = ({ microcredential }: BadgeVersion): number | null => microcredential?.ects ?? null;

/** What the specification calls them; all others are a `Badge`. */
const achievementTypes: { readonly [Kind in AchievementKind]?: string } = {
  microcredential: 'MicroCredential',
  playlist: 'LearningProgram',
  volunteering: 'CommunityService',
  course: 'Course',
  internship: 'Fieldwork',
};

function issuer(
  at: Addresses,
  organiser: Pick<Organiser, 'id' | 'name' | 'url' | 'email' | 'about' | 'logo'>,
) {
  return {
    id: at.did(organiser.id),
    type: ['Profile'],
    name: organiser.name,
    url: organiser.url,
    email: organiser.email,
    ...(organiser.about ? { description: textFor(organiser.about, []).text } : {}),
    ...(organiser.logo
      ? {
          image: {
            id: at.issuerLogo(organiser.id),
            type: 'Image',
            caption: textFor(organiser.logo.alt, []).text,
          },
        }
      : {}),
    otherIdentifier: [
      { type: 'IdentifierEntry', identifier: at.issuer(organiser.id), identifierType: 'identifier' },
    ],
  };
}

/** An address of ours is no e-mail: it is the number of an account, as this system calls it. */
const identifier = ({ type, salt, identity }: Recipient) => ({
  type: 'IdentityObject',
  identityType: type === 'email' ? 'emailAddress' : 'systemId',
  hashed: true,
  salt,
  identityHash: identity,
});
