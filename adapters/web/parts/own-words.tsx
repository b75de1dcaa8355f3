import type { OwnWords } from '../../../core/reflections/list-reflections.ts';
import { prompts } from '../../../core/reflections/reflection.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Field, Form, useTyped } from './form.tsx';
import { useDay } from './standing.tsx';
import { Text, textHere } from './texts.tsx';

/** What somebody wrote on their own learning, and a place to write more. */
export function OwnWordsShown({ of }: { of: OwnWords }) {
  const say = useSay();
  return (
    <section class="card" aria-labelledby="own-words">
      <h2 id="own-words">{say('reflection.title')}</h2>
      <p class="soft">{say('reflection.about')}</p>
      <ul class="plain-list">
        {of.written.map((one) => (
          <Written of={one} />
        ))}
      </ul>
      <details open={of.written.length === 0}>
        <summary>{say('reflection.write')}</summary>
        <Write of={of} />
      </details>
    </section>
  );
}

function Written({ of: { reflection, activity } }: { of: OwnWords['written'][number] }) {
  const say = useSay();
  const day = useDay();
  const { id, isInRecord, prompt } = reflection;
  return (
    <li class="evidence" data-test="reflection">
      {prompt === 'free' ? null : <h3>{say(`reflection.prompt.${prompt}`)}</h3>}
      <p class="small">
        {activity ? (
          <>
            <Text of={activity.name} /> ·{' '}
          </>
        ) : null}
        {day(reflection.at)}{' '}
        <span class={isInRecord ? 'chip good' : 'chip'}>
          {say(isInRecord ? 'reflection.is-in-record' : 'reflection.is-private')}
        </span>
      </p>
      <p class="typed">{reflection.words}</p>
      <div class="row">
        <Form action="/me/record/show-words">
          <input type="hidden" name="reflection" value={id} />
          <input type="hidden" name="isInRecord" value={isInRecord ? 'no' : 'yes'} />
          <Button kind="quiet" hook="show-words">
            {say(isInRecord ? 'reflection.take-out' : 'reflection.take-in')}
          </Button>
        </Form>
        <details>
          <summary>{say('reflection.remove')}</summary>
          <Form action="/me/record/remove-words">
            <input type="hidden" name="reflection" value={id} />
            <Button kind="danger" hook="remove-words">
              {say('reflection.remove.do')}
            </Button>
          </Form>
        </details>
      </div>
    </li>
  );
}

function Write({ of }: { of: OwnWords }) {
  const say = useSay();
  const here = useHere();
  const form = useTyped('form');
  return (
    <Form action="/me/record/write" name="write">
      <input type="hidden" name="form" value={form.value ?? here.web.ports.ids.code(16)} />
      <Choice
        name="prompt"
        label={say('reflection.prompt')}
        options={prompts.map((one) => [one, say(`reflection.prompt.${one}`)])}
      />
      <Choice
        name="activity"
        label={say('reflection.activity')}
        options={[
          ['', say('reflection.activity.none')],
          ...of.activities.map(({ id, name }) => [id, textHere(here, name)] as const),
        ]}
      />
      <Field
        id="words"
        name="words"
        kind="long"
        rows={5}
        label={say('reflection.words')}
        most={2000}
        isNeeded
        hook="words"
        keptAs={`${here.who.person}/reflection`}
      />
      <InRecord />
      <Button kind="quiet" hook="write-words">
        {say('reflection.keep')}
      </Button>
    </Form>
  );
}

function InRecord() {
  const say = useSay();
  const { value } = useTyped('isInRecord');
  return (
    <label class="choice">
      <input type="checkbox" name="isInRecord" value="yes" checked={value === 'yes'} />
      {say('reflection.in-record')}
    </label>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}) {
  const { value } = useTyped(props.name);
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <select id={props.name} name={props.name}>
        {props.options.map(([one, label]) => (
          <option value={one} selected={one === value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
