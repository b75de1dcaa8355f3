import { z } from 'zod';
import { NoticeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { markNoticesSeen } from '../../../core/people/mark-notices-seen.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';

/** Notices stand on top of every page, this one shows nothing else. */
export const noticesPage: Page<object> = {
  path: '/app/notices',
  params: z.object({}),
  get,
  posts: {
    seen: post({
      schema: z.object({
        notices: z.preprocess(
          (sent) => (typeof sent === 'string' ? [sent] : sent),
          z.array(NoticeId).min(1).max(50),
        ),
      }),
      again: get,
      async run(here: Here<object, Someone>, { notices }): Promise<Answer> {
        await markNoticesSeen(here.web.ports, here.who, { notices });
        return { title: sayHere(here)('notice.title'), body: <div id="notices" />, isFragment: true };
      },
    }),
  },
};

async function get(here: Here<object, Someone>): Promise<Answer> {
  const title = sayHere(here)('notice.title');
  return { title, body: <h1>{title}</h1> };
}
