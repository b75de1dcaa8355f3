import { z } from 'zod';
import { DescribeOrganiser, describeOrganiser } from '../../../core/organisers/describe-organiser.ts';
import { hasIssuerAddress, type Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { may } from '../../../core/people/may.ts';
import type { Texts } from '../../../core/texts.ts';
import { type Answer, type Fields, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { languageNames } from '../parts/facts.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Prose } from '../parts/texts.tsx';
import { readPicture } from '../picture-upload.ts';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { keepLogo, LogoForm, logoFields, showLogo } from './organiser-logo.tsx';
import type { Pictured } from './pictured.ts';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

const { url, email } = DescribeOrganiser.shape;
const Described = z
  .object({ name: DescribeOrganiser.shape.name.unwrap(), url, email })
  // A text per language, `about-sl`; left empty it is not sent.
  .catchall(z.union([z.string().max(2000), z.array(z.string())]));

/** What an organiser says of itself. With address and e-mail, badges that waited for them are issued. */
export const organiserAboutPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/about',
  params: OrganiserParams,
  get,
  posts: {
    describe: post({ schema: Described, again: (here: At) => get(here), run: describe }),
    picture: { reads: (here) => readPicture(here), run: (here, fields) => showLogo(here, fields, get) },
    'keep-picture': {
      reads: (here) => readPicture(here),
      run: (here, fields) => keepLogo(here, fields, get),
    },
  },
};

async function get(here: At, pictured: Pictured | null = null): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const mayDescribe = may.publish(here.who, organiser.id).verdict === 'yes';
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    amiss: {
      form: '',
      fields: {},
      refused: null,
      ...here.amiss,
      typed: { ...logoFields(organiser), ...here.amiss?.typed },
    },
    body: (
      <Desk organiser={organiser} at="about">
        <h1>{sayHere(here)('organiser.tab.about')}</h1>
        {mayDescribe ? <DescribeForm of={organiser} /> : <Shown of={organiser} />}
        {mayDescribe ? <LogoForm of={organiser} pictured={pictured} /> : null}
      </Desk>
    ),
  };
}

async function describe(here: At, input: z.infer<typeof Described>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const described = await describeOrganiser(here.web.ports, here.who, organiser.id, {
    name: input.name,
    url: input.url ?? null,
    email: input.email ?? null,
    about: aboutOf(here.fields, organiser),
  });
  if (described.refused)
    return refusedAnswer(here, described.refused, tellingOf(here, []), (again) => get(again));
  const isNowWhole = !hasIssuerAddress(organiser) && hasIssuerAddress(described.done);
  const key = isNowWhole ? 'organiser.about.kept-and-issued' : 'organiser.about.kept';
  return { ...(await get(here)), said: sayHere(here)(key) };
}

/** The first language with a text is the original where the one before has none now. */
function aboutOf(fields: Fields, { languages, about }: Organiser): Texts | null {
  const texts = Object.fromEntries(
    languagesOf({ languages, about }).flatMap((language) => {
      const text = fields[`about-${language}`];
      return typeof text === 'string' ? [[language, text]] : [];
    }),
  );
  const original = about && about.original in texts ? about.original : Object.keys(texts)[0];
  return original === undefined ? null : { original, in: texts };
}

const languagesOf = ({ languages, about }: Pick<Organiser, 'languages' | 'about'>): readonly string[] => [
  ...new Set([...languages, ...Object.keys(about?.in ?? {})]),
];

function DescribeForm({ of }: { of: Organiser }) {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <Form action={`/app/organisers/${of.slug}/about/describe`} class="card">
      {hasIssuerAddress(of) ? null : <p class="refused">{say('organiser.about.missing')}</p>}
      <Field id="name" name="name" label={say('organiser.about.name')} most={120} value={of.name} isNeeded />
      <Field
        id="url"
        name="url"
        kind="url"
        label={say('organiser.about.url')}
        hint={say('organiser.about.url.hint')}
        most={500}
        value={of.url ?? ''}
        hook="organiser-url"
      />
      <Field
        id="email"
        name="email"
        kind="email"
        label={say('organiser.about.email')}
        hint={say('organiser.about.email.hint')}
        most={254}
        value={of.email ?? ''}
        hook="organiser-email"
      />
      {languagesOf(of).map((language) => (
        <Field
          id={`about-${language}`}
          name={`about-${language}`}
          kind="long"
          label={say('organiser.about.text', {
            language: languageNames(visitor.language, [language]).join(),
          })}
          most={2000}
          value={of.about?.in[language] ?? ''}
        />
      ))}
      <Button hook="describe">{say('organiser.about.keep')}</Button>
    </Form>
  );
}

/** For those who may not change it. */
function Shown({ of }: { of: Organiser }) {
  const say = useSay();
  return (
    <section class="card">
      <h2>{of.name}</h2>
      {of.about ? <Prose of={of.about} /> : null}
      <p>{[of.url, of.email].filter(Boolean).join(' · ')}</p>
      <p class="small">{say('organiser.about.who')}</p>
    </section>
  );
}
