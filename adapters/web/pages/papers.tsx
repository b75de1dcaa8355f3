import { z } from 'zod';
import type { Actor } from '../../../core/people/actor.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';

type Params = Record<never, never>;
type Part = readonly [title: WordsKey, text: WordsKey];

/** Good defaults for what an operator must tell people; `OPERATOR_NAME` and `OPERATOR_EMAIL` put a name under it. */
export const privacyPage: Page<Params, Actor> = {
  path: '/privacy',
  params: z.object({}),
  get: (here) =>
    paper(here, 'privacy.title', 'privacy.lead', [
      ['privacy.keep.title', 'privacy.keep.text'],
      ['privacy.see.title', 'privacy.see.text'],
      ['privacy.badge.title', 'privacy.badge.text'],
      ['privacy.cookies.title', 'privacy.cookies.text'],
      ['privacy.rights.title', 'privacy.rights.text'],
    ]),
};

export const termsPage: Page<Params, Actor> = {
  path: '/terms',
  params: z.object({}),
  get: (here) =>
    paper(here, 'terms.title', 'terms.lead', [
      ['terms.own.title', 'terms.own.text'],
      ['terms.kind.title', 'terms.kind.text'],
      ['terms.badge.title', 'terms.badge.text'],
      ['terms.as-is.title', 'terms.as-is.text'],
    ]),
};

async function paper(here: Here, title: WordsKey, lead: WordsKey, parts: readonly Part[]): Promise<Answer> {
  return { title: sayHere(here)(title), body: <Paper title={title} lead={lead} parts={parts} /> };
}

function Paper({ title, lead, parts }: { title: WordsKey; lead: WordsKey; parts: readonly Part[] }) {
  const say = useSay();
  return (
    <article class="paper">
      <h1>{say(title)}</h1>
      <p class="lead">{say(lead)}</p>
      {parts.map(([heading, text]) => (
        <section>
          <h2>{say(heading)}</h2>
          <p>{say(text)}</p>
        </section>
      ))}
      <Operator />
    </article>
  );
}

function Operator() {
  const say = useSay();
  const { operator } = useHere().web.config;
  return <p class="small">{operator ? say('privacy.operator', operator) : say('privacy.operator.none')}</p>;
}
