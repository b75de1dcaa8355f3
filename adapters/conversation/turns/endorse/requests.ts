import type { Endorsement } from '../../../../core/endorsements/endorsement.ts';
import { type ObjectRead, readObject } from '../../../../core/endorsements/read-object.ts';
import type { OrganiserId } from '../../../../core/ids.ts';
import type { ConversationPorts, KnownAsker } from '../../command.ts';
import { firstOnes } from '../../suggest.ts';

/** A request or an offer, with what it is about. */
export interface Waiting {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
}

/** Of every organiser that somebody works for. */
export async function organisersOf(
  { records }: ConversationPorts,
  { me }: KnownAsker,
): Promise<readonly OrganiserId[]> {
  const staff = await records.staff.of(me.person);
  return [...new Set(staff.filter(({ endedAt }) => endedAt === null).map(({ organiser }) => organiser))];
}

/** What waits for the word of an organiser that they work for. */
export async function requestsTo(ports: ConversationPorts, asker: KnownAsker): Promise<readonly Waiting[]> {
  const organisers = await organisersOf(ports, asker);
  const all = (await Promise.all(organisers.map((id) => ports.records.endorsements.by(id)))).flat();
  return withObjects(
    ports,
    all.filter(({ state }) => state === 'asked'),
  );
}

/** What is not there any more is left out. */
export async function withObjects(
  ports: Pick<ConversationPorts, 'records'>,
  endorsements: readonly Endorsement[],
): Promise<readonly Waiting[]> {
  const read = await Promise.all(
    endorsements.map(async (endorsement) => {
      const object = await readObject(ports, endorsement.object);
      return object && { endorsement, object };
    }),
  );
  return read.filter((one) => one !== null);
}

/** The one with this id, else those whose names begin with these words. */
export function matching(asker: KnownAsker, waiting: readonly Waiting[], wanted: string): readonly Waiting[] {
  const byId = waiting.filter(({ endorsement }) => endorsement.id === wanted);
  if (byId.length > 0) return byId;
  const named = waiting.map(({ endorsement, object }) => ({
    id: endorsement.id as string,
    name: object.name,
  }));
  const ids = new Set(firstOnes(asker, wanted, named).map(({ value }) => value));
  return waiting.filter(({ endorsement }) => ids.has(endorsement.id));
}
