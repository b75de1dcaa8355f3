import type { Making } from '../../../core/badges/see-making.ts';
import { type Texts, textFor } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { Field, useTyped } from '../parts/form.tsx';
import { Wrong } from './organiser-badges-designer.tsx';
import { mostRules } from './organiser-badges-fields.ts';

/** The ways to a badge, any of which is enough: the first is open, the others behind. */
export function Rules({ of }: { of: Making }) {
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
