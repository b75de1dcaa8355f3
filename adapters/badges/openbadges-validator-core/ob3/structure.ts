import { checkNode } from '../check-node.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node, textsOf } from '../json.ts';
import { quoted } from '../report.ts';
import { ob3 } from './classes.ts';

export type CredentialClass = 'OpenBadgeCredential' | 'EndorsementCredential';

/** Which kind of credential of Open Badges this is; null: of none, which is told. */
export function classOf(
  { findings }: Pick<Inquiry, 'findings'>,
  credential: Node,
  id: string,
): CredentialClass | null {
  const types = textsOf(credential['type']);
  if (types.includes('VerifiableCredential')) {
    if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential'))
      return 'OpenBadgeCredential';
    if (types.includes('EndorsementCredential')) return 'EndorsementCredential';
  }
  findings.error('VALIDATE_TYPE', `${quoted(credential['type'])} is no credential of Open Badges`, {
    node: id,
    prop: 'type',
  });
  return null;
}

/** What the official schema asks for, and what only sentences of the specification ask for. */
export function checkStructure(
  { findings }: Pick<Inquiry, 'findings'>,
  credential: Node,
  name: CredentialClass,
  id: string,
): void {
  checkNode(findings, ob3, name, credential, id);
  const wrong = (prop: string, says: string) => findings.error('VALIDATE_SCHEMA', says, { node: id, prop });
  if (credential['validFrom'] === undefined && credential['issuanceDate'] === undefined)
    wrong('validFrom', `${name}: \`validFrom\` is missing`);
  if (credential['name'] === undefined)
    findings.warn('VALIDATE_SCHEMA', `${name}: \`name\` is missing`, { node: id, prop: 'name' });
  const foreign = listOf(credential['credentialSchema']).filter(isNode).find(isForeignSchema);
  if (foreign)
    findings.warn('VALIDATE_SCHEMA', `It names a schema that was not read: ${quoted(foreign['id'])}`, {
      node: id,
      prop: 'credentialSchema',
    });
  for (const subject of listOf(credential['credentialSubject']).filter(isNode)) {
    if (
      name === 'OpenBadgeCredential' &&
      subject['id'] === undefined &&
      listOf(subject['identifier']).length === 0
    )
      wrong('credentialSubject', 'It does not say who earned it: neither id nor identifier');
    for (const achievement of listOf(subject['achievement']).filter(isNode)) {
      const criteria = listOf(achievement['criteria']).filter(isNode);
      if (criteria.some((one) => one['id'] === undefined && one['narrative'] === undefined))
        wrong('criteria', 'The criteria say neither where nor what they are');
    }
  }
}

const isForeignSchema = ({ id }: Node): boolean =>
  typeof id !== 'string' || !id.startsWith('https://purl.imsglobal.org/spec/ob/v3p0/schema/');
