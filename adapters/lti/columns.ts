import { z } from 'zod';
import type { Placement } from '../../core/communities/placement.ts';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { SafeAnswer } from '../fetch/index.ts';
import type { CourseFacts, Facts } from './course-facts.ts';
import { familyOf } from './families/index.ts';
import type { Registration } from './registration.ts';
import { hasScope, requireScope } from './scopes.ts';
import type { ServiceClient } from './service-client.ts';

export interface ColumnParts {
  readonly facts: Facts;
  readonly client: ServiceClient;
}

/** Where a placement's grades go, with all that is needed to ask there. */
export interface CourseAt {
  readonly registration: Registration;
  readonly course: CourseFacts;
}

const lineitem = 'application/vnd.ims.lis.v2.lineitem+json';
const lineitems = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const LineItem = z.object({ id: z.url(), resourceId: z.string().optional().catch(undefined) });

/**
 * Address of a placement's column: as the link's launches said, else found in the course by the link's name.
 * @throws Declined `column-missing`, or the scope to look for it
 */
export async function columnOf(parts: ColumnParts, at: CourseAt, placement: Placement): Promise<string> {
  const link = await parts.facts.link(placement.community, placement.nativeLink);
  if (link?.lineitem) return link.lineitem;
  const found = await findColumn(parts, at, placement);
  if (!found) throw new Declined('column-missing', 'The course has no column for this link');
  await keepColumn(parts, placement, found);
  return found;
}

async function findColumn(
  { client }: ColumnParts,
  { registration, course }: CourseAt,
  { nativeLink, subject }: Placement,
): Promise<string | null> {
  if (!course.lineitems) return null;
  requireScope(course.gradeScopes, 'readColumns');
  const url = new URL(course.lineitems);
  url.searchParams.set('resource_id', nativeLink);
  url.searchParams.set('tag', subject.kind);
  const call = { url: url.href, accept: lineitems, scope: 'readColumns', call: 'find-column' } as const;
  const answer = await client.ask(registration, call);
  orTrouble(answer);
  const read = z.array(LineItem).safeParse(jsonIn(answer));
  // Moodle makes a second column when it is asked twice; the first one is the one that teachers saw first.
  return read.data?.find(({ resourceId }) => resourceId === nativeLink)?.id ?? null;
}

/**
 * A placement's column, made where the course has none yet.
 * @throws Declined `column-missing`: the platform keeps no columns for us
 */
export async function ensureColumn(
  parts: ColumnParts,
  at: CourseAt,
  placement: Placement,
  label: string,
  pointsMaximum: number,
): Promise<void> {
  const link = await parts.facts.link(placement.community, placement.nativeLink);
  if (link?.lineitem && (await isColumnThere(parts, at, link.lineitem))) return;
  const found = canRead(at) ? await findColumn(parts, at, placement) : null;
  if (found) return keepColumn(parts, placement, found);
  await makeColumn(parts, at, placement, label, pointsMaximum);
}

/** Whether a column still stands in the gradebook. Without the right to look: it does not. @throws Unreachable */
export async function isColumnThere({ client }: ColumnParts, at: CourseAt, column: string): Promise<boolean> {
  if (!canRead(at)) return false;
  const call = { url: column, accept: lineitem, scope: 'readColumns', call: 'read-column' } as const;
  const answer = await client.ask(at.registration, call);
  if (answer.status >= 200 && answer.status < 300) return true;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return false;
  orTrouble(answer);
  return false;
}

const canRead = ({ course }: CourseAt): boolean => hasScope(course.gradeScopes, 'readColumns');

/**
 * A new column at the end of the gradebook, or beside its link where the platform lets us say so.
 * @throws Declined `column-missing`: the platform keeps no columns for us
 */
async function makeColumn(
  parts: ColumnParts,
  { registration, course }: CourseAt,
  placement: Placement,
  label: string,
  pointsMaximum: number,
): Promise<void> {
  if (!course.lineitems) throw new Declined('column-missing', 'The platform keeps no columns for us');
  requireScope(course.gradeScopes, 'columns');
  const link = await parts.facts.link(placement.community, placement.nativeLink);
  const namesLink = familyOf(registration.family).columnsNameTheirLink && link?.resourceLinkId;
  const answer = await parts.client.ask(registration, {
    url: course.lineitems,
    method: 'POST',
    accept: lineitem,
    contentType: lineitem,
    scope: 'columns',
    call: 'make-column',
    body: {
      label,
      scoreMaximum: pointsMaximum,
      resourceId: placement.nativeLink,
      tag: placement.subject.kind,
      ...(namesLink ? { resourceLinkId: link.resourceLinkId } : {}),
    },
  });
  orTrouble(answer);
  const made = LineItem.safeParse(jsonIn(answer));
  if (!made.success) throw new Declined('our-fault', 'The platform made a column and did not say where');
  await keepColumn(parts, placement, made.data.id);
}

/** @param address null: the platform has deleted it */
export async function keepColumn(
  { facts }: ColumnParts,
  { community, nativeLink }: Placement,
  address: string | null,
): Promise<void> {
  const link = await facts.link(community, nativeLink);
  const known = link ?? { resourceLinkId: null, assignment: null, carried: null };
  await facts.keepLink(community, nativeLink, { ...known, lineitem: address }, link);
}

/** An address below a column: Moodle's columns carry a query, and the path goes before it. */
export function below(column: string, path: 'scores' | 'results'): URL {
  const url = new URL(column);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return url;
}

/** @throws Declined Unreachable unless the call succeeded */
export function orTrouble({ status, headers }: SafeAnswer): void {
  if (status >= 200 && status < 300) return;
  if (status === 408 || status === 429 || status >= 500) {
    throw new Unreachable(`The platform answered ${status}`, { retryAfterMs: retryAfterIn(headers) });
  }
  if (status === 401 || status === 403) throw new Declined('forbidden', `The platform answered ${status}`);
  if (status === 404) throw new Declined('column-missing', 'The platform answered 404');
  throw new Declined('our-fault', `The platform answered ${status}`);
}

/** Seconds or a date; null: the platform says none. */
export function retryAfterIn(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after'];
  if (!value) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

export function jsonIn({ text }: Pick<SafeAnswer, 'text'>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
