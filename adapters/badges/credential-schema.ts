import { z } from 'zod';

/**
 * What we publish in Open Badges 3.0, and nothing beside it: what is missing is left out, never null or empty.
 * Whatever the published schema refuses, this one refuses too.
 * @see https://www.imsglobal.org/spec/ob/v3p0
 */
const url = z.url({ protocol: /^https?$/ });
const did = z.string().regex(/^did:web:[A-Za-z0-9.%:_-]+$/);
const text = z.string().min(1);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const only = <Value extends string>(value: Value) => z.tuple([z.literal(value)]);

const Image = z.strictObject({ id: url, type: z.literal('Image'), caption: text.optional() });

export const Achievement = z.strictObject({
  id: url,
  type: only('Achievement'),
  achievementType: z.enum([
    'Badge',
    'MicroCredential',
    'LearningProgram',
    'CommunityService',
    'Course',
    'Fieldwork',
  ]),
  name: text,
  description: text,
  inLanguage: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  version: z.string().regex(/^[1-9]\d*$/),
  criteria: z.strictObject({ id: url, narrative: text }),
  image: Image,
  tag: z.array(text).min(1).optional(),
  alignment: z
    .array(
      z.strictObject({
        type: only('Alignment'),
        targetName: text,
        targetUrl: url,
        targetFramework: text.optional(),
        targetCode: text.optional(),
      }),
    )
    .min(1)
    .optional(),
  creditsAvailable: z.number().positive().optional(),
  creator: z.strictObject({ id: did, type: only('Profile') }),
  related: z.tuple([
    z.strictObject({
      id: url,
      type: z.tuple([z.literal('Related'), z.literal('https://w3id.org/openbadges#BadgeClass')]),
      version: z.literal('Open Badges v2p0'),
    }),
  ]),
  /** Held to their own shape when they were signed. */
  endorsement: z
    .array(
      z.looseObject({
        type: z.tuple([z.literal('VerifiableCredential'), z.literal('EndorsementCredential')]),
        proof: z.array(z.unknown()).min(1),
      }),
    )
    .min(1)
    .optional(),
});
export type Achievement = z.infer<typeof Achievement>;

const Issuer = z.strictObject({
  id: did,
  type: only('Profile'),
  name: text,
  url,
  email: z.email(),
  description: text.optional(),
  image: Image.optional(),
  otherIdentifier: z.tuple([
    z.strictObject({
      type: z.literal('IdentifierEntry'),
      identifier: url,
      identifierType: z.literal('identifier'),
    }),
  ]),
});

const Evidence = z.strictObject({
  id: url,
  type: z.union([
    only('Evidence'),
    z.tuple([z.literal('Evidence'), z.literal('https://w3id.org/openbadges#Assertion')]),
  ]),
  name: text,
  description: text.optional(),
  narrative: text.optional(),
  genre: text.optional(),
});

export const Credential = z.strictObject({
  '@context': z.tuple([
    z.literal('https://www.w3.org/ns/credentials/v2'),
    z.literal('https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'),
    z.literal('https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'),
  ]),
  id: url,
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('OpenBadgeCredential')]),
  name: text,
  issuer: Issuer,
  validFrom: moment,
  validUntil: moment.optional(),
  awardedDate: moment,
  credentialSubject: z.strictObject({
    type: only('AchievementSubject'),
    identifier: z.tuple([
      z.strictObject({
        type: z.literal('IdentityObject'),
        identityType: z.enum(['emailAddress', 'systemId']),
        hashed: z.literal(true),
        salt: text,
        identityHash: z.string().regex(/^sha256\$[0-9a-f]{64}$/),
      }),
    ]),
    achievement: Achievement,
    narrative: text.optional(),
    creditsEarned: z.number().positive().optional(),
  }),
  evidence: z.array(Evidence).min(1),
  credentialSchema: z.tuple([z.strictObject({ id: url, type: z.literal('1EdTechJsonSchemaValidator2019') })]),
  credentialStatus: z.strictObject({
    id: url,
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
    statusListIndex: z.string().regex(/^\d{1,6}$/),
    statusListCredential: url,
  }),
});
export type Credential = z.infer<typeof Credential>;
