import { CloseLateWork, closeLateWork } from '../../../core/activities/close-late-work.ts';
import { listLateWork } from '../../../core/activities/list-late-work.ts';
import { listQueue } from '../../../core/evidence/list-queue.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { ChooseWeeklyNote, chooseWeeklyNote } from '../../../core/people/choose-weekly-note.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk, Empty, More } from '../parts/desk.tsx';
import { LateWork } from '../parts/late-work.tsx';
import { ReviewCard } from '../parts/review-card.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { WeeklyNote } from '../parts/weekly-note.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** What was handed in for an organiser's activities and waits for its word, oldest first. */
export const organiserQueuePage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser',
  params: OrganiserParams,
  get,
  posts: {
    'weekly-note': post({ schema: ChooseWeeklyNote, again: get, form: () => 'weekly-note', run: choose }),
    'late-work': post({ schema: CloseLateWork, again: get, run: setLateWork }),
  },
};

async function choose(here: At, input: ChooseWeeklyNote): Promise<Answer> {
  const chosen = await chooseWeeklyNote(here.web.ports, here.who, input);
  if (chosen.refused) return refusedAnswer(here, chosen.refused, tellingOf(here, []), get, 'weekly-note');
  return { ...(await get(here)), said: sayHere(here)(`weekly-note.chosen.${input.wanted}`) };
}

async function setLateWork(here: At, input: CloseLateWork): Promise<Answer> {
  const set = await closeLateWork(here.web.ports, here.who, input);
  if (set.refused) return refusedAnswer(here, set.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)(`organiser.late.done.${input.takes}`) };
}

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const after = typeof here.req.query['after'] === 'string' ? here.req.query['after'] : null;
  const of = { kind: 'organiser', organiser: organiser.id } as const;
  const queue = await listQueue(here.web.ports, here.who, { of, all: false, after, size: 25 });
  if (queue.refused) return refusedAnswer(here, queue.refused, tellingOf(here, []), get);
  const { items, next } = queue.done;
  const say = sayHere(here);
  const reader = await here.web.ports.records.people.byId(here.who.person);
  return {
    title: say('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="queue">
        <h1>{say('organiser.tab.queue')}</h1>
        {items.length === 0 && next === null ? <Empty words="organiser.queue.empty" /> : null}
        {items.map((item) => (
          <ReviewCard of={item} />
        ))}
        <More to={`/app/organisers/${organiser.slug}`} next={next} />
        <LateWork
          action={`/app/organisers/${organiser.slug}/late-work`}
          activities={await listLateWork(here.web.ports, here.who, organiser.id)}
        />
        <WeeklyNote action={`/app/organisers/${organiser.slug}/weekly-note`} reader={reader} />
      </Desk>
    ),
  };
}
