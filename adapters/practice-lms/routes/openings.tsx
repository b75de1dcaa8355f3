import express, { type Request, type Response } from 'express';
import type { NewLaunch } from '../launches.ts';
import { startLaunch } from '../login.ts';
import { ToolFramePage } from '../pages/tool-frame.tsx';
import type { Platform } from '../platform.ts';
import { run } from './errands.tsx';
import { type InCourse, insideOf, refuse, show, type Visitor } from './visitor.ts';

interface Framed {
  readonly title: string;
  readonly start: string;
  readonly inWindow: string | null;
}

type Started = Pick<NewLaunch, 'kind' | 'clientId' | 'link' | 'target'>;

/** Opening tools: pages that hold a frame, and in it the first step of the login. */
export function openingRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const { school } = platform;
  const inside = insideOf(platform);
  const notThere = (res: Response, visitor: Visitor) =>
    refuse(res, visitor, 404, 'Nothing here', 'It may have been removed, or is not published yet.');

  router.get(
    '/courses/:course/links/:link',
    inside('everybody', (visitor, here, req, res) => {
      const link = linkAsked(here, req);
      if (!link) return notThere(res, visitor);
      const start = `${at(visitor, here)}/links/${link.id}/start`;
      const framed = { title: link.title, start: `${start}?in=frame`, inWindow: `${start}?in=window` };
      return showFrame(res, visitor, here, framed);
    }),
  );
  router.get(
    '/courses/:course/add',
    inside('teachers', (visitor, here, req, res) => {
      const query = new URLSearchParams(req.originalUrl.split('?')[1]);
      const start = `${at(visitor, here)}/add/start?${query}`;
      return showFrame(res, visitor, here, { title: 'Add content', start, inWindow: null });
    }),
  );
  router.get(
    '/courses/:course/navigation',
    inside('everybody', (visitor, here, req, res) => {
      const tool = toolAsked(req);
      if (!tool) return notThere(res, visitor);
      const start = `${at(visitor, here)}/navigation/start?tool=${tool.clientId}`;
      return showFrame(res, visitor, here, { title: tool.name, start, inWindow: `${start}&in=window` });
    }),
  );

  router.get(
    '/courses/:course/links/:link/start',
    inside('everybody', (visitor, here, req, res) => {
      const link = linkAsked(here, req);
      if (!link) return notThere(res, visitor);
      const { clientId, id, url } = link;
      return begin(req, res, visitor, here, { kind: 'link', clientId, link: id, target: url });
    }),
  );
  router.get(
    '/courses/:course/navigation/start',
    inside('everybody', (visitor, here, req, res) => {
      const tool = toolAsked(req);
      if (!tool) return notThere(res, visitor);
      const target = new URL(tool.launchUrl);
      target.searchParams.set('view', 'course');
      const { clientId } = tool;
      return begin(req, res, visitor, here, {
        kind: 'navigation',
        clientId,
        link: null,
        target: target.href,
      });
    }),
  );
  router.get(
    '/courses/:course/add/start',
    inside('teachers', (visitor, here, req, res) => {
      const tool = toolAsked(req);
      if (!tool) return notThere(res, visitor);
      const { clientId, contentUrl } = tool;
      return begin(req, res, visitor, here, { kind: 'content', clientId, link: null, target: contentUrl });
    }),
  );
  return router;

  function showFrame(res: Response, visitor: Visitor, here: InCourse, framed: Framed): void {
    const { frame, profile } = visitor;
    const storage = profile === 'canvas' ? platform.storage.way : 'none';
    show(res, <ToolFramePage {...frame} {...framed} back={at(visitor, here)} storage={storage} />);
  }

  function toolAsked(req: Request) {
    const tool = school.tools.one(String(req.query['tool'] ?? ''));
    return tool?.state === 'active' ? tool : null;
  }

  /** Learners find no link that is not published. */
  function linkAsked({ course, acting }: InCourse, req: Request) {
    const link = school.links.one(String(req.params['link']));
    const isHidden = !link || link.course !== course.key || (!link.isPublished && acting.seat === 'learner');
    return isHidden ? null : link;
  }

  function begin(req: Request, res: Response, visitor: Visitor, here: InCourse, started: Started): void {
    const errand = startLaunch(platform, {
      ...started,
      placement: String(req.query['placement'] ?? 'module_index_menu_modal'),
      course: here.course.key,
      by: here.me.key,
      person: here.acting.person.key,
      seat: here.acting.seat,
      container: req.query['in'] === 'window' ? 'window' : 'frame',
      sesskey: visitor.session.sesskey,
    });
    run(res, visitor, errand);
  }
}

const at = ({ frame }: Visitor, { course }: InCourse): string => `${frame.at}/courses/${course.key}`;
