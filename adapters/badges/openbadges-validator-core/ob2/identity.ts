import { isIdentity } from '../identity.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { isEmail, isHash } from '../kinds.ts';

/** Hashed things look like a hash, plain ones like what they are said to be. */
export function checkIdentity({ findings }: Pick<Inquiry, 'findings'>, identity: Node, id: string): void {
  const { identity: value, hashed } = identity;
  if (typeof value !== 'string' || typeof hashed !== 'boolean') return;
  const wrong = (says: string) =>
    findings.error('IDENTITY_OBJECT_PROPERTY_DEPENDENCIES', `The recipient's identity ${says}`, {
      node: id,
      prop: 'identity',
    });
  if (hashed && !isHash(value)) wrong('is said to be hashed, and is neither an md5 nor a sha256 hash');
  else if (!hashed && isHash(value)) wrong('looks hashed, and is said not to be');
  else if (!hashed && listOf(identity['type'])[0] === 'email' && !isEmail(value))
    wrong('is no e-mail address');
}

/** Is the badge theirs who show it? Asked only when an address is given. */
export function checkRecipient({ findings, holder, subject }: Inquiry, assertion: Node, id: string): void {
  if (!holder) return;
  const recipients = listOf(assertion['recipient']).filter(isNode);
  subject.isHolders = recipients.some(
    ({ type, identity: value, hashed, salt }) =>
      listOf(type)[0] === 'email' && isIdentity(holder.email, { value, hashed, salt }),
  );
  if (!subject.isHolders)
    findings.error('VERIFY_RECIPIENT_IDENTIFIER', 'The badge was not issued to the address that was given', {
      node: id,
      prop: 'recipient',
    });
}
