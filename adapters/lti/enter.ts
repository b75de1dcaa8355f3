import { canBePlaced } from '../../core/communities/can-be-placed.ts';
import type { Community } from '../../core/communities/community.ts';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import { bindPlacement } from '../../core/communities/make-placement.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Identity } from '../../core/people/identity.ts';
import { recognisePerson } from '../../core/people/recognise-person.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import type { Language } from '../../core/texts.ts';
import type { Facts, LinkFacts } from './course-facts.ts';
import { type Item, itemKeyOf } from './item.ts';
import type { Course, Launch } from './launch.ts';
import { courseTenant } from './registration.ts';

export interface Entered {
  readonly identity: Identity;
  /** Null: opened outside of any course. */
  readonly community: Community | null;
  /** How the link is known in its course; null: opened from navigation. */
  readonly nativeLink: string | null;
  /** What stands behind the link; null: nothing yet, or no course to stand in. */
  readonly placement: Placement | null;
}

type EnterPorts = Pick<Ports, 'records' | 'clock' | 'ids'>;

/** Whether a launch leads to something that may be shown in this organiser's courses. Writes nothing. */
export async function leadsSomewhere(ports: EnterPorts, facts: Facts, launch: Launch): Promise<boolean> {
  const { item, registration } = launch;
  if (!item) return true;
  const community =
    launch.course && (await ports.records.communities.find('lms-course', ...courseOf(launch)));
  if (community && (await standingAt(ports, facts, launch, community)).standing) return true;
  return item.subject !== null && canBePlaced(ports, registration.organiser, item.subject, item.within);
}

/** Somebody who was let in: the person, their course and seat, and what the link they opened leads to. */
export async function enter(
  ports: EnterPorts,
  facts: Facts,
  launch: Launch,
  language: Language,
): Promise<Entered> {
  const { identity } = await recognised(ports, launch, language);
  if (!launch.course) return { identity, community: null, nativeLink: null, placement: null };

  const community = await entered(ports, launch, launch.course, identity);
  await facts.keepCourse(community.id, {
    registration: launch.registration.id,
    deploymentId: launch.deploymentId,
    nativeId: launch.course.nativeId,
    gradeScopes: launch.grades.scopes,
    lineitems: launch.grades.lineitems,
    membershipsUrl: launch.membershipsUrl,
  });
  const nativeLink = nativeLinkOf(launch);
  const placement = nativeLink
    ? await placementOf(ports, facts, launch, community, identity, nativeLink)
    : null;
  return { identity, community, nativeLink, placement };
}

async function recognised(ports: EnterPorts, { registration, subject }: Launch, language: Language) {
  const known = { kind: 'lti', tenant: registration.id, subject } as const;
  const { done } = await retryStale(() => recognisePerson(ports, known, { language }));
  if (!done) throw new Error('Recognising somebody refuses nothing');
  return done;
}

async function entered(
  ports: EnterPorts,
  { registration, deploymentId, seat, name, isTest }: Launch,
  { nativeId, title, copiedFrom }: Course,
  { person }: Identity,
): Promise<Community> {
  const { done } = await retryStale(() =>
    enterCommunity(ports, {
      kind: 'lms-course',
      tenant: courseTenant(registration.id, deploymentId),
      nativeId,
      title,
      organiser: registration.organiser,
      audience: registration.audience,
      person,
      seat,
      name,
      isTest,
      copiedFrom,
    }),
  );
  if (!done) throw new Error('Entering a community refuses nothing');
  return done.community;
}

/** How the link of a launch is known in its course: by its own name, which survives copies, else by the platform's id. */
const nativeLinkOf = ({ link, linkName }: Launch): string | null => link && (linkName ?? link.id);

const courseOf = ({ registration, deploymentId, course }: Launch): [tenant: string, nativeId: string] => [
  courseTenant(registration.id, deploymentId),
  course?.nativeId ?? '',
];

interface Standing {
  readonly known: Placement | null;
  /** What a teacher put behind the link, unless the link itself has been changed since. */
  readonly standing: Placement | null;
  readonly before: LinkFacts | null;
}

async function standingAt(
  { records }: Pick<Ports, 'records'>,
  facts: Facts,
  launch: Launch,
  community: Community,
): Promise<Standing> {
  const nativeLink = nativeLinkOf(launch);
  if (!nativeLink) return { known: null, standing: null, before: null };
  const known = await records.placements.byLink(community.id, nativeLink);
  const before = await facts.link(community.id, nativeLink);
  const carried = carriedBy(launch);
  const isChanged = carried !== null && before !== null && before.carried !== carried;
  return { known, standing: isChanged ? null : known, before };
}

const carriedBy = ({ item }: Launch): string | null => (item?.subject ? itemKeyOf(item.subject) : null);

/** What a link leads to; one that is new here brings its own item, or what its original leads to in a copied course. */
async function placementOf(
  ports: EnterPorts,
  facts: Facts,
  launch: Launch,
  community: Community,
  { person }: Identity,
  nativeLink: string,
): Promise<Placement | null> {
  const { known, standing, before } = await standingAt(ports, facts, launch, community);
  await facts.keepLink(community.id, nativeLink, {
    resourceLinkId: launch.link?.id ?? null,
    lineitem: launch.grades.lineitem ?? before?.lineitem ?? null,
    carried: carriedBy(launch) ?? before?.carried ?? null,
  });
  const wanted = standing ?? (known ? null : await originalOf(ports, launch)) ?? fromItem(launch.item);
  if (!wanted || (standing && saysNothingNew(launch, standing))) return known;

  const by = await findActor(ports, person, { community: community.id, as: launch.seat });
  const bound = await retryStale(() =>
    bindPlacement(ports, by, {
      subject: wanted.subject,
      within: wanted.within,
      mode: wanted.mode,
      nativeLink,
      gradeColumn: launch.grades.lineitem ? (standing?.gradeColumn ?? { max: 100 }) : null,
      deadline: launch.deadline,
    }),
  );
  return bound.done ?? known;
}

/** A launch may tell of a column or a deadline that the placement does not have yet. */
const saysNothingNew = ({ grades, deadline }: Launch, standing: Placement): boolean =>
  (grades.lineitem === null || standing.gradeColumn !== null) &&
  (deadline === null || deadline === standing.deadline);

const fromItem = (item: Item | null): Pick<Placement, 'subject' | 'within' | 'mode'> | null =>
  item?.subject
    ? { subject: item.subject, within: item.within, mode: item.within ? 'each-activity' : 'whole' }
    : null;

/** The placement of the same link in the course that this one was copied from. */
async function originalOf(
  { records }: EnterPorts,
  { course, linkName, registration, deploymentId }: Launch,
): Promise<Placement | null> {
  if (!course || !linkName) return null;
  for (const nativeId of course.copiedFrom.slice(0, 5)) {
    const tenant = courseTenant(registration.id, deploymentId);
    const original = await records.communities.find('lms-course', tenant, nativeId);
    const placement = original && (await records.placements.byLink(original.id, linkName));
    if (placement) return placement;
  }
  return null;
}
