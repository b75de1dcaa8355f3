import type { Task } from '../../../core/activities/task.ts';
import type { PlaylistId } from '../../../core/ids.ts';
import type { TaskView } from '../../../core/playlists/step-view.ts';
import { useHere, useSay } from '../here.ts';
import { EvidenceShown, ReviewShown } from './evidence.tsx';
import { acceptedFiles, Button, Field, Form, useCameBack, useTyped } from './form.tsx';
import { Icon } from './icon.tsx';
import { Why } from './telling.tsx';
import { Prose, Text, textHere } from './texts.tsx';

/** What changes along with a task when something is handed in. */
const along = ['progress', 'standing', 'earned'];

/** One task: what to do, what became of what was handed in, and the form for the next version. */
export function TaskShown(props: {
  readonly of: TaskView;
  readonly at: string;
  readonly within: PlaylistId | null;
}) {
  const say = useSay();
  const { task, evidence, state } = props.of;
  // What was typed is not lost where it was shut meanwhile.
  const cameBack = useCameBack(task.id) && props.of.isShutForLate;
  const isBack = state === 'to-improve' || state === 'rejected';
  const said = evidence?.reviews.filter(({ decision }) => decision !== 'approve') ?? [];
  return (
    <section class={`card task ${state}`} id={`task-${task.id}`} aria-labelledby={`title-${task.id}`}>
      <p class="step-marks">
        <span class={`chip ${chips[state]}`}>{say(`work.state.${state}`)}</span>
        {props.of.isLate ? <span class="chip">{say('work.late')}</span> : null}
      </p>
      <h3 id={`title-${task.id}`}>
        <Text of={task.title} />
      </h3>
      <Prose of={task.instruction} />
      <p class="small with-icon">
        <Icon is="people" size={16} /> {say(`task.check.${checkOf(task)}`, { count: task.check.count })}
      </p>
      {isBack ? (
        <div data-focus>
          {said.map((review) => (
            <ReviewShown of={review} />
          ))}
        </div>
      ) : null}
      {state !== 'open' && !isBack ? (
        <p class="why" data-focus>
          <Why of={props.of.explanation} />
        </p>
      ) : null}
      {evidence ? (
        <details class="handed-in" open={state === 'in-review'}>
          <summary>{say('task.handed-in')}</summary>
          <EvidenceShown of={evidence} hideReviews={isBack} />
        </details>
      ) : null}
      {props.of.canTakeBack ? (
        <Form action={`${props.at}/take-back`} swaps={`task-${task.id}`} along={along}>
          <input type="hidden" name="task" value={task.id} />
          <Button kind="quiet">{say('task.take-back')}</Button>
        </Form>
      ) : null}
      {props.of.isShutForLate ? <p class="why">{say('task.shut-for-late')}</p> : null}
      {props.of.canSubmit || cameBack ? <HandIn {...props} /> : null}
    </section>
  );
}

const chips = {
  open: 'now',
  'in-review': 'waits',
  'to-improve': 'bad',
  rejected: 'bad',
  finished: 'good',
} as const;

/** Crews come with chat and are judged as peers before. */
const checkOf = ({ check }: Task): 'self' | 'peers' | 'organisers' =>
  check.who === 'crew' || check.who === 'crew-leads' ? 'peers' : check.who;

function HandIn({ of, at }: { of: TaskView; at: string }) {
  const say = useSay();
  const here = useHere();
  const { web, who } = here;
  const { task } = of;
  const takes = (kind: Task['accepts'][number]) => task.accepts.includes(kind);
  const id = (field: string) => `${field}-${task.id}`;
  // The last version is what one goes on from.
  const before = (kind: 'text' | 'link') => of.evidence?.items.find((item) => item.kind === kind);
  const [text, link] = [before('text'), before('link')];
  return (
    <Form
      action={`${at}/hand-in`}
      name={task.id}
      swaps={`task-${task.id}`}
      along={along}
      takesFiles
      class="hand-in"
      label={say('task.hand-in', { task: textHere(here, task.title) })}
    >
      <input type="hidden" name="task" value={task.id} />
      <HandInKey fresh={web.ports.ids.code(16)} />
      {takes('text') ? (
        <Field
          id={id('text')}
          name="text"
          kind="long"
          rows={6}
          most={4000}
          label={say('task.text')}
          hint={say('task.text.hint')}
          hook="evidence-text"
          value={text?.kind === 'text' ? text.text : ''}
          keptAs={`${who.person}/${task.id}/text`}
        />
      ) : null}
      <p class="small" data-restored hidden>
        {say('task.restored')}
      </p>
      {takes('link') ? (
        <Field
          id={id('link')}
          name="link"
          kind="url"
          most={2000}
          label={say('task.link')}
          hint={say('task.link.hint')}
          hook="evidence-link"
          value={link?.kind === 'link' ? link.url : ''}
          keptAs={`${who.person}/${task.id}/link`}
        />
      ) : null}
      {takes('file') ? <Files of={of} id={id('files')} /> : null}
      <details class="more">
        <summary>{say('task.note.add')}</summary>
        <Field
          id={id('note')}
          name="note"
          kind="long"
          rows={2}
          most={1000}
          label={say('task.note')}
          keptAs={`${who.person}/${task.id}/note`}
        />
      </details>
      <div class="buttons">
        <Button hook="submit-evidence">
          {say(of.state === 'open' ? 'task.submit' : 'task.submit-again')}
        </Button>
      </div>
      <div data-upload class="upload" hidden>
        <label>
          {say('task.uploading')} <progress max={100} value={0} />
        </label>
      </div>
    </Form>
  );
}

/** One per form shown: sent twice, it is one handing in. A form that comes back with an error keeps its own. */
function HandInKey({ fresh }: { fresh: string }) {
  return <input type="hidden" name="handIn" value={useTyped('handIn').value ?? fresh} />;
}

function Files({ of, id }: { of: TaskView; id: string }) {
  const say = useSay();
  const { wrong } = useTyped('files');
  const kept = useTyped('kept').all;
  return (
    <>
      <div class={wrong ? 'field wrong' : 'field'}>
        <label for={id}>{say('task.files')}</label>
        <p class="hint" id={`${id}-hint`}>
          {say('task.files.hint')}
        </p>
        {of.mediaGoesToOrganisers ? <p class="hint">{say('task.files.under-18')}</p> : null}
        <input
          type="file"
          id={id}
          name="files"
          multiple
          accept={acceptedFiles}
          aria-describedby={wrong ? `${id}-hint ${id}-wrong` : `${id}-hint`}
          aria-invalid={wrong ? true : undefined}
          data-test="evidence-files"
        />
        {wrong ? (
          <p class="error" id={`${id}-wrong`}>
            {say(wrong.key, wrong.data)}
          </p>
        ) : null}
        {kept.map((one) => (
          <label class="choice">
            <input type="checkbox" name="kept" value={one} checked />
            {say('task.files.kept', { name: one.slice(one.indexOf('|') + 1) })}
          </label>
        ))}
      </div>
      <div data-with-files={id}>
        <Field id={`${id}-alt`} name="alt" most={250} label={say('task.alt')} hint={say('task.alt.hint')} />
      </div>
    </>
  );
}
