import { isIdentity } from '../identity.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';

/** Is the badge theirs who show it? Asked only when an address is given. */
export function checkIdentifiers({ findings, holder, subject }: Inquiry, credential: Node, id: string): void {
  if (!holder) return;
  const identifiers = listOf(credential['credentialSubject'])
    .filter(isNode)
    .flatMap((one) => listOf(one['identifier']))
    .filter(isNode);
  subject.isHolders = identifiers.some(
    ({ identityType, identityHash: value, hashed, salt }) =>
      sole(identityType) === 'emailAddress' &&
      isIdentity(holder.email, { value: sole(value), hashed: sole(hashed), salt: sole(salt) }),
  );
  if (!subject.isHolders)
    findings.error('VERIFY_RECIPIENT_IDENTIFIER', 'The badge was not issued to the address that was given', {
      node: id,
      prop: 'identifier',
    });
}

/** A list of one means the same as what is in it. */
const sole = (value: unknown): unknown => {
  const [one, ...more] = listOf(value);
  return more.length === 0 ? one : undefined;
};
