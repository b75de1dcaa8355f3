import { readFileSync } from 'node:fs';
import express from 'express';
import { z } from 'zod';
import { HomePage } from '../pages/home.tsx';
import { ProfileName } from '../people.ts';
import type { Platform } from '../platform.ts';
import { profiles } from '../profiles.ts';
import { seatOf } from '../school.ts';
import { forwardingFrame } from '../tool-storage.ts';
import { ownFormsOnly, pathOf, refuse, show, visitorOf } from './visitor.ts';

const staticFiles = {
  '/style.css': 'style.css',
  '/tool-closed.js': 'tool-closed.js',
  '/tool-storage.js': 'tool-storage.js',
  '/post-message-forwarding.js': 'post-message-forwarding.js',
} as const;

/** The first page: who one is, how the LMS speaks, where to go. */
export function homeRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const form = [ownFormsOnly, express.urlencoded({ extended: false })];
  const home = `${pathOf(platform.base)}/`;

  router.get('/', (req, res) => {
    const visitor = visitorOf(platform, req, res);
    const { me, frame } = visitor;
    const people = platform.school.people.all().filter(({ kind }) => kind !== 'test-student');
    const courses = platform.school.courses.all().filter((course) => me && seatOf(course, me) !== 'stranger');
    show(
      res,
      <HomePage
        {...frame}
        people={people.slice(0, mostShown)}
        me={me}
        profiles={Object.values(profiles)}
        courses={courses}
      />,
    );
  });

  router.post('/sign-in', ...form, (req, res) => {
    const visitor = visitorOf(platform, req, res);
    const person = platform.school.people.one(
      z.object({ person: z.string() }).safeParse(req.body).data?.person ?? '',
    );
    if (!person)
      return refuse(res, visitor, 404, 'Nobody of that name', 'Choose one of the people on the first page.');
    platform.sessions.keep(res, { ...platform.sessions.fresh(visitor.profile), person: person.key });
    res.redirect(303, home);
  });

  router.post('/profile', ...form, (req, res) => {
    const visitor = visitorOf(platform, req, res);
    const chosen = z.object({ profile: ProfileName }).safeParse(req.body);
    if (!chosen.success)
      return refuse(res, visitor, 400, 'No such profile', 'Choose one of the three on the first page.');
    platform.sessions.keep(res, { ...visitor.session, profile: chosen.data.profile, asLearnerIn: null });
    res.redirect(303, home);
  });

  for (const [path, file] of Object.entries(staticFiles)) {
    const content = readFileSync(new URL(`../pages/${file}`, import.meta.url), 'utf8');
    router.get(path, (_req, res) => void res.type(file.split('.').at(-1) ?? '').send(content));
  }
  router.get(`/${forwardingFrame}`, (_req, res) => {
    const { at, nonce } = { at: pathOf(platform.base), nonce: String(res.locals['nonce']) };
    show(res, <ForwardingPage at={at} nonce={nonce} />);
  });
  return router;
}

/** A thousand learners are for measuring, not for buttons. */
const mostShown = 40;

function ForwardingPage({ at, nonce }: { at: string; nonce: string }) {
  return (
    <html lang="en">
      <head>
        <title>Storage for tools</title>
        <script src={`${at}/post-message-forwarding.js`} nonce={nonce} />
      </head>
      <body />
    </html>
  );
}
