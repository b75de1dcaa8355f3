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
  related: z
    .array(z.strictObject({ id, '@language': language }))
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
  narrative: text.optional(),
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
