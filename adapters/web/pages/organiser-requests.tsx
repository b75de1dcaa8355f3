import { z } from 'zod';
import { AnswerRequest, answerRequest } from '../../../core/activities/answer-request.ts';
import { type JoinRequest, listRequests } from '../../../core/activities/list-requests.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { ago } from '../../conversation/words/dates.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk, Empty, More } from '../parts/desk.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

const Answered = z.object({
  activity: AnswerRequest.shape.activity,
  person: AnswerRequest.shape.person,
  answer: z.enum(['yes', 'no']),
  reason: z.string().max(500).optional(),
});
type Answered = z.infer<typeof Answered>;

const formOf = (activity: unknown, person: unknown): string => `${activity}-${person}`;

/** Who asks to join, oldest first. */
export const organiserRequestsPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/requests',
  params: OrganiserParams,
  get,
  posts: {
    answer: post({
      schema: Answered,
      again: get,
      form: ({ fields }) => formOf(fields['activity'], fields['person']),
      run: answer,
    }),
  },
};

async function get(here: At): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const after = typeof here.req.query['after'] === 'string' ? here.req.query['after'] : null;
  const listed = await listRequests(here.web.ports, here.who, { organiser: organiser.id, after, size: 50 });
  if (listed.refused) return refusedAnswer(here, listed.refused, tellingOf(here, []), get);
  const { items, next } = listed.done;
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="requests">
        <h1>{sayHere(here)('organiser.tab.requests')}</h1>
        {items.length === 0 ? <Empty words="organiser.requests.empty" /> : null}
        <ul class="cards">
          {items.map((request) => (
            <Request of={request} slug={organiser.slug} />
          ))}
        </ul>
        <More to={`/app/organisers/${organiser.slug}/requests`} next={next} />
      </Desk>
    ),
  };
}

async function answer(here: At, input: Answered): Promise<Answer> {
  const { activity, person } = input;
  const answered = await answerRequest(here.web.ports, here.who, {
    activity,
    person,
    accept: input.answer === 'yes',
    reason: input.reason ?? null,
  });
  if (!answered.refused) return { ...(await get(here)), said: sayHere(here)('organiser.requests.answered') };
  return refusedAnswer(here, answered.refused, tellingOf(here, []), get, formOf(activity, person));
}

function Request({ of, slug }: { of: JoinRequest; slug: string }) {
  const say = useSay();
  const { visitor, now } = useHere();
  return (
    <li class="card">
      <p>
        <strong>{of.name}</strong> · <Text of={of.activity.name} />{' '}
        <span class="small">{ago(visitor.language, of.at, now)}</span>
      </p>
      <Form action={`/app/organisers/${slug}/requests/answer`} name={formOf(of.activity.id, of.person)}>
        <input type="hidden" name="activity" value={of.activity.id} />
        <input type="hidden" name="person" value={of.person} />
        <Field
          id={`why-${of.activity.id}-${of.person}`}
          name="reason"
          label={say('organiser.requests.reason')}
          most={500}
        />
        <div class="buttons">
          <Button name="answer" value="yes">
            {say('organiser.requests.accept')}
          </Button>
          <Button kind="quiet" name="answer" value="no">
            {say('organiser.requests.refuse')}
          </Button>
        </div>
      </Form>
    </li>
  );
}
