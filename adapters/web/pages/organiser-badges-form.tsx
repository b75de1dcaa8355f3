import type { Making } from '../../../core/badges/see-making.ts';
import { type Language, type Texts, textFor } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { languageNames } from '../parts/facts.tsx';
import { Button, Field, Form, useTyped } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { Designer, Wrong } from './organiser-badges-designer.tsx';
import { alignmentParts, mostAlignments, mostRules } from './organiser-badges-fields.ts';

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

function Rules({ of }: { of: Making }) {
  const say = useSay();
  const { amiss } = useHere();
  const rows = Array.from({ length: mostRules }, (_, at) => at + 1);
  const [first = 1, ...more] = rows;
  const isMore = more.some((row) => amiss?.typed?.[`rule-${row}`]);
  return (
    <fieldset>
      <legend>{say('maker.rules')}</legend>
      <p class="hint">{say('maker.rules.hint')}</p>
      <Rule row={first} of={of} />
      <details open={isMore}>
        <summary>{say('maker.rule.more')}</summary>
        {more.map((row) => (
          <Rule row={row} of={of} />
        ))}
      </details>
    </fieldset>
  );
}

function Rule({ row, of }: { row: number; of: Making }) {
  const say = useSay();
  const { value = '', wrong } = useTyped(`rule-${row}`);
  const { activities, playlists, scored } = of.choices;
  const id = `rule-${row}`;
  return (
    <div class="rule">
      <div class={wrong ? 'field wrong' : 'field'}>
        <label for={id}>{say('maker.rule', { row })}</label>
        <select
          id={id}
          name={id}
          data-test={id}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
        >
          <option value="">{row === 1 ? say('maker.rule.choose') : say('maker.rule.none')}</option>
          <option value="hand" selected={value === 'hand'}>
            {say('maker.rule.hand')}
          </option>
          <option value="code" selected={value === 'code'}>
            {say('maker.rule.code')}
          </option>
          <Group label={say('maker.rule.activity')} by="activity" of={activities} value={value} />
          <Group label={say('maker.rule.playlist')} by="playlist" of={playlists} value={value} />
          <Group label={say('maker.rule.score')} by="score" of={scored} value={value} />
        </select>
        <Wrong of={id} />
      </div>
      <div class="rule-score">
        <Field
          id={`score-${row}`}
          name={`score-${row}`}
          kind="number"
          label={say('maker.rule.at-least')}
          most={4}
          hook={`score-${row}`}
        />
      </div>
    </div>
  );
}

function Group(props: {
  readonly label: string;
  readonly by: string;
  readonly of: readonly { readonly id: string; readonly name: Texts }[];
  readonly value: string;
}) {
  const { visitor } = useHere();
  if (props.of.length === 0) return null;
  return (
    <optgroup label={props.label}>
      {props.of.map(({ id, name }) => (
        <option value={`${props.by}:${id}`} selected={props.value === `${props.by}:${id}`}>
          {textFor(name, [visitor.language]).text}
        </option>
      ))}
    </optgroup>
  );
}

/** What most badges do without. */
function More({ of }: { of: Making }) {
  const say = useSay();
  const { amiss } = useHere();
  const typed = amiss?.typed ?? {};
  const has = (...names: readonly string[]) => names.some((name) => (typed[name] ?? '').length > 0);
  const isMicro = has('hours', 'ects', 'level', 'assessment', 'quality', 'awarding');
  return (
    <>
      <h2>{say('maker.more')}</h2>
      <details open={has('valid-for', 'skills', 'competences', 'aligned-name-1', 'aligned-url-1')}>
        <summary>{say('maker.skills-and-validity')}</summary>
        <Field id="skills" name="skills" label={say('maker.skills')} hint={say('maker.skills.hint')} />
        <Field
          id="competences"
          name="competences"
          label={say('maker.competences')}
          hint={say('maker.skills.hint')}
        />
        <Alignments />
        <Validity />
      </details>
      <details open={has('needs', 'needs-any', 'ladder-name', 'ladder-step')}>
        <summary>{say('maker.milestones')}</summary>
        <Needs of={of} />
        <Field
          id="ladder-name"
          name="ladder-name"
          label={say('maker.ladder')}
          hint={say('maker.ladder.hint')}
          most={120}
        />
        <Field
          id="ladder-step"
          name="ladder-step"
          label={say('maker.ladder.step')}
          hint={say('maker.ladder.step.hint')}
          most={120}
        />
      </details>
      <details open={isMicro}>
        <summary>{say('maker.microcredential')}</summary>
        <p class="hint">{say('maker.microcredential.hint')}</p>
        <Field id="hours" name="hours" kind="number" label={say('maker.hours')} most={5} />
        <Field
          id="ects"
          name="ects"
          kind="decimal"
          label={say('maker.ects')}
          hint={say('maker.ects.hint')}
          most={4}
        />
        <Level />
        <Field
          id="assessment"
          name="assessment"
          label={say('maker.assessment')}
          hint={say('maker.assessment.hint')}
          most={500}
        />
        <Field id="quality" name="quality" label={say('maker.quality')} most={500} />
        <Field id="awarding" name="awarding" label={say('maker.awarding')} most={200} />
      </details>
    </>
  );
}

