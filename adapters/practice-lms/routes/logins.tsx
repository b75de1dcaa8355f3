import express from 'express';
import { z } from 'zod';
import { answerLogin, LoginRequest } from '../login.ts';
import type { Platform } from '../platform.ts';
import { profiles } from '../profiles.ts';
import { repostsItself, run, textsOf } from './errands.tsx';
import { refuse, visitorOf } from './visitor.ts';

const title = 'This login cannot be answered';

/** The authorization endpoint of each profile: the second step of the login. */
export function loginRoutes(platform: Platform): express.Router {
  const router = express.Router();
  for (const profile of Object.values(profiles)) {
    const path = profile.paths.authorization;
    router.all(path, express.urlencoded({ extended: false }), async (req, res) => {
      const visitor = visitorOf(platform, req, res);
      const asked = { ...textsOf(req.query), ...textsOf(req.body) };
      const { sessions, school } = platform;
      const session = profile.hasLaxCookie ? sessions.ofLaxCookie(req) : sessions.of(req);
      if (repostsItself(profile.hasLaxCookie, session, asked)) {
        const fields = { ...asked, repost: '1' };
        return run(res, visitor, { method: 'post', action: `${platform.base}${path}`, fields });
      }
      const request = LoginRequest.safeParse(asked);
      if (!request.success) return refuse(res, visitor, 400, title, z.prettifyError(request.error));
      if (school.tools.one(request.data.client_id)?.profile !== profile.name)
        return refuse(res, visitor, 400, title, 'client_id: no such tool here.');

      const answer = await answerLogin(platform, request.data, session?.person ?? null);
      if ('page' in answer) refuse(res, visitor, 400, title, answer.page);
      else run(res, visitor, answer);
    });
  }
  return router;
}
