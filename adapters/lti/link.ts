import { canBePlaced } from '../../core/communities/can-be-placed.ts';
import type { Community } from '../../core/communities/community.ts';
import { bindPlacement } from '../../core/communities/make-placement.ts';
import type { Placement } from '../../core/communities/placement.ts';
import { removePlacement } from '../../core/communities/remove-placement.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Actor } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import type { Facts, LinkFacts } from './course-facts.ts';
import { type Item, itemKeyOf } from './item.ts';
import type { Launch } from './launch.ts';
import { courseTenant } from './registration.ts';

type LinkPorts = Pick<Ports, 'records' | 'clock' | 'ids'>;

/** A link as it is known before a launch. */
export interface OpenedLink {
  /** By its own name, which survives copies, else by the platform's id; null: opened from navigation. */
  readonly name: string | null;
  readonly placement: Placement | null;
  /** The placement, unless the link itself has been changed since: what a teacher put behind it stands. */
  readonly standing: Placement | null;
  /** What the launches before told; null: there were none. */
  readonly before: LinkFacts | null;
}

/** Writes nothing. */
export async function findLink({ records }: LinkPorts, facts: Facts, launch: Launch): Promise<OpenedLink> {
  const { link, linkName, course } = launch;
  const name = link && (linkName ?? link.id);
  const community = course && name && (await records.communities.find('lms-course', ...courseOf(launch)));
  if (!community || !name) return { name, placement: null, standing: null, before: null };

  const placement = await records.placements.byLink(community.id, name);
  const before = await facts.link(community.id, name);
  const carried = carriedBy(launch);
  const isChanged = carried !== null && before !== null && before.carried !== carried;
  return { name, placement, standing: isChanged ? null : placement, before };
}

/** Whether a launch leads to something that may be shown in this organiser's courses. Writes nothing. */
export async function leadsSomewhere(
  ports: LinkPorts,
  { item, registration }: Launch,
  { standing }: OpenedLink,
): Promise<boolean> {
  if (!item || standing) return true;
  return item.subject !== null && canBePlaced(ports, registration.organiser, item.subject, item.within);
}

/**
 * What the link of a launch leads to from now on: what stands behind it; one that is new here brings its own item,
 * or what its original leads to in the course that was copied.
 */
export async function bindLink(
  ports: LinkPorts,
  facts: Facts,
  launch: Launch,
  found: OpenedLink,
  community: Community,
  person: PersonId,
): Promise<Placement | null> {
  const { name, placement, standing, before } = found;
  if (!name) return null;
  const told: LinkFacts = {
    resourceLinkId: launch.link?.id ?? null,
    assignment: launch.assignment,
    lineitem: launch.grades.lineitem ?? before?.lineitem ?? null,
    carried: carriedBy(launch) ?? before?.carried ?? null,
  };
  await facts.keepLink(community.id, name, told, before);
  const by = () => findActor(ports, person, { community: community.id, as: launch.seat });
  // Its first launch: only then can it have taken another's place.
  if (!before?.resourceLinkId) await removeReplaced(ports, facts, community, by, { name, ...told });
  const wanted = standing ?? (placement ? null : await originalOf(ports, launch)) ?? fromItem(launch.item);
  if (!wanted || (standing && saysNothingNew(launch, standing))) return placement;

  const actor = await by();
  const bound = await retryStale(() =>
    bindPlacement(ports, actor, {
      subject: wanted.subject,
      within: wanted.within,
      mode: wanted.mode,
      nativeLink: name,
      gradeColumn: launch.grades.lineitem ? (standing?.gradeColumn ?? { max: 100 }) : null,
      deadline: launch.deadline,
    }),
  );
  return bound.done ?? placement;
}

/**
 * A teacher chose something else for a link in the platform itself: it comes with a name of its own, by the platform's id
 * of the one before, or in the same assignment.
 */
async function removeReplaced(
  ports: LinkPorts,
  facts: Facts,
  { id: community }: Community,
  by: () => Promise<Actor>,
  now: LinkFacts & { readonly name: string },
): Promise<void> {
  for (const [other, link] of await facts.links(community)) {
    if (other === now.name || !isSameLink(link, now)) continue;
    const placement = await ports.records.placements.byLink(community, other);
    const actor = await by();
    if (placement) await retryStale(() => removePlacement(ports, actor, placement.id));
    await facts.keepLink(community, other, { ...link, ...nowhere }, link);
  }
}

const isSameLink = (a: LinkFacts, b: LinkFacts): boolean =>
  (a.resourceLinkId !== null && a.resourceLinkId === b.resourceLinkId) ||
  (a.assignment !== null && a.assignment === b.assignment);

const nowhere = { resourceLinkId: null, assignment: null, lineitem: null } as const;

const courseOf = ({ registration, deploymentId, course }: Launch): [tenant: string, nativeId: string] => [
  courseTenant(registration.id, deploymentId),
  course?.nativeId ?? '',
];

const carriedBy = ({ item }: Launch): string | null => (item?.subject ? itemKeyOf(item.subject) : null);

/** A launch may tell of a column or a deadline that the placement does not have yet, or come from one that was gone. */
const saysNothingNew = ({ grades, deadline }: Launch, standing: Placement): boolean =>
  standing.removedAt === null &&
  (grades.lineitem === null || standing.gradeColumn !== null) &&
  (deadline === null || deadline === standing.deadline);

const fromItem = (item: Item | null): Pick<Placement, 'subject' | 'within' | 'mode'> | null =>
  item?.subject
    ? { subject: item.subject, within: item.within, mode: item.within ? 'each-activity' : 'whole' }
    : null;

/** The placement of the same link in the course that this one was copied from. */
async function originalOf(
  { records }: LinkPorts,
  { course, linkName, registration, deploymentId }: Launch,
): Promise<Placement | null> {
  if (!course || !linkName) return null;
  for (const nativeId of course.copiedFrom.slice(0, 5)) {
    const tenant = courseTenant(registration.id, deploymentId);
    const original = await records.communities.find('lms-course', tenant, nativeId);
    const placement = original && (await records.placements.byLink(original.id, linkName));
    if (placement?.removedAt === null) return placement;
  }
  return null;
}
