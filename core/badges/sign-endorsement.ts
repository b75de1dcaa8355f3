import type { Told } from '../domain-events.ts';
import { type Endorsement, signerOf } from '../endorsements/endorsement.ts';
import type { Ports } from '../ports/ports.ts';
import { currentKey } from './current-key.ts';
import { drawPlace } from './draw-place.ts';
import type { IssuerKey } from './issuer-key.ts';

type Signing = Pick<Ports, 'records' | 'clock' | 'ids' | 'badgeSigner'>;

/**
 * Signs an endorsement with its endorser's own key: it gets a place in their status list, and its credential is kept
 * byte for byte. Repeated, it finds it signed.
 */
export async function signEndorsement(ports: Signing, event: Told<'endorsement.signed'>): Promise<void> {
  const endorsement = await ports.records.endorsements.byId(event.payload.endorsement);
  if (endorsement?.state !== 'signed' || endorsement.credential !== null) return;
  await keepSigned(ports, endorsement);
}

/** Signs anew what an organiser's compromised key signed and that still stands. */
export async function signEndorsementsAgain(
  ports: Signing,
  { organiser, kid }: Pick<IssuerKey, 'organiser' | 'kid'>,
): Promise<void> {
  for (const endorsement of await ports.records.endorsements.by(organiser)) {
    const isTheirs = signerOf(endorsement) === organiser;
    const isByKey = endorsement.credential?.includes(`#${kid}"`) ?? false;
    if (isTheirs && isByKey && endorsement.state === 'signed') await keepSigned(ports, endorsement);
  }
}

async function keepSigned(ports: Signing, endorsement: Endorsement): Promise<void> {
  const { records, clock, badgeSigner } = ports;
  const { endorser } = endorsement;
  if (!endorsement.text) return;
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
