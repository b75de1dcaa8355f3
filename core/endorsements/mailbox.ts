import type { Ports } from '../ports/ports.ts';
import type { Endorser } from './endorsement.ts';

/** Null: an organiser, whose people have accounts. */
export const mailboxOf = ({ secrets }: Pick<Ports, 'secrets'>, endorser: Endorser): string | null =>
  'organiser' in endorser
    ? null
    : new TextDecoder().decode(secrets.open(endorser.mailbox, 'endorser-mailbox'));
