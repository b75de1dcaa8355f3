import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import type { Launch, NewLaunch } from './launches.ts';
import { answerLogin, type Errand, factsOf, LoginRequest, startLaunch } from './login.ts';
import { ErrandPage } from './pages/errand.tsx';
import { ConfirmPage, PlacedPage, RefusedPage } from './pages/placed.tsx';
import { ToolFramePage } from './pages/tool-frame.tsx';
import { openSelection, placeItems, readSelection } from './picker.ts';
import type { Platform } from './platform.ts';
import { profiles } from './profiles.ts';
import { type InCourse, inCourse, ownFormsOnly, refuse, show, type Visitor, visitorOf } from './visitor.ts';

/** Opening tools: frames, the two steps of the login, and what comes back from content selection. */
export function launchPages(platform: Platform): express.Router {
  const router = express.Router();
  const { school } = platform;
  const form = express.urlencoded({ extended: false, limit: '2mb' });

  const inside =
    (answer: (visitor: Visitor, here: InCourse, req: Request, res: Response) => void) =>
    (req: Request, res: Response): void => {
      const visitor = visitorOf(platform, req, res);
      const here = inCourse(platform, visitor, String(req.params['course']));
      if (here) answer(visitor, here, req, res);
      else
        refuse(
          res,
          visitor,
          404,
          'No such course',
          'Perhaps you are not signed in as somebody of that course.',
        );
    };

  router.get(
    '/courses/:course/links/:link',
    inside((visitor, { course }, req, res) => {
      const link = school.links.one(String(req.params['link']));
      if (link?.course !== course.key)
        return refuse(res, visitor, 404, 'No such link', 'It may have been removed.');
      const here = `${visitor.frame.at}/courses/${course.key}`;
      const start = `${here}/links/${link.id}/start`;
      showFrame(res, visitor, {
        title: link.title,
        start: `${start}?in=frame`,
        back: here,
        inWindow: `${start}?in=window`,
      });
    }),
  );

  router.get(
    '/courses/:course/add',
    inside((visitor, { course }, req, res) => {
      const here = `${visitor.frame.at}/courses/${course.key}`;
      const query = new URLSearchParams(req.originalUrl.split('?')[1]);
      showFrame(res, visitor, {
        title: 'Add content',
        start: `${here}/add/start?${query}`,
        back: here,
        inWindow: null,
      });
    }),
  );

  router.get(
    '/courses/:course/navigation',
    inside((visitor, { course }, req, res) => {
      const here = `${visitor.frame.at}/courses/${course.key}`;
      const tool = toolAsked(req);
      const start = `${here}/navigation/start?tool=${tool?.clientId ?? ''}`;
      showFrame(res, visitor, {
        title: tool?.name ?? 'Tool',
        start,
        back: here,
        inWindow: `${start}&in=window`,
      });
    }),
  );

  router.get(
    '/courses/:course/links/:link/start',
    inside((visitor, here, req, res) => {
      const link = school.links.one(String(req.params['link']));
      const isHidden =
        !link || link.course !== here.course.key || (!link.isPublished && here.acting.seat === 'learner');
      if (isHidden)
        return refuse(
          res,
          visitor,
          404,
          'No such link',
          'It may have been removed, or is not published yet.',
        );
      begin(req, res, visitor, here, {
        kind: 'link',
        clientId: link.clientId,
        link: link.id,
        target: link.url,
      });
    }),
  );

  router.get(
    '/courses/:course/navigation/start',
    inside((visitor, here, req, res) => {
      const tool = toolAsked(req);
      if (!tool) return refuse(res, visitor, 404, 'No such tool', 'It may have been removed.');
      const target = new URL(tool.launchUrl);
      target.searchParams.set('view', 'course');
      begin(req, res, visitor, here, {
        kind: 'navigation',
        clientId: tool.clientId,
        link: null,
        target: target.href,
      });
    }),
  );

  router.get(
    '/courses/:course/add/start',
    inside((visitor, here, req, res) => {
      const tool = toolAsked(req);
      if (!tool) return refuse(res, visitor, 404, 'No such tool', 'It may have been removed.');
      if (here.acting.seat === 'learner')
        return refuse(res, visitor, 403, 'For teachers', 'Only teachers add content.');
      begin(req, res, visitor, here, {
        kind: 'content',
        clientId: tool.clientId,
        link: null,
        target: tool.contentUrl,
      });
    }),
  );

  /** Tools of one's own profile only, and only active ones. */
  function toolAsked(req: Request) {
    const tool = school.tools.one(String(req.query['tool'] ?? ''));
    return tool?.state === 'active' ? tool : null;
  }

  type Started = Pick<NewLaunch, 'kind' | 'clientId' | 'link' | 'target'>;

  function begin(req: Request, res: Response, visitor: Visitor, here: InCourse, started: Started): void {
    const placement = String(req.query['placement'] ?? 'module_index_menu_modal');
    const errand = startLaunch(platform, {
      ...started,
      placement,
      course: here.course.key,
      by: here.me.key,
      person: here.acting.person.key,
      seat: here.acting.seat,
      container: req.query['in'] === 'window' ? 'window' : 'frame',
      sesskey: visitor.session.sesskey,
    });
    run(res, visitor, errand);
  }

  function showFrame(
    res: Response,
    { frame, profile }: Visitor,
    view: { title: string; start: string; back: string; inWindow: string | null },
  ): void {
    show(res, <ToolFramePage {...frame} {...view} keepsForTools={profile === 'canvas'} />);
  }

  for (const profile of Object.values(profiles)) {
    router.all(profile.paths.authorization, form, async (req, res) => {
      const visitor = visitorOf(platform, req, res);
      const asked = { ...req.query, ...Object(req.body) };
      const session = profile.hasLaxCookie ? platform.sessions.ofLaxCookie(req) : platform.sessions.of(req);
      if (repostsItself(profile.hasLaxCookie, session, asked)) {
        const action = `${platform.base}${profile.paths.authorization}`;
        return run(res, visitor, { method: 'post', action, fields: { ...textsOf(asked), repost: '1' } });
      }
      const request = LoginRequest.safeParse(asked);
      if (!request.success)
        return refuse(res, visitor, 400, 'This login cannot be answered', z.prettifyError(request.error));
      if (school.tools.one(request.data.client_id)?.profile !== profile.name)
        return refuse(res, visitor, 400, 'This login cannot be answered', 'client_id: no such tool here.');
      const answer = await answerLogin(platform, request.data, session?.person ?? null);
      if ('page' in answer) refuse(res, visitor, 400, 'This login cannot be answered', answer.page);
      else run(res, visitor, answer);
    });
  }

  router.post('/deep-linking/:launch', form, (req, res) =>
    receive(req, res, openSelection(platform, String(req.params['launch']))),
  );
  router.post('/courses/:course/deep_linking_response', form, (req, res) =>
    receive(req, res, openSelection(platform, String(req.query['launch'] ?? ''))),
  );

  router.post('/mod/lti/contentitem_return.php', form, (req, res) => {
    const session = platform.sessions.ofLaxCookie(req);
    const asked = textsOf(Object(req.body));
    if (repostsItself(true, session, asked))
      return run(res, visitorOf(platform, req, res), {
        method: 'post',
        action: new URL(req.originalUrl, platform.base).href,
        fields: { ...asked, repost: '1' },
      });
    const { course, id, sesskey } = textsOf({ ...req.query });
    const tool = school.tools
      .all()
      .find((one) => one.profile === 'moodle' && one.deployments.includes(id ?? ''));
    const isMine = session !== null && session.sesskey === sesskey;
    return receive(
      req,
      res,
      isMine && tool ? platform.launches.lastSelection(session.sesskey, course ?? '', tool.clientId) : null,
    );
  });

  async function receive(req: Request, res: Response, launch: Launch | null): Promise<void> {
    const visitor = visitorOf(platform, req, res);
    const problem = (because: string) =>
      show(
        res,
        <RefusedPage
          {...visitor.frame}
          title="Nothing was added"
          because={because}
          back={`${visitor.frame.at}/`}
        />,
        400,
      );
    if (!launch || visitor.me?.key !== launch.by) return problem('Nobody here is choosing content.');
    const selection = await readSelection(platform, launch, textsOf(Object(req.body))['JWT'] ?? '');
    if (typeof selection === 'string') return problem(selection);

    const { tool, course } = factsOf(platform, launch);
    const back = `${visitor.frame.at}/courses/${course.key}`;
    if (tool.profile === 'moodle' && selection.items.length > 1) {
      platform.unconfirmed.set(launch.id, selection.items);
      const confirm = `${back}/confirm`;
      return show(
        res,
        <ConfirmPage {...visitor.frame} items={selection.items} confirm={confirm} launch={launch.id} />,
      );
    }
    placeItems(platform, launch, selection.items);
    const said = selection.message === null ? '' : `?${new URLSearchParams({ lti_msg: selection.message })}`;
    show(res, <PlacedPage {...visitor.frame} back={`${back}${said}`} />);
  }

  router.post(
    '/courses/:course/confirm',
    ownFormsOnly,
    form,
    inside((visitor, { course, me }, req, res) => {
      const launch = openSelection(platform, textsOf(Object(req.body))['launch'] ?? '');
      const items = launch && platform.unconfirmed.get(launch.id);
      if (!launch || !items || launch.by !== me.key || launch.course !== course.key)
        return refuse(res, visitor, 404, 'Nothing to add', 'It was added already, or never chosen.');
      platform.unconfirmed.delete(launch.id);
      placeItems(platform, launch, items);
      res.redirect(303, `${visitor.frame.at}/courses/${course.key}`);
    }),
  );

  const leave = (req: Request, res: Response, course: string) => {
    const { frame } = visitorOf(platform, req, res);
    const { lti_errormsg, lti_msg } = textsOf({ ...req.query });
    const said = new URLSearchParams({ ...(lti_errormsg && { lti_errormsg }), ...(lti_msg && { lti_msg }) });
    show(res, <PlacedPage {...frame} back={`${frame.at}/courses/${course}?${said}`} />);
  };
  router.get('/courses/:course/return', (req, res) => leave(req, res, String(req.params['course'])));
  router.get('/courses/:course/external_content/success/external_tool_redirect', (req, res) =>
    leave(req, res, String(req.params['course'])),
  );
  router.get('/mod/lti/return.php', (req, res) => leave(req, res, String(req.query['course'] ?? '')));
  return router;
}

/** Sends the browser on its errand: by 302 where a GET is due, else by a form that posts itself. */
function run(res: Response, { frame }: Visitor, errand: Errand): void {
  if (errand.method === 'post') {
    show(res, <ErrandPage {...frame} errand={errand} />);
    return;
  }
  const url = new URL(errand.action);
  for (const [name, value] of Object.entries(errand.fields)) url.searchParams.set(name, value);
  res.redirect(302, url.href);
}

/** A Lax cookie stays at home when a foreign frame asks; from our own page it comes along, so try once more. */
const repostsItself = (isLax: boolean, session: unknown, asked: Readonly<Record<string, unknown>>): boolean =>
  isLax && session === null && asked['repost'] === undefined;

const textsOf = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
