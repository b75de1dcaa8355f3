import { EndorsementId } from '../ids.ts';
import type { Ports } from '../ports/ports.ts';
import { type Endorsement, linkEnds } from './endorsement.ts';

/** `answer`: the link that was mailed first. `keep`: the one that an endorser holds after signing. */
export type LinkFor = 'answer' | 'keep';

type Wanted = Pick<Ports, 'secrets'>;

/** Nothing is kept of it: whoever can make it from the endorsement can tell it. */
export const linkToken = ({ secrets }: Wanted, id: EndorsementId, use: LinkFor): string =>
  `${id}.${secrets.digest(`${use} ${id}`, 'endorse-link')}`;

export const linkOf = (ports: Wanted & Pick<Ports, 'baseUrl'>, id: EndorsementId, use: LinkFor): string =>
  `${ports.baseUrl}/endorse/${linkToken(ports, id, use)}`;

/** The endorsement that a link opens, and for what; null: none, or its time is over. */
export async function readByLink(
  ports: Pick<Ports, 'records' | 'secrets' | 'clock'>,
  token: string,
): Promise<{ readonly endorsement: Endorsement; readonly use: LinkFor } | null> {
  const { secrets } = ports;
  const id = EndorsementId.safeParse(token.split('.')[0]);
  if (!id.success) return null;
  // Digests are compared, not what was given: how long that takes tells nothing.
  const given = secrets.digest(token, 'endorse-compare');
  const use = (['answer', 'keep'] as const).find(
    (one) => secrets.digest(linkToken(ports, id.data, one), 'endorse-compare') === given,
  );
  const endorsement = use ? await ports.records.endorsements.byId(id.data) : null;
  if (!use || !endorsement || 'organiser' in endorsement.endorser) return null;
  if (use === 'keep') return { endorsement, use };
  const isOver = endorsement.state === 'declined' || ports.clock.now() >= linkEnds(endorsement);
  return isOver ? null : { endorsement, use };
}
