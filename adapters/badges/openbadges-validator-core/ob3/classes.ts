import type { NodeClass, Property, Vocabulary } from '../check-node.ts';
import type { KindName } from '../kinds.ts';

export type Ob3Class =
  | 'OpenBadgeCredential'
  | 'EndorsementCredential'
  | 'AchievementSubject'
  | 'EndorsementSubject'
  | 'IdentityObject'
  | 'Achievement'
  | 'Criteria'
  | 'Profile'
  | 'IdentifierEntry'
  | 'Image'
  | 'Evidence'
  | 'Alignment'
  | 'Related'
  | 'Result'
  | 'ResultDescription'
  | 'RubricCriterionLevel'
  | 'Address'
  | 'Service';

type Is = KindName | Ob3Class;
const one = (...is: Is[]): Property<Ob3Class> => ({ is });
const needed = (...is: Is[]): Property<Ob3Class> => ({ is, isNeeded: true });
const several = (...is: Is[]): Property<Ob3Class> => ({ is, isMany: true });
const classOf = (type: string, properties: NodeClass<Ob3Class>['properties']): NodeClass<Ob3Class> => ({
  types: [type],
  properties,
});

/** Of every credential. Dates, of either generation, are judged by themselves. */
const credential = {
  id: needed('uri'),
  issuer: needed('uri', 'Profile'),
  name: one('localText'),
  description: one('localText'),
  awardedDate: one('dateTime'),
  credentialStatus: several('Service'),
  credentialSchema: several('Service'),
  refreshService: several('Service'),
  termsOfUse: several('object'),
  evidence: several('Evidence'),
  endorsement: several('object'),
  endorsementJwt: several('text'),
} satisfies NodeClass<Ob3Class>['properties'];

/**
 * What the official JSON Schema asks for, with one value taken for a list of one.
 * @see https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json
 */
export const ob3: Vocabulary<Ob3Class> = {
  wrongProperty: 'VALIDATE_SCHEMA',
  wrongType: 'VALIDATE_SCHEMA',
  classes: {
    OpenBadgeCredential: {
      types: ['OpenBadgeCredential', 'AchievementCredential'],
      properties: {
        ...credential,
        credentialSubject: needed('AchievementSubject'),
        image: one('uri', 'Image'),
      },
    },
    EndorsementCredential: classOf('EndorsementCredential', {
      ...credential,
      credentialSubject: needed('EndorsementSubject'),
    }),
    AchievementSubject: classOf('AchievementSubject', {
      id: one('uri'),
      identifier: several('IdentityObject'),
      achievement: needed('Achievement'),
      image: one('uri', 'Image'),
      narrative: one('text'),
      licenseNumber: one('text'),
      role: one('text'),
      term: one('text'),
      activityStartDate: one('dateTime'),
      activityEndDate: one('dateTime'),
      creditsEarned: one('number'),
      result: several('Result'),
      source: one('Profile'),
    }),
    EndorsementSubject: classOf('EndorsementSubject', { id: needed('uri'), endorsementComment: one('text') }),
    IdentityObject: classOf('IdentityObject', {
      hashed: needed('boolean'),
      identityHash: needed('text'),
      identityType: needed('text'),
      salt: one('text'),
    }),
    Achievement: classOf('Achievement', {
      id: needed('uri'),
      name: needed('text'),
      description: needed('text'),
      criteria: needed('Criteria'),
      achievementType: one('text'),
      creator: one('Profile'),
      creditsAvailable: one('number'),
      fieldOfStudy: one('text'),
      humanCode: one('text'),
      specialization: one('text'),
      image: one('uri', 'Image'),
      inLanguage: one('language'),
      version: one('text'),
      tag: several('text'),
      alignment: several('Alignment'),
      endorsement: several('object'),
      endorsementJwt: several('text'),
      otherIdentifier: several('IdentifierEntry'),
      related: several('Related'),
      resultDescription: several('ResultDescription'),
    }),
    Criteria: { types: [], mayLackType: true, properties: { id: one('uri'), narrative: one('text') } },
    Profile: classOf('Profile', {
      id: needed('uri'),
      name: one('text'),
      url: one('uri'),
      email: one('text'),
      phone: one('text'),
      description: one('text'),
      image: one('uri', 'Image'),
      address: one('Address'),
      otherIdentifier: several('IdentifierEntry'),
      parentOrg: one('Profile'),
      endorsement: several('object'),
      endorsementJwt: several('text'),
    }),
    IdentifierEntry: classOf('IdentifierEntry', {
      identifier: needed('text'),
      identifierType: needed('text'),
    }),
    Image: classOf('Image', { id: needed('uri'), caption: one('text') }),
    Evidence: classOf('Evidence', {
      id: one('uri'),
      name: one('text'),
      narrative: one('text'),
      description: one('text'),
      genre: one('text'),
      audience: one('text'),
    }),
    Alignment: classOf('Alignment', {
      targetName: needed('text'),
      targetUrl: needed('uri'),
      targetCode: one('text'),
      targetDescription: one('text'),
      targetFramework: one('text'),
      targetType: one('text'),
    }),
    Related: classOf('Related', { id: needed('uri'), inLanguage: one('language'), version: one('text') }),
    Result: classOf('Result', {
      achievedLevel: one('uri'),
      resultDescription: one('uri'),
      status: one('text'),
      value: one('text'),
      alignment: several('Alignment'),
    }),
    ResultDescription: classOf('ResultDescription', {
      id: needed('uri'),
      name: needed('text'),
      resultType: needed('text'),
      alignment: several('Alignment'),
      allowedValue: several('text'),
      rubricCriterionLevel: several('RubricCriterionLevel'),
    }),
    RubricCriterionLevel: classOf('RubricCriterionLevel', {
      id: needed('uri'),
      name: needed('text'),
      alignment: several('Alignment'),
    }),
    Address: classOf('Address', {
      addressCountry: one('text'),
      addressLocality: one('text'),
      streetAddress: one('text'),
    }),
    // Written as an address, a type would mean the same and be overlooked.
    Service: { types: [], otherTypes: (type) => !type.includes(':'), properties: { id: one('uri') } },
  },
};
