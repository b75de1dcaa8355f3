import { z } from 'zod';

/**
 * What we publish in Open Badges 2.0, and nothing beside it: what is missing is left out, never null or empty.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html
 */
const id = z.url({ protocol: /^https?$/ });
const text = z.string().min(1);
const context = z.literal('https://w3id.org/openbadges/v2');
/** ISO 8601 with a zone. */
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

export const Profile = z.strictObject({
  '@context': context,
  type: z.literal('Profile'),
  id,
  name: text,
  url: id,
  email: z.email(),
  description: text.optional(),
  image: id.optional(),
  related: z
    .tuple([
      z.strictObject({
        type: z.tuple([z.literal('https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile')]),
        id,
        version: z.literal('Open Badges v3p0'),
      }),
    ])
    .optional(),
  // These two of a profile that signs only.
  publicKey: id.optional(),
  revocationList: id.optional(),
});
export type Profile = z.infer<typeof Profile>;

export const BadgeClass = z.strictObject({
  '@context': context,
  type: z.literal('BadgeClass'),
  id,
  '@language': language,
  version: z.string().regex(/^[1-9]\d*$/),
  name: text,
  description: text,
  image: z.strictObject({ id, caption: text }),
  criteria: z.strictObject({ id, narrative: text }),
  issuer: id,
  tags: z.array(text).min(1).optional(),
  alignment: z
    .array(
      z.strictObject({
        targetName: text,
        targetUrl: id,
        targetFramework: text.optional(),
        targetCode: text.optional(),
      }),
    )
    .min(1)
    .optional(),
  related: z
    .array(
      z.union([
        z.strictObject({ id, '@language': language }),
        // The newest version, of an earlier one.
        z.strictObject({ id, version: z.string().regex(/^[1-9]\d*$/) }),
        z.strictObject({
          type: z.tuple([z.literal('https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement')]),
          id,
          version: z.literal('Open Badges v3p0'),
        }),
      ]),
    )
    .min(1)
    .optional(),
});
export type BadgeClass = z.infer<typeof BadgeClass>;

export const Assertion = z.strictObject({
  '@context': context,
  type: z.literal('Assertion'),
  id,
  recipient: z.strictObject({
    type: z.enum(['email', 'url']),
    hashed: z.literal(true),
    salt: text,
    identity: z.string().regex(/^sha256\$[0-9a-f]{64}$/),
  }),
  badge: id,
  verification: z.strictObject({ type: z.literal('HostedBadge') }),
  issuedOn: moment,
  expires: moment.optional(),
  image: id,
  narrative: text.optional(),
  evidence: z
    .array(z.strictObject({ id, name: text, narrative: text.optional() }))
    .min(1)
    .optional(),
});
export type Assertion = z.infer<typeof Assertion>;

/** The body of a 410. */
export const GoneAssertion = z.strictObject({
  '@context': context,
  type: z.literal('Assertion'),
  id,
  revoked: z.literal(true),
  revocationReason: text,
});
export type GoneAssertion = z.infer<typeof GoneAssertion>;

export const CryptographicKey = z.strictObject({
  '@context': context,
  type: z.literal('CryptographicKey'),
  id,
  owner: id,
  publicKeyPem: z.string().regex(/^-----BEGIN PUBLIC KEY-----\n/),
});
export type CryptographicKey = z.infer<typeof CryptographicKey>;

export const RevocationList = z.strictObject({
  '@context': context,
  type: z.literal('RevocationList'),
  id,
  issuer: id,
  revokedAssertions: z.array(
    z.strictObject({ id: z.string().startsWith('urn:uuid:'), revocationReason: text }),
  ),
});
export type RevocationList = z.infer<typeof RevocationList>;
