import type { NodeClass, Property, Vocabulary } from '../check-node.ts';
import type { KindName } from '../kinds.ts';

export type Ob2Class =
  | 'Assertion'
  | 'BadgeClass'
  | 'Profile'
  | 'IdentityObject'
  | 'Verification'
  | 'HostingRules'
  | 'Criteria'
  | 'Image'
  | 'Alignment'
  | 'Evidence'
  | 'Related'
  | 'Endorsement'
  | 'Claim'
  | 'CryptographicKey'
  | 'RevocationList';

type Is = KindName | Ob2Class;
const one = (...is: Is[]): Property<Ob2Class> => ({ is });
const needed = (...is: Is[]): Property<Ob2Class> => ({ is, isNeeded: true });
const several = (...is: Is[]): Property<Ob2Class> => ({ is, isMany: true });

/** Beside its class a document may have other types: addresses, or words with a prefix. */
const otherTypes = (type: string): boolean => /^[\w-]+:\S/.test(type) || type === 'Extension';
const everywhere = {
  '@language': one('language'),
  version: one('textOrNumber'),
  related: several('Related'),
};
const loose: Pick<NodeClass<Ob2Class>, 'types' | 'mayLackType'> = { types: [], mayLackType: true };

/** @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html */
export const ob2: Vocabulary<Ob2Class> = {
  wrongProperty: 'VALIDATE_PROPERTY',
  wrongType: 'VALIDATE_RDF_TYPE_PROPERTY',
  classes: {
    Assertion: {
      types: ['Assertion'],
      otherTypes,
      properties: {
        ...everywhere,
        id: needed('iri'),
        recipient: needed('IdentityObject'),
        badge: needed('iri', 'object'),
        verification: needed('Verification'),
        issuedOn: needed('dateTime'),
        expires: one('dateTime'),
        image: one('url', 'Image'),
        narrative: one('text'),
        evidence: several('iri', 'Evidence'),
        revoked: one('boolean'),
        revocationReason: one('text'),
        endorsement: several('iri', 'object'),
      },
    },
    BadgeClass: {
      types: ['BadgeClass'],
      otherTypes,
      properties: {
        ...everywhere,
        id: needed('iri'),
        name: needed('text'),
        description: needed('text'),
        // Its absence, and what lies there, is judged with the picture itself.
        image: one('url', 'imageData', 'Image'),
        criteria: needed('url', 'Criteria'),
        issuer: needed('iri', 'object'),
        alignment: several('Alignment'),
        tags: several('text'),
        endorsement: several('iri', 'object'),
      },
    },
    Profile: {
      types: ['Profile', 'Issuer'],
      otherTypes,
      properties: {
        ...everywhere,
        id: needed('uri'),
        name: needed('text'),
        url: needed('url'),
        email: needed('email'),
        telephone: one('telephone'),
        description: one('text'),
        image: one('url', 'imageData', 'Image'),
        publicKey: several('uri', 'object'),
        verification: one('HostingRules'),
        revocationList: one('url'),
        endorsement: several('iri', 'object'),
      },
    },
    IdentityObject: {
      types: ['email', 'url', 'telephone', 'id'],
      properties: { identity: needed('text'), hashed: needed('boolean'), salt: one('text') },
    },
    Verification: {
      types: ['HostedBadge', 'SignedBadge'],
      otherTypes,
      properties: { creator: one('uri', 'object') },
    },
    HostingRules: { ...loose, properties: { startsWith: several('url'), allowedOrigins: several('text') } },
    Criteria: { ...loose, properties: { id: one('iri'), narrative: one('text') } },
    Image: {
      ...loose,
      properties: { id: needed('url', 'imageData'), caption: one('text'), author: one('iri', 'object') },
    },
    Alignment: {
      ...loose,
      properties: {
        targetName: needed('text'),
        targetUrl: needed('url'),
        targetDescription: one('text'),
        targetFramework: one('text'),
        targetCode: one('text'),
      },
    },
    Evidence: {
      ...loose,
      properties: {
        id: one('iri'),
        narrative: one('text'),
        name: one('text'),
        description: one('text'),
        genre: one('text'),
        audience: one('text'),
      },
    },
    Related: { ...loose, properties: { id: needed('iri'), '@language': one('language') } },
    Endorsement: {
      types: ['Endorsement'],
      otherTypes,
      properties: {
        ...everywhere,
        id: needed('iri'),
        claim: needed('Claim'),
        issuer: needed('iri', 'object'),
        issuedOn: needed('dateTime'),
        verification: needed('Verification'),
      },
    },
    Claim: { ...loose, properties: { id: needed('iri'), endorsementComment: one('text') } },
    CryptographicKey: {
      types: ['CryptographicKey', 'Key'],
      otherTypes,
      properties: { id: one('uri'), owner: needed('uri'), publicKeyPem: needed('text') },
    },
    RevocationList: {
      types: ['RevocationList'],
      otherTypes,
      properties: { id: one('iri'), issuer: one('uri', 'object') },
    },
  },
};
