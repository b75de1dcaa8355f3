import express, { type Request, type Response } from 'express';
import type { Launch } from '../launches.ts';
import { factsOf } from '../login.ts';
import { ConfirmPage, PlacedPage, RefusedPage } from '../pages/placed.tsx';
import { openSelection, placeItems, readSelection } from '../picker.ts';
import type { Platform } from '../platform.ts';
import { repostsItself, run, textsOf } from './errands.tsx';
import { insideOf, ownFormsOnly, refuse, show, visitorOf } from './visitor.ts';

/** Where content selection comes back to, and where tools send people when they are done. */
export function selectionRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: '2mb' });

  router.post('/deep-linking/:launch', form, (req, res) =>
    receive(req, res, openSelection(platform, String(req.params['launch']))),
  );
  router.post('/courses/:course/deep_linking_response', form, (req, res) =>
    receive(req, res, openSelection(platform, String(req.query['launch'] ?? ''))),
  );
  router.post('/mod/lti/contentitem_return.php', form, (req, res) => {
    const session = platform.sessions.ofLaxCookie(req);
    const asked = textsOf(req.body);
    if (repostsItself(true, session, asked)) {
      const action = new URL(req.originalUrl, platform.base).href;
      return run(res, visitorOf(platform, req, res), {
        method: 'post',
        action,
        fields: { ...asked, repost: '1' },
      });
    }
    const isMine = session !== null && session.sesskey === req.query['sesskey'];
    return receive(req, res, isMine ? selectionInMoodle(platform, textsOf(req.query)) : null);
  });

  router.post(
    '/courses/:course/confirm',
    ownFormsOnly,
    form,
    insideOf(platform)('teachers', (visitor, { course, me }, req, res) => {
      const launch = openSelection(platform, textsOf(req.body)['launch'] ?? '');
      const items = launch && platform.unconfirmed.get(launch.id);
      if (!launch || !items || launch.by !== me.key || launch.course !== course.key)
        return refuse(res, visitor, 404, 'Nothing to add', 'It was added already, or never chosen.');
      platform.unconfirmed.delete(launch.id);
      placeItems(platform, launch, items);
      return res.redirect(303, `${visitor.frame.at}/courses/${course.key}`);
    }),
  );

  const leave = (req: Request, res: Response, course: string) => {
    const { frame } = visitorOf(platform, req, res);
    const { lti_errormsg, lti_msg } = textsOf(req.query);
    const said = new URLSearchParams({ ...(lti_errormsg && { lti_errormsg }), ...(lti_msg && { lti_msg }) });
    show(
      res,
      <PlacedPage {...frame} title="Back to the course" back={`${frame.at}/courses/${course}?${said}`} />,
    );
  };
  router.get('/courses/:course/return', (req, res) => leave(req, res, String(req.params['course'])));
  router.get('/courses/:course/external_content/success/external_tool_redirect', (req, res) =>
    leave(req, res, String(req.params['course'])),
  );
  router.get('/mod/lti/return.php', (req, res) => leave(req, res, String(req.query['course'] ?? '')));
  return router;

  async function receive(req: Request, res: Response, launch: Launch | null): Promise<void> {
    const { frame, me } = visitorOf(platform, req, res);
    const problem = (because: string) =>
      show(
        res,
        <RefusedPage {...frame} title="Nothing was added" because={because} back={`${frame.at}/`} />,
        400,
      );
    if (!launch || me?.key !== launch.by) return problem('Nobody here is choosing content.');
    const selection = await readSelection(platform, launch, textsOf(req.body)['JWT'] ?? '');
    if (typeof selection === 'string') return problem(selection);

    const { tool, course } = factsOf(platform, launch);
    const back = `${frame.at}/courses/${course.key}`;
    if (tool.profile === 'moodle' && selection.items.length > 1) {
      platform.unconfirmed.set(launch.id, selection.items);
      const { items } = selection;
      return show(
        res,
        <ConfirmPage {...frame} items={items} confirm={`${back}/confirm`} launch={launch.id} />,
      );
    }
    placeItems(platform, launch, selection.items);
    const said = selection.message === null ? '' : `?${new URLSearchParams({ lti_msg: selection.message })}`;
    show(
      res,
      <PlacedPage
        {...frame}
        title={selection.items.length > 0 ? 'Added to the course' : 'Nothing was added'}
        back={`${back}${said}`}
      />,
    );
  }
}

/** Moodle's return address names course, tool and session only: the last selection there is meant. */
export function selectionInMoodle(
  platform: Platform,
  asked: Readonly<Record<string, string>>,
): Launch | null {
  const { course = '', id = '', sesskey = '' } = asked;
  const tool = platform.school.tools
    .all()
    .find((one) => one.profile === 'moodle' && one.deployments.includes(id));
  return tool ? platform.launches.lastSelection(sesskey, course, tool.clientId) : null;
}
