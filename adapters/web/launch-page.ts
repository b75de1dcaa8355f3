import type { Request, Response } from 'express';
import type { ActivityId, PlaylistId } from '../../core/ids.ts';
import type { Someone } from '../../core/people/actor.ts';
import type { Answer, Here } from './here.ts';
import { arrive, caught } from './page.ts';
import { activityPage } from './pages/activity.tsx';
import { classPage } from './pages/class.tsx';
import { coursePage, nothingChosenAnswer } from './pages/course.tsx';
import { choosePage, pickerPage } from './pages/picker.tsx';
import { playlistPage } from './pages/playlist.tsx';
import { send } from './send.ts';
import type { Visit } from './visit.ts';
import { visitorOf } from './visitor.ts';
import type { Web } from './web.ts';

/** What somebody sees who comes in from an LMS. */
export type LaunchView =
  | { readonly page: 'picker' }
  | { readonly page: 'playlist'; readonly playlist: PlaylistId }
  | { readonly page: 'activity'; readonly activity: ActivityId; readonly within: PlaylistId | null }
  | { readonly page: 'course' }
  | { readonly page: 'choose-item' }
  | { readonly page: 'nothing-chosen' };

/**
 * Answers a launch with the page itself: 200 and a document that holds the visit's token. A redirect would need it
 * in an address.
 */
export async function answerLaunch(
  web: Web,
  req: Request,
  res: Response,
  opened: { readonly visit: Visit; readonly token: string },
  view: LaunchView,
): Promise<void> {
  const visitor = await visitorOf(web, opened.visit);
  const arrived = await arrive(web, req, res, visitor);
  const here = { ...arrived, who: { ...visitor.actor, person: opened.visit.person } };
  await send(arrived, await caught(arrived, () => pageOf(here, view)), opened.token);
}

function pageOf(here: Here<unknown, Someone>, view: LaunchView): Promise<Answer> {
  switch (view.page) {
    case 'picker':
      return pickerPage.get({ ...here, params: {} });
    case 'playlist':
      return playlistPage.get({ ...here, params: { playlist: view.playlist } });
    case 'activity':
      return activityPage.get({
        ...here,
        params: { activity: view.activity, ...(view.within ? { within: view.within } : {}) },
      });
    case 'course':
      return here.who.seat?.as === 'teacher'
        ? classPage.get({ ...here, params: {} })
        : coursePage.get({ ...here, params: {} });
    case 'choose-item':
      return choosePage.get({ ...here, params: {} });
    case 'nothing-chosen':
      return Promise.resolve(nothingChosenAnswer(here));
  }
}
