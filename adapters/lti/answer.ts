import type { Request, Response } from 'express';
import { domainEvent } from '../../core/domain-events.ts';
import { nobody } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Records } from '../../core/ports/records.ts';
import { rememberReads } from '../../core/remember-reads.ts';
import { type LaunchView, languageOf, type Visit, type Visits } from '../web/index.ts';
import type { Facts } from './course-facts.ts';
import { type Entered, enter } from './enter.ts';
import { guarded } from './guarded.ts';
import { type Launch, readLaunch } from './launch.ts';
import { findLink, leadsSomewhere, type OpenedLink } from './link.ts';
import type { Refuse } from './refusals.ts';
import { type Deployment, framersOf } from './registration.ts';
import type { Registry } from './registry.ts';

/**
 * Draws the page that a launch is answered with; filled by the web surface.
 * @param records remember what the launch has read
 */
export type ShowLaunch = (
  req: Request,
  res: Response,
  opened: { readonly visit: Visit; readonly token: string },
  view: LaunchView,
  records: Records,
) => Promise<void>;

export interface AnswerParts {
  readonly ports: Pick<Ports, 'records' | 'clock' | 'ids' | 'log'>;
  readonly visits: Visits;
  readonly facts: Facts;
  readonly registry: Registry;
  readonly refuse: Refuse;
  readonly show: ShowLaunch;
}

/** Guard and ltijs agree: who is it, where are they, what do they want to see? Answered with the page itself. */
export async function answerLaunch(once: AnswerParts, req: Request, res: Response): Promise<void> {
  const parts = { ...once, ports: { ...once.ports, records: rememberReads(once.ports.records) } };
  const passed = guarded.getStore();
  if (!passed) throw new Error('A launch passed ltijs and not the guard');
  const launch = readLaunch(passed.registration, passed.deployment.id, passed.claims);
  const { returnUrl, seat, deepLinking } = launch;
  const language = launch.language ?? languageOf(req);
  const about = { registration: launch.registration.id, deployment: launch.deploymentId };
  const refuse = (code: 'TEACHERS_ONLY' | 'BAD_CONTEXT' | 'ITEM_UNKNOWN') =>
    parts.refuse(req, res, { code, language, returnUrl, about });

  if (deepLinking && seat !== 'teacher') return refuse('TEACHERS_ONLY');
  // Without a course nothing can be placed, and nothing that is placed would have grades.
  if (deepLinking && !launch.course) return refuse('BAD_CONTEXT');
  const link = await findLink(parts.ports, parts.facts, launch);
  if (!deepLinking && !(await leadsSomewhere(parts.ports, launch, link))) return refuse('ITEM_UNKNOWN');

  await noteSite(parts, launch, passed.deployment);
  const registration = await parts.registry.noteOrigins(launch.registration, launch.origins);
  const entered = await enter(parts.ports, parts.facts, launch, link, language);
  const { identity, community, placement } = entered;
  const opened = await parts.visits.open({
    person: identity.person,
    seat: community && { community: community.id, as: seat },
    placement: placement?.id ?? null,
    isTest: launch.isTest,
    language,
    framedBy: framersOf(registration),
  });
  // Learners' pages ask the platform nothing: what would not be read is not written.
  if (seat === 'teacher') {
    await parts.facts.keepVisit(
      opened.visit.id,
      {
        registration: registration.id,
        deploymentId: launch.deploymentId,
        community: community?.id ?? null,
        nativeLink: community && link.name,
        hasColumn: launch.grades.lineitem !== null,
        returnUrl,
        deepLinking,
      },
      opened.visit.until,
    );
  }
  await parts.show(req, res, opened, viewOf(launch, link, entered), parts.ports.records);
}

function viewOf(launch: Launch, link: OpenedLink, { community, placement }: Entered): LaunchView {
  if (launch.deepLinking) return { page: 'picker' };
  if (launch.wantsCourseView && community) return { page: 'course' };
  const { subject = null, within = null } = placement ?? launch.item ?? {};
  if (subject?.kind === 'playlist') return { page: 'playlist', playlist: subject.id };
  if (subject?.kind === 'activity') return { page: 'activity', activity: subject.id, within };
  if (community && !link.name) return { page: 'course' };
  return { page: community && launch.seat === 'teacher' ? 'choose-item' : 'nothing-chosen' };
}

/**
 * Another platform under a deployment that we know: a cloned site, whose grades would go to the original. It is let in,
 * and the organiser is told, once for each that comes up.
 */
async function noteSite(
  { registry, ports }: AnswerParts,
  { platform, course, registration }: Launch,
  deployment: Deployment,
): Promise<void> {
  const { guid, name } = platform;
  if (guid === null || guid === deployment.guid || guid === deployment.otherSite?.guid) return;
  if (deployment.guid === null) {
    return registry.keepDeployment({
      ...deployment,
      guid,
      platformName: name ?? deployment.platformName,
      courseTitle: deployment.courseTitle ?? course?.title ?? null,
    });
  }
  const about = { registration: registration.id, deployment: deployment.id };
  ports.log.warn(about, 'Another site launches under a known deployment');
  const otherSite = { guid, name, firstSeen: ports.clock.now() };
  await registry.keepDeployment({ ...deployment, otherSite });
  const { organiser } = registration;
  await ports.records.keep({}, [domainEvent(nobody, 'school.cloned', { organiser })]);
}
