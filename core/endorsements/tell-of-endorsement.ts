import type { Told } from '../domain-events.ts';
import type { PersonId } from '../ids.ts';
import { keepNotice } from '../keep-notice.ts';
import { notifyChat } from '../notify-chat.ts';
import type { Note } from '../people/note.ts';
import type { Ports } from '../ports/ports.ts';
import type { Endorsement } from './endorsement.ts';
import { readObject } from './read-object.ts';

type Heard = Told<
  | 'endorsement.declined'
  | 'endorsement.written'
  | 'endorsement.signed'
  | 'endorsement.refused'
  | 'endorsement.withdrawn'
  | 'endorsement.revoked'
  | 'opportunity.applied'
  | 'opportunity.answered'
>;
type Wanted = Pick<Ports, 'records' | 'clock' | 'secrets' | 'messenger'>;

/** Tells whom it concerns: who asked, who checks, who applied, who is applied to. */
export async function tellOfEndorsement(ports: Wanted, event: Heard, key: string): Promise<void> {
  const endorsement = await ports.records.endorsements.byId(event.payload.endorsement);
  if (!endorsement) return;
  if (event.name === 'opportunity.answered') return tellApplicant(ports, event, endorsement, key);
  if (event.name === 'endorsement.written') return tellCheckers(ports, event, endorsement, key);
  const isApplied = event.name === 'opportunity.applied';
  const { endorser } = endorsement;
  if (isApplied && !('organiser' in endorser)) return;
  const organiser = isApplied && 'organiser' in endorser ? endorser.organiser : endorsement.organiser;
  const kind = isApplied ? 'opportunity-applied' : ('endorsement-answered' as const);
  for (const person of await managersOf(ports, organiser)) {
    await told(ports, event, person, { kind, organiser }, key);
  }
}

async function tellApplicant(
  ports: Wanted,
  event: Told<'opportunity.answered'>,
  { id }: Endorsement,
  key: string,
): Promise<void> {
  const application = await ports.records.applications.byId(event.payload.application);
  if (!application || (application.state !== 'yes' && application.state !== 'no')) return;
  const note = { kind: 'application-answered', endorsement: id, isYes: application.state === 'yes' } as const;
  await told(ports, event, application.person, note, key);
}

/** Coordinators of where the object's organiser is at home; where there is none, the site's administrators. */
async function tellCheckers(
  ports: Wanted,
  event: Heard,
  endorsement: Endorsement,
  key: string,
): Promise<void> {
  const object = await readObject(ports, endorsement.object);
  const home = object?.home ? await ports.records.siteRoles.on(object.home) : [];
  const coordinators = home.filter(({ role }) => role === 'coordinator');
  const site = coordinators.length > 0 ? [] : await ports.records.siteRoles.on('site');
  const admins = site.filter(({ role }) => role === 'site-admin');
  for (const { person } of [...coordinators, ...admins]) {
    await told(ports, event, person, { kind: 'endorsement-waits', endorsement: endorsement.id }, key);
  }
}

/** Waits for their next page or answer; who chose direct messages is told at once. */
async function told(ports: Wanted, event: Heard, person: PersonId, note: Note, key: string): Promise<void> {
  const notice = await keepNotice(ports, person, note, key);
  await notifyChat(ports, event, notice, `${key} ${person}`);
}

async function managersOf(
  { records }: Wanted,
  organiser: Endorsement['organiser'],
): Promise<readonly PersonId[]> {
  const staff = await records.staff.at(organiser);
  return staff
    .filter(({ role, endedAt }) => endedAt === null && (role === 'owner' || role === 'manager'))
    .map(({ person }) => person);
}
