import type { EndorsementId, OrganiserId } from '../ids.ts';
import { done, type NotFound, type Outcome, refused } from '../outcome.ts';
import type { Actor } from '../people/actor.ts';
import { may } from '../people/may.ts';
import type { Ports } from '../ports/ports.ts';
import {
  type EndorsedObject,
  type Endorsement,
  type EndorsementStanding,
  signerOf,
  standingOf,
} from './endorsement.ts';
import { placesTaken } from './opportunity.ts';
import { type ApplicationView, readApplications } from './read-applications.ts';
import { type ObjectRead, readObject } from './read-object.ts';

/** An endorsement as anyone sees it. */
export interface EndorsementView {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
  readonly endorser: string;
  /** False: somebody without an account, whom a coordinator looked at. */
  readonly isOrganiser: boolean;
  readonly standing: EndorsementStanding;
  /** It was given for an earlier version than there is now. */
  readonly isOfEarlier: boolean;
  /** Null: as many as come, or there is no opportunity. */
  readonly placesLeft: number | null;
}

/** Of these things; those that stand first. Withdrawn and revoked ones stay in sight, and say so. */
export async function listPublic(
  ports: Pick<Ports, 'records' | 'clock'>,
  objects: readonly EndorsedObject[],
): Promise<readonly EndorsementView[]> {
  const found = await ports.records.endorsements.of(objects.map(({ id }) => id));
  const views = (await Promise.all(found.map((one) => readView(ports, one)))).filter((view) => view !== null);
  return views.toSorted((a, b) => Number(b.standing.is === 'valid') - Number(a.standing.is === 'valid'));
}

/** By its public address. Never signed: not found. */
export async function seeEndorsement(
  ports: Pick<Ports, 'records' | 'clock'>,
  { address }: { readonly address: string },
): Promise<Outcome<EndorsementView, NotFound>> {
  const endorsement = await ports.records.endorsements.byAddress(address);
  const view = endorsement && (await readView(ports, endorsement));
  return view ? done(view) : refused({ why: 'not-found' });
}

/** By the name under which somebody without an account signs. Never signed, or an organiser's: not found. */
export async function seeEndorser(
  ports: Pick<Ports, 'records' | 'clock'>,
  { organiser }: { readonly organiser: OrganiserId },
): Promise<Outcome<EndorsementView, NotFound>> {
  // Keys are kept by whose they are; here it is that of an endorsement.
  const endorsement = await ports.records.endorsements.byId(organiser as string as EndorsementId);
  const isNamed = endorsement?.state === 'signed' && signerOf(endorsement) === organiser;
  const view = isNamed ? await readView(ports, endorsement) : null;
  return view ? done(view) : refused({ why: 'not-found' });
}

async function readView(
  ports: Pick<Ports, 'records' | 'clock'>,
  endorsement: Endorsement,
): Promise<EndorsementView | null> {
  const standing = standingOf(endorsement, ports.clock.now());
  const object = standing && (await readObject(ports, endorsement.object));
  if (!standing || !object) return null;
  const { endorser, opportunity, coversVersion } = endorsement;
  const taken = opportunity?.places ? placesTaken(await ports.records.applications.of(endorsement.id)) : 0;
  return {
    endorsement,
    object,
    endorser: await endorserName(ports, endorsement),
    isOrganiser: 'organiser' in endorser,
    standing,
    isOfEarlier: coversVersion !== null && coversVersion < object.version,
    placesLeft: opportunity?.places ? Math.max(0, opportunity.places - taken) : null,
  };
}

export const endorserName = async (
  { records }: Pick<Ports, 'records'>,
  { endorser }: Pick<Endorsement, 'endorser'>,
): Promise<string> =>
  'organiser' in endorser
    ? ((await records.organisers.byId(endorser.organiser))?.name ?? '–')
    : endorser.name;

export interface DeskRow {
  readonly endorsement: Endorsement;
  readonly object: ObjectRead;
  readonly endorser: string;
  readonly applications: readonly ApplicationView[];
}

/** What an organiser asked for, and what it was asked for; for its own people. */
export async function listAtDesk(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  by: Actor,
  organiser: OrganiserId,
): Promise<Outcome<{ readonly asked: readonly DeskRow[]; readonly given: readonly DeskRow[] }, NotFound>> {
  if (may.seeOrganiser(by, organiser).verdict !== 'yes') return refused({ why: 'not-found' });
  const [asked, given] = await Promise.all([
    ports.records.endorsements.at(organiser),
    ports.records.endorsements.by(organiser),
  ]);
  const mayAnswer = may.publish(by, organiser).verdict === 'yes';
  return done({
    asked: (await Promise.all(asked.map((one) => row(ports, one, false)))).filter((one) => one !== null),
    given: (await Promise.all(given.map((one) => row(ports, one, mayAnswer)))).filter((one) => one !== null),
  });
}

async function row(
  ports: Pick<Ports, 'records' | 'clock' | 'baseUrl'>,
  endorsement: Endorsement,
  isEndorser: boolean,
): Promise<DeskRow | null> {
  const object = await readObject(ports, endorsement.object);
  if (!object) return null;
  const [endorser, applications] = await Promise.all([
    endorserName(ports, endorsement),
    isEndorser ? readApplications(ports, endorsement) : [],
  ]);
  return { endorsement, object, endorser, applications };
}
