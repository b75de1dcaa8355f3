import type { Community } from '../../core/communities/community.ts';
import { enterCommunity } from '../../core/communities/enter-community.ts';
import type { Placement } from '../../core/communities/placement.ts';
import type { Identity } from '../../core/people/identity.ts';
import { recognisePerson } from '../../core/people/recognise-person.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { retryStale } from '../../core/retry-stale.ts';
import type { Language } from '../../core/texts.ts';
import type { Facts } from './course-facts.ts';
import type { Course, Launch } from './launch.ts';
import { bindLink, type OpenedLink } from './link.ts';
import { courseTenant } from './registration.ts';

export interface Entered {
  readonly identity: Identity;
  /** Null: opened outside of any course. */
  readonly community: Community | null;
  /** What stands behind the link; null: nothing yet, or no course to stand in. */
  readonly placement: Placement | null;
}

type EnterPorts = Pick<Ports, 'records' | 'clock' | 'ids'>;

/** Somebody who was let in: the person, their course and seat, and what the link they opened leads to. */
export async function enter(
  ports: EnterPorts,
  facts: Facts,
  launch: Launch,
  link: OpenedLink,
  language: Language,
): Promise<Entered> {
  const { identity } = await recognised(ports, launch, language);
  if (!launch.course) return { identity, community: null, placement: null };

  const community = await entered(ports, launch, launch.course, identity);
  await facts.keepCourse(community.id, {
    registration: launch.registration.id,
    deploymentId: launch.deploymentId,
    nativeId: launch.course.nativeId,
    gradeScopes: launch.grades.scopes,
    lineitems: launch.grades.lineitems,
    membershipsUrl: launch.membershipsUrl,
    usedOn: ports.clock.now().slice(0, 10),
  });
  const placement = await bindLink(ports, facts, launch, link, community, identity.person);
  return { identity, community, placement };
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
