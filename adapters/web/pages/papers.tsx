import { z } from 'zod';
import type { Actor } from '../../../core/people/actor.ts';
import { spokenLanguages, type WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type OwnText, readOwnText } from '../operator-texts.ts';
import type { Page } from '../page.ts';

type Params = Record<never, never>;
type Part = readonly [title: WordsKey, text: WordsKey];

/**
 * What an operator must tell people: in their own words where they wrote some, else good defaults.
 * `OPERATOR_NAME` and `OPERATOR_EMAIL` put a name under it.
 */
export const privacyPage: Page<Params, Actor> = {
  path: '/privacy',
  params: z.object({}),
  get: (here) =>
    paper(here, 'privacy', [
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
    paper(here, 'terms', [
      ['terms.own.title', 'terms.own.text'],
      ['terms.kind.title', 'terms.kind.text'],
      ['terms.badge.title', 'terms.badge.text'],
      ['terms.as-is.title', 'terms.as-is.text'],
    ]),
};

async function paper(here: Here, name: 'privacy' | 'terms', parts: readonly Part[]): Promise<Answer> {
  const { ownTexts } = here.web.config;
  const own = await readOwnText(ownTexts, name, [here.visitor.language, ...spokenLanguages]);
  const title = sayHere(here)(`${name}.title`);
  if (own) return { title: own.title || title, body: <OwnPaper of={own} title={own.title || title} /> };
  return { title, body: <Paper title={`${name}.title`} lead={`${name}.lead`} parts={parts} /> };
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

/** In the operator's words: text, never markup. */
function OwnPaper({ of, title }: { of: OwnText; title: string }) {
  return (
    <article class="paper" lang={of.language}>
      <h1>{title}</h1>
      {of.parts.map(({ heading, paragraphs }) => (
        <section>
          {heading === null ? null : <h2>{heading}</h2>}
          {paragraphs.map((paragraph) => (
            <p class="typed">{paragraph}</p>
          ))}
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
