import type { Inquiry } from '../inquiry.ts';
import { type Carried, checkCredential, checkStanding } from './credential.ts';
import { checkEndorsements } from './endorsements.ts';
import { checkIdentifiers } from './identifiers.ts';
import { credentialIn } from './jwt.ts';
import { refreshed } from './refresh.ts';

export { credentialIn };

/** Open Badges 3.0: proof, newer copy, status, dates, endorsements, recipient. */
export async function checkOb3(inquiry: Inquiry, carried: Carried): Promise<void> {
  const first = await checkCredential(inquiry, carried);
  if (!first) return;
  inquiry.subject.id = first.id;
  const checked = await refreshed(inquiry, first);
  await checkStanding(inquiry, checked);
  if (checked.name === 'OpenBadgeCredential') {
    await checkEndorsements(inquiry, checked.credential);
    checkIdentifiers(inquiry, checked.credential, checked.id);
  }
}
