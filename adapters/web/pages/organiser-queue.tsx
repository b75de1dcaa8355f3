import { listQueue } from '../../../core/evidence/list-queue.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import type { Page } from '../page.ts';
import { Desk, Empty, More } from '../parts/desk.tsx';
import { ReviewCard } from '../parts/review-card.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** What was handed in for an organiser's activities and waits for its word, oldest first. */
export const organiserQueuePage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser',
  params: OrganiserParams,
  get,
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const after = typeof here.req.query['after'] === 'string' ? here.req.query['after'] : null;
  const of = { kind: 'organiser', organiser: organiser.id } as const;
  const queue = await listQueue(here.web.ports, here.who, { of, all: false, after, size: 25 });
  if (queue.refused) return refusedAnswer(here, queue.refused, tellingOf(here, []), get);
  const { items, next } = queue.done;
  const say = sayHere(here);
  return {
    title: say('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="queue">
        <h1>{say('organiser.tab.queue')}</h1>
        {items.length === 0 ? <Empty words="organiser.queue.empty" /> : null}
        {items.map((item) => (
          <ReviewCard of={item} />
        ))}
        <More to={`/app/organisers/${organiser.slug}`} next={next} />
      </Desk>
    ),
  };
}
