import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { VNode } from 'preact';
import type { Course } from '../courses.ts';
import type { PageFrame } from '../pages/layout.tsx';
import { page } from '../pages/layout.tsx';
import { RefusedPage } from '../pages/placed.tsx';
import { nameOf, type Person, type ProfileName } from '../people.ts';
import type { Platform } from '../platform.ts';
import { type Seat, seatOf, testStudent } from '../school.ts';
import type { Session } from '../sessions.ts';
import type { Tool } from '../tools.ts';

/** Who asks for a page, and how pages look to them. */
export interface Visitor {
  readonly session: Session;
  /** Null: nobody signed in. */
  readonly me: Person | null;
  readonly profile: ProfileName;
  readonly frame: PageFrame;
}

export function visitorOf(platform: Platform, req: Request, res: Response): Visitor {
  const session = platform.sessions.of(req) ?? platform.sessions.fresh(platform.defaultProfile);
  const me = session.person === null ? null : platform.school.people.one(session.person);
  const { profile } = session;
  const frame: PageFrame = {
    at: pathOf(platform.base),
    nonce: String(res.locals['nonce']),
    who: me && { name: nameOf(me), as: me.kind },
    profile,
  };
  return { session, me, profile, frame };
}

export const pathOf = (base: string): string => new URL(base).pathname.replace(/\/$/, '');

/** Somebody in a course, and who tools meet when they open something there. */
export interface InCourse {
  readonly course: Course;
  readonly me: Person;
  /** What they really are. */
  readonly seat: Seat;
  readonly acting: { readonly person: Person; readonly seat: Seat };
}

/** Null: no such course, or they may not enter. */
export function inCourse(
  platform: Platform,
  { session, me, profile }: Visitor,
  key: string,
): InCourse | null {
  const course = platform.school.courses.one(key);
  if (!course || !me) return null;
  const seat = seatOf(course, me);
  if (seat === 'stranger') return null;
  const isAsLearner = session.asLearnerIn === key && seat === 'teacher' && profile !== 'by-the-book';
  if (!isAsLearner) return { course, me, seat, acting: { person: me, seat } };
  // Canvas has a student of straw; in Moodle teachers keep their own id.
  const person = profile === 'canvas' ? testStudent(platform.school, course) : me;
  return { course, me, seat, acting: { person, seat: 'learner' } };
}

export const activeTools = ({ school }: Platform, profile: ProfileName): Tool[] =>
  school.tools
    .all()
    .filter((tool) => tool.profile === profile && tool.state === 'active' && tool.isInChooser);

/** Its own policy, whatever stands around the LMS: frames and forms may go to any tool, scripts need the nonce. */
export function pageHeaders(_req: Request, res: Response, next: NextFunction): void {
  const nonce = randomBytes(16).toString('base64');
  res.locals['nonce'] = nonce;
  for (const name of ['X-Frame-Options', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Embedder-Policy'])
    res.removeHeader(name);
  res.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'self'; script-src 'nonce-${nonce}'; img-src 'self' data:; frame-src http: https:; form-action http: https:; frame-ancestors 'self'; base-uri 'none'`,
  );
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  next();
}

/** Forms of the LMS work from its own pages only. */
export function ownFormsOnly(req: Request, res: Response, next: NextFunction): void {
  const from = req.headers['sec-fetch-site'];
  if (req.method !== 'POST' || from === undefined || from === 'same-origin' || from === 'none') next();
  else res.status(403).type('text').send('This form came from another site.');
}

export const show = (res: Response, view: VNode, status = 200): void =>
  void res.status(status).type('html').send(page(view));

/** A page that says what did not go. */
export function refuse(
  res: Response,
  { frame }: Visitor,
  status: number,
  title: string,
  because: string,
): void {
  show(res, RefusedPage({ ...frame, title, because, back: `${frame.at}/` }), status);
}

/** Answers only the site admin. */
export const asAdmin =
  (platform: Platform, answer: (visitor: Visitor, req: Request, res: Response) => unknown) =>
  (req: Request, res: Response): unknown => {
    const visitor = visitorOf(platform, req, res);
    if (visitor.me?.kind === 'admin') return answer(visitor, req, res);
    return refuse(res, visitor, 403, 'For administrators', 'Only the site admin looks after this.');
  };

/** Answers only for who may enter the course of the address; `teachers` shuts learners out. */
export const insideOf =
  (platform: Platform) =>
  (
    whom: 'everybody' | 'teachers',
    answer: (visitor: Visitor, here: InCourse, req: Request, res: Response) => unknown,
  ) =>
  (req: Request, res: Response): unknown => {
    const visitor = visitorOf(platform, req, res);
    const here = inCourse(platform, visitor, String(req.params['course']));
    if (!here)
      return refuse(res, visitor, 404, 'No such course', 'Perhaps you are signed in as somebody else.');
    const isTeaching = here.acting.seat === 'teacher' || here.acting.seat === 'admin';
    if (whom === 'teachers' && !isTeaching)
      return refuse(res, visitor, 403, 'For teachers', 'Only teachers of this course may do that.');
    return answer(visitor, here, req, res);
  };
