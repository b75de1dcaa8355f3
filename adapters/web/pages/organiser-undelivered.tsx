import { z } from 'zod';
import { deliverAgain } from '../../../core/organisers/deliver-again.ts';
import { listUndelivered } from '../../../core/organisers/list-undelivered.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { Undelivered } from '../../../core/ports/engine.ts';
import { ago } from '../../conversation/words/dates.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk, Empty, More } from '../parts/desk.tsx';
import { Button, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;
const Again = z.object({ key: z.string().min(1).max(200) });

/** What did not arrive in an organiser's courses, why, and *Send again*. */
export const organiserUndeliveredPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/undelivered',
  params: OrganiserParams,
  get,
  posts: { again: post({ schema: Again, again: get, run: sendAgain }) },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const after = typeof here.req.query['after'] === 'string' ? here.req.query['after'] : null;
  const listed = await listUndelivered(here.web.ports, here.who, organiser.id, { size: 50, after });
  if (listed.refused) return refusedAnswer(here, listed.refused, tellingOf(here, []), get);
  const { items, next } = listed.done;
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="undelivered">
        <h1>{sayHere(here)('organiser.tab.undelivered')}</h1>
        {items.length === 0 ? <Empty words="organiser.undelivered.empty" /> : null}
        <ul class="cards">
          {items.map((item) => (
            <Item of={item} slug={organiser.slug} />
          ))}
        </ul>
        <More to={`/app/organisers/${organiser.slug}/undelivered`} next={next} />
      </Desk>
    ),
  };
}

async function sendAgain(here: At, { key }: z.infer<typeof Again>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const sent = await deliverAgain(here.web.ports, here.who, organiser.id, key);
  if (sent.refused) return refusedAnswer(here, sent.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('organiser.undelivered.sent') };
}

function Item({ of, slug }: { of: Undelivered; slug: string }) {
  const say = useSay();
  const { visitor, now } = useHere();
  return (
    <li class="card">
      <p>
        <strong>{say(`organiser.undelivered.about.${aboutOf(of.reaction)}`)}</strong>{' '}
        <span class="small">
          {say('organiser.undelivered.since', { ago: ago(visitor.language, of.setAsideAt, now) })}
        </span>
      </p>
      <details>
        <summary>{say('organiser.undelivered.said')}</summary>
        <p class="small">
          {of.trouble} <code>{of.reaction}</code>
        </p>
      </details>
      <Form action={`/app/organisers/${slug}/undelivered/again`} name={of.key}>
        <input type="hidden" name="key" value={of.key} />
        <Button kind="quiet" hook="send-again">
          {say('organiser.undelivered.again')}
        </Button>
      </Form>
    </li>
  );
}

/** What did not arrive, as its reader calls it. */
function aboutOf(reaction: string): 'grade' | 'news' | 'award' | 'other' {
  if (/grade/.test(reaction)) return 'grade';
  if (/^(tell|ask)-/.test(reaction)) return 'news';
  return /award|issue|badge/.test(reaction) ? 'award' : 'other';
}