/** As many rows as are written, and one more to write in. */
function Alignments() {
  const say = useSay();
  const { amiss } = useHere();
  const written = Array.from({ length: mostAlignments }, (_, at) => at + 1).filter((row) =>
    alignmentParts.some((part) => amiss?.typed?.[`aligned-${part}-${row}`]),
  );
  const shown = Math.min(mostAlignments, Math.max(2, (written.at(-1) ?? 0) + 1));
  return (
    <fieldset>
      <legend class="label">{say('maker.alignments')}</legend>
      <p class="hint">{say('maker.alignments.hint')}</p>
      {Array.from({ length: shown }, (_, at) => at + 1).map((row) => (
        <fieldset class="aligned">
          <legend class="unseen">{say('maker.alignment', { row })}</legend>
          {alignmentParts.map((part) => (
            <Field
              id={`aligned-${part}-${row}`}
              name={`aligned-${part}-${row}`}
              kind={part === 'url' ? 'url' : 'text'}
              label={say(`maker.alignment.${part}`)}
              most={part === 'url' ? 2000 : part === 'code' ? 120 : 200}
            />
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}

function Validity() {
  const say = useSay();
  const { value = 'Y' } = useTyped('valid-unit');
  return (
    <div class="row validity">
      <Field
        id="valid-for"
        name="valid-for"
        kind="number"
        label={say('maker.valid-for')}
        hint={say('maker.valid-for.hint')}
        most={3}
      />
      <div class="field">
        <label for="valid-unit">{say('maker.valid-unit')}</label>
        <select id="valid-unit" name="valid-unit">
          {(['Y', 'M', 'D'] as const).map((unit) => (
            <option value={unit} selected={unit === value}>
              {say(`maker.valid-unit.${unit}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Needs({ of }: { of: Making }) {
  const say = useSay();
  const { visitor } = useHere();
  const { all, wrong } = useTyped('needs');
  const { value: any } = useTyped('needs-any');
  const { badges } = of.choices;
  return (
    <fieldset aria-describedby={wrong ? 'needs-wrong' : undefined}>
      <legend class="label">{say('maker.needs')}</legend>
      <p class="hint">{say('maker.needs.hint')}</p>
      {badges.length === 0 ? <p class="small">{say('maker.needs.empty')}</p> : null}
      <div class="choices">
        {badges.map(({ id, name }) => (
          <label class="choice">
            <input type="checkbox" name="needs" value={id} checked={all.includes(id)} />
            {textFor(name, [visitor.language]).text}
          </label>
        ))}
      </div>
      <label class="choice">
        <input type="checkbox" name="needs-any" value="yes" checked={Boolean(any)} />
        {say('maker.needs.any')}
      </label>
      <Wrong of="needs" />
      <Field
        id="need"
        name="need"
        kind="number"
        label={say('maker.need')}
        hint={say('maker.need.hint')}
        most={2}
      />
    </fieldset>
  );
}

function Level() {
  const say = useSay();
  const { value = '' } = useTyped('level');
  return (
    <div class="field">
      <label for="level">{say('maker.level')}</label>
      <select id="level" name="level">
        <option value="">{say('maker.level.none')}</option>
        {[1, 2, 3, 4, 5, 6, 7, 8].map((level) => (
          <option value={level} selected={value === String(level)}>
            {level}
          </option>
        ))}
      </select>
    </div>
  );
}
