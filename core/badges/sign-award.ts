import { standingOf } from '../endorsements/endorsement.ts';
import type { Instant } from '../instant.ts';
import type { Person } from '../people/person.ts';
import type { CredentialFacts } from '../ports/badge-signer.ts';
import type { Ports } from '../ports/ports.ts';
import { readAwardEvidence } from '../read-award-evidence.ts';
import type { Award, Recipient } from './award.ts';
import { type Badge, type BadgeVersion, versionIn, versionOf } from './badge.ts';
import { type Credential, credentialOf } from './credential.ts';
import { currentKey } from './current-key.ts';
import { drawPlace } from './draw-place.ts';
import { readAchievementKind } from './read-achievement-kind.ts';
import { recipientOf } from './recipient.ts';

/** What a use case that issues needs. */
export type Issuing = Pick<Ports, 'records' | 'clock' | 'ids' | 'secrets' | 'baseUrl' | 'badgeSigner'>;

/** An award and what was signed for it: kept in one go, so that a retry never finds half of it. */
export interface Signed {
  readonly award: Award;
  readonly credential: Credential;
}

/**
 * Signs an award that is issued, for the first time: it gets its place in a status list and both its forms.
 * Nothing is kept but a key or a list that was missing.
 * @throws Stale somebody else made the key or the list meanwhile
 */
export async function signAward(
  ports: Issuing,
  award: Award,
  { badge, person }: { readonly badge: Badge; readonly person: Person },
): Promise<Signed> {
  const key = await currentKey(ports, award.organiser, 'ed25519');
  const placed: Award = { ...award, status: award.status ?? (await drawPlace(ports, key)) };
  const credential = await signedFor(ports, placed, badge, {
    revision: 0,
    recipient: recipientOf(ports, person),
    validFrom: award.issuedAt ?? ports.clock.now(),
    assertion: null,
  });
  return { award: placed, credential };
}

/**
 * Signs it anew, the same award in the same place: its recipient, shown evidence or end changed, or its key can be
 * trusted no more. Backpacks take the newer copy for the older.
 * @param person when its recipient is another now; else null
 * @returns null: nothing was ever signed for it
 */
export async function signAgain(
  ports: Issuing,
  award: Award,
  badge: Badge,
  person: Person | null = null,
): Promise<Credential | null> {
  const known = await ports.records.credentials.byId(credentialOf(award));
  const recipient = person ? recipientOf(ports, person) : known?.recipient;
  if (!known || !recipient || !award.status) return null;
  return signedFor(ports, award, badge, { ...known, recipient, validFrom: ports.clock.now() });
}

async function signedFor(
  ports: Issuing,
  award: Award,
  badge: Badge,
  copy: Pick<Credential, 'revision' | 'assertion'> & {
    readonly recipient: Recipient;
    readonly validFrom: Instant;
  },
): Promise<Credential> {
  const { badgeSigner, clock } = ports;
  const facts = await readFacts(ports, award, badge, { ...copy, signedAt: clock.now() });
  const key = await currentKey(ports, award.organiser, 'ed25519');
  const rsa = badgeSigner.signsAssertions ? await currentKey(ports, award.organiser, 'rsa') : null;
  return {
    id: credentialOf(award),
    revision: copy.revision,
    organiser: award.organiser,
    document: await badgeSigner.credential(facts, key),
    kid: key.kid,
    signedAt: facts.signedAt,
    recipient: facts.recipient,
    assertion: rsa
      ? await badgeSigner.assertion({ ...facts, award }, award.organiser, rsa, copy.assertion?.id ?? null)
      : copy.assertion,
  };
}

async function readFacts(
  { records }: Pick<Ports, 'records'>,
  award: Award,
  badge: Badge,
  { recipient, validFrom, signedAt }: Pick<CredentialFacts, 'recipient' | 'validFrom' | 'signedAt'>,
): Promise<CredentialFacts> {
  const earned = versionIn(badge, award.badgeVersion) ?? versionOf(badge);
  const [organiser, kind, evidence, endorsements] = await Promise.all([
    records.organisers.byId(award.organiser),
    readAchievementKind({ records }, badge),
    award.evidenceVisibility === 'anyone' ? readAwardEvidence({ records }, award, badge) : [],
    readEndorsements({ records }, badge, earned, signedAt),
  ]);
  if (!organiser || !award.status)
    throw new Error('An award without an organiser or a place cannot be signed');
  return {
    award,
    badge,
    earned,
    endorsements,
    kind,
    organiser,
    evidence,
    reviewers: award.provenance[0]?.reviewers ?? { peers: 0, organisers: 0 },
    recipient,
    status: award.status,
    validFrom,
    signedAt,
  };
}

/** More would make it slow to check. */
const mostEndorsements = 5;

/** Of those that stand and were given for this version, the latest. */
async function readEndorsements(
  { records }: Pick<Ports, 'records'>,
  { id }: Badge,
  { version }: BadgeVersion,
  now: Instant,
): Promise<readonly string[]> {
  const all = await records.endorsements.of([id]);
  return all
    .filter((one) => one.coversVersion === version && standingOf(one, now)?.is === 'valid')
    .flatMap(({ credential }) => credential ?? [])
    .slice(-mostEndorsements);
}
