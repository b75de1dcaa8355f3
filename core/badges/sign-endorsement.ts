import type { Told } from '../domain-events.ts';
import { signerOf } from '../endorsements/endorsement.ts';
import type { Ports } from '../ports/ports.ts';
import { currentKey } from './current-key.ts';
import { drawPlace } from './draw-place.ts';

/**
 * Signs an endorsement with its endorser's own key: it gets a place in their status list, and its credential is kept
 * byte for byte. Repeated, it finds it signed.
 */
export async function signEndorsement(
  ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>,
  event: Told<'endorsement.signed'>,
): Promise<void> {
  const { records, clock, badgeSigner } = ports;
  const endorsement = await records.endorsements.byId(event.payload.endorsement);
  if (endorsement?.state !== 'signed' || endorsement.credential !== null || !endorsement.text) return;
  const { endorser } = endorsement;
  const organiser = 'organiser' in endorser ? await records.organisers.byId(endorser.organiser) : null;
  const key = await currentKey(ports, signerOf(endorsement), 'ed25519');
  const status = endorsement.status ?? (await drawPlace(ports, key));
  const name = 'organiser' in endorser ? (organiser?.name ?? '–') : endorser.name;
  const facts = {
    endorsement: { ...endorsement, status },
    endorser: { name, organiser },
    signedAt: clock.now(),
  };
  const credential = await badgeSigner.endorsement(facts, key);
  await records.keep({ endorsement: [{ ...endorsement, status, credential }] });
}
