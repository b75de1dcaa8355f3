import express, { type Response } from 'express';
import { z } from 'zod';
import { copyCourse } from '../copies.ts';
import { gradeId, type Link } from '../courses.ts';
import { CoursePage } from '../pages/course.tsx';
import { GradebookPage } from '../pages/gradebook.tsx';
import { RosterPage } from '../pages/roster.tsx';
import type { Platform } from '../platform.ts';
import { profiles } from '../profiles.ts';
import { isGraded, linksOf, removeColumns, removeLink } from '../school.ts';
import { activeTools, type InCourse, insideOf, ownFormsOnly, refuse, show, type Visitor } from './visitor.ts';

/** What a person sees and does in a course, apart from opening tools. */
export function courseRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const { school, clock } = platform;
  const form = [ownFormsOnly, express.urlencoded({ extended: false })];

  const inside = insideOf(platform);
  const back = (res: Response, { frame }: Visitor, { course }: InCourse, more = '') =>
    res.redirect(303, `${frame.at}/courses/${course.key}${more}`);

  router.get(
    '/courses/:course',
    inside('everybody', (visitor, here, req, res) => {
      const { course, acting, seat } = here;
      const { profile, frame, session } = visitor;
      const tools = activeTools(platform, profile);
      const links = tools.flatMap((tool) => linksOf(school, course, tool));
      const message = z
        .object({ lti_errormsg: z.string().optional(), lti_msg: z.string().optional() })
        .parse(req.query);
      show(
        res,
        <CoursePage
          {...frame}
          course={course}
          seat={acting.seat}
          links={links.filter((link) => link.isPublished || acting.seat !== 'learner')}
          tools={tools}
          speaks={profiles[profile]}
          message={message.lti_errormsg ?? message.lti_msg ?? null}
          isAsLearner={session.asLearnerIn === course.key && seat === 'teacher'}
        />,
      );
    }),
  );

  router.get(
    '/courses/:course/gradebook',
    inside('everybody', ({ profile, frame }, { course, acting }, _req, res) => {
      const clients = new Set(
        school.tools
          .all()
          .filter((tool) => tool.profile === profile)
          .map((tool) => tool.clientId),
      );
      const columns = school.columns
        .all()
        .filter((one) => one.course === course.key && clients.has(one.clientId));
      const learners = school.people
        .all()
        .filter(
          (person) =>
            isGraded(course, person) && (acting.seat !== 'learner' || person.key === acting.person.key),
        );
      const gradeOf = (column: { id: string }, person: { key: string }) =>
        school.grades.one(gradeId(column.id, person.key));
      show(
        res,
        <GradebookPage
          {...frame}
          course={course}
          columns={columns}
          learners={learners}
          gradeOf={gradeOf}
          mayChange={acting.seat !== 'learner'}
        />,
      );
    }),
  );

  router.get(
    '/courses/:course/roster',
    inside('teachers', ({ frame }, { course }, _req, res) => {
      const rows = course.members.flatMap((member) => {
        const person = school.people.one(member.person);
        return person ? [{ member, person }] : [];
      });
      show(res, <RosterPage {...frame} course={course} rows={rows} />);
    }),
  );

  router.post(
    '/courses/:course/members/:person',
    ...form,
    inside('teachers', (visitor, here, req, res) => {
      const parsed = z.object({ state: z.enum(['active', 'inactive', 'deleted']) }).safeParse(req.body);
      if (!parsed.success)
        return refuse(res, visitor, 400, 'That does not go', 'A member is active, inactive or deleted.');
      const members = here.course.members.map((member) =>
        member.person === req.params['person']
          ? { ...member, state: parsed.data.state, changedAt: clock.now() }
          : member,
      );
      school.courses.put({ ...here.course, members });
      back(res, visitor, here, '/roster');
    }),
  );

  router.post(
    '/courses/:course/columns/:column',
    ...form,
    inside('teachers', (visitor, here, req, res) => {
      const column = school.columns.one(String(req.params['column']));
      if (column?.course === here.course.key) removeColumns(school, column);
      back(res, visitor, here, '/gradebook');
    }),
  );

  router.post(
    '/courses/:course/links/:link',
    ...form,
    inside('teachers', (visitor, here, req, res) => {
      const link = school.links.one(String(req.params['link']));
      const parsed = z
        .object({ do: z.enum(['publish', 'in-window', 'in-frame', 'remove']) })
        .safeParse(req.body);
      if (link?.course !== here.course.key || !parsed.success)
        return refuse(res, visitor, 404, 'No such link', 'Perhaps it was removed meanwhile.');
      changeLink(platform, link, parsed.data.do);
      back(res, visitor, here);
    }),
  );

  router.post(
    '/courses/:course/publish',
    ...form,
    inside('teachers', (visitor, here, _req, res) => {
      const links = school.links.all().filter((link) => link.course === here.course.key);
      school.links.put(...links.map((link) => ({ ...link, isPublished: true })));
      back(res, visitor, here);
    }),
  );

  router.post(
    '/courses/:course/copy',
    ...form,
    inside('teachers', (visitor, here, _req, res) => {
      const copy = copyCourse(school, here.course, clock.now());
      res.redirect(303, `${visitor.frame.at}/courses/${copy.key}`);
    }),
  );

  router.post(
    '/courses/:course/as-learner',
    ...form,
    inside('everybody', (visitor, here, req, res) => {
      const isOn = z.object({ on: z.enum(['yes', 'no']) }).safeParse(req.body).data?.on === 'yes';
      platform.sessions.keep(res, { ...visitor.session, asLearnerIn: isOn ? here.course.key : null });
      back(res, visitor, here);
    }),
  );
  return router;
}

function changeLink(
  { school }: Platform,
  link: Link,
  what: 'publish' | 'in-window' | 'in-frame' | 'remove',
): void {
  if (what === 'remove') removeLink(school, link);
  else if (what === 'publish') school.links.put({ ...link, isPublished: true });
  else school.links.put({ ...link, opensIn: what === 'in-window' ? 'window' : 'frame' });
}
