import type { Making } from '../../../core/badges/see-making.ts';
import { textFor } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { Field, useTyped } from '../parts/form.tsx';
import { Wrong } from './organiser-badges-designer.tsx';
import { alignmentParts, mostAlignments } from './organiser-badges-fields.ts';

/** What most badges do without. */
export function More({ of }: { of: Making }) {
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
