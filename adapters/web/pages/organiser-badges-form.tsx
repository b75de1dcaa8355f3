import type { Making } from '../../../core/badges/see-making.ts';
import type { Language } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { languageNames } from '../parts/facts.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { Designer } from './organiser-badges-designer.tsx';
import { More } from './organiser-badges-more.tsx';
import { Rules } from './organiser-badges-rules.tsx';

/** Everything a badge is made of, on one page: what must be there first, the rest behind. */
export function MakerForm(props: {
  readonly of: Making;
  readonly at: string;
  readonly languages: readonly Language[];
  readonly own: string | null;
  readonly code: string | null;
}) {
  const say = useSay();
  const { of, at, languages } = props;
  const [main = 'en', ...others] = languages;
  const kept = `badge/${of.organiser.id}/${of.badge?.id ?? 'new'}`;
  return (
    <>
      <Back to={`/app/organisers/${of.organiser.slug}/badges`}>{say('organiser.tab.badges')}</Back>
      <h1>{say(of.badge ? 'maker.title.change' : 'maker.title.new')}</h1>
      {of.badge && of.badge.state !== 'draft' ? (
        <p>{say('maker.version.note', { version: of.badge.version + 1 })}</p>
      ) : null}
      <Form action={`${at}/keep`} takesFiles class="maker">
        <section class="card">
          <h2>{say('maker.words')}</h2>
          <TextFields language={main} kept={kept} isMain />
          {others.map((language) => (
            <Translation language={language} kept={kept} />
          ))}
        </section>
        <section class="card">
          <Designer at={`${at}/picture`} languages={languages} own={props.own} code={props.code} />
        </section>
        <section class="card">
          <Rules of={of} />
        </section>
        <section class="card">
          <More of={of} />
        </section>
        <p class="buttons">
          <Button hook="keep-badge">{say('maker.keep')}</Button>
        </p>
        <p class="small">{say('maker.keep.hint')}</p>
      </Form>
    </>
  );
}

function TextFields({ language, kept, isMain }: { language: Language; kept: string; isMain?: boolean }) {
  const say = useSay();
  const { visitor } = useHere();
  const [name = language] = languageNames(visitor.language, [language]);
  const fields = [
    ['name', 'text', 120],
    ['description', 'long', 1000],
    ['criteria', 'long', 4000],
  ] as const;
  return (
    <div lang={language}>
      {fields.map(([field, kind, most]) => (
        <Field
          id={`${field}-${language}`}
          name={`${field}-${language}`}
          kind={kind}
          label={`${say(`maker.${field}`)} (${name})`}
          {...(isMain ? { hint: say(`maker.${field}.hint`) } : {})}
          most={most}
          isNeeded={isMain ?? false}
          keptAs={`${kept}/${field}-${language}`}
          hook={`${field}-${language}`}
          rows={field === 'criteria' ? 6 : 3}
        />
      ))}
    </div>
  );
}

/** Open where something is written in it, or wrong. */
function Translation({ language, kept }: { language: Language; kept: string }) {
  const say = useSay();
  const { visitor, amiss } = useHere();
  const [name = language] = languageNames(visitor.language, [language]);
  const isThere = ['name', 'description', 'criteria'].some(
    (field) => `${field}-${language}` in (amiss?.typed ?? {}),
  );
  return (
    <details open={isThere}>
      <summary>{say('maker.in-language', { language: name })}</summary>
      <TextFields language={language} kept={kept} />
    </details>
  );
}
