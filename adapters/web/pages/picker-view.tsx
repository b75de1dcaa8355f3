import type { Entry } from '../../../core/catalogue/entry.ts';
import type { StepView } from '../../../core/playlists/step-view.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { type Found, FoundShown, type Search, SearchForm } from '../parts/catalogue.tsx';
import { ActivityFacts } from '../parts/facts.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { TellingOf } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';
import type { Pick } from './picked.ts';
import type { Way } from './picker.tsx';

export function ChooseShown(props: {
  readonly way: Way;
  readonly search: Search;
  readonly playlists: Found;
  readonly activities: Found;
  readonly addressOf: (entry: Entry) => string;
}) {
  const say = useSay();
  return (
    <>
      <h1>{say('picker.title')}</h1>
      <p class="lead">{say(`${props.way}.about`)}</p>
      <SearchForm at={`/app/${props.way}`} search={props.search} />
      <FoundShown {...props} />
      {props.way === 'picker' ? (
        <Form action="/app/picker/cancel">
          <Button kind="quiet" hook="cancel">
            {say('picker.cancel')}
          </Button>
        </Form>
      ) : null}
    </>
  );
}

/** The preview, and how it shall stand in the course. */
export function PickedShown(props: { readonly way: Way; readonly pick: Pick; readonly canEach: boolean }) {
  const say = useSay();
  const { pick, way } = props;
  const address = `/app/${way}/${pick.playlist ? 'playlists' : 'activities'}/${pick.subject.id}`;
  return (
    <>
      <p class="kicker">
        <Link to={`/app/${way}`} class="back">
          <Icon is="back" size={16} /> {say('picker.back')}
        </Link>
      </p>
      <Form action={`${address}/place`} class="card place">
        <h1>
          <Text of={pick.playlist ? pick.playlist.playlist.name : pick.activity.step.activity.name} />
        </h1>
        {pick.playlist && way === 'picker' ? <Modes canEach={props.canEach} /> : null}
        <Field id="due" name="due" kind="date" label={say('picker.due')} hint={say('picker.due.about')} />
        <Button hook="place">{say(way === 'picker' ? 'picker.place' : 'choose.place')}</Button>
      </Form>
      <section aria-labelledby="preview" class="preview">
        <h2 id="preview">{say('picker.preview')}</h2>
        <p class="soft">{say('picker.preview.about')}</p>
        {pick.playlist ? (
          <PlaylistPreview pick={pick} />
        ) : (
          <div class="card">
            <StepDetails step={pick.activity.step} />
          </div>
        )}
      </section>
    </>
  );
}

function Modes({ canEach }: { canEach: boolean }) {
  const say = useSay();
  return (
    <fieldset>
      <legend>{say('picker.mode')}</legend>
      <label class="choice tall">
        <input type="radio" name="mode" value="whole" checked data-test="pick-whole" />
        <span>
          <strong>{say('picker.mode.whole')}</strong>
          <span class="hint">{say('picker.mode.whole.about')}</span>
        </span>
      </label>
      <label class="choice tall">
        <input type="radio" name="mode" value="each-activity" disabled={!canEach} data-test="pick-each" />
        <span>
          <strong>{say('picker.mode.each')}</strong>
          <span class="hint">{say(canEach ? 'picker.mode.each.about' : 'picker.mode.each.not-here')}</span>
        </span>
      </label>
    </fieldset>
  );
}

function PlaylistPreview({ pick }: { pick: Extract<Pick, { subject: { kind: 'playlist' } }> }) {
  const say = useSay();
  const { playlist, steps, badge, organiser } = pick.playlist;
  return (
    <TellingOf activities={steps.map(({ activity }) => activity)}>
      <div class="head">
        <div class="head-words">
          {organiser ? <p class="kicker">{say('playlist.by', { organiser: organiser.name })}</p> : null}
          {playlist.about ? <Prose of={playlist.about} class="lead" /> : null}
          <p class="soft">{say(`playlist.sequence.${playlist.sequence}`)}</p>
        </div>
        {badge ? <BadgePicture of={badge.badge.image} size={96} /> : null}
      </div>
      <ol class="path">
        {steps.map((step) => (
          <li class="step open">
            <span class="node" aria-hidden="true">
              {step.position}
            </span>
            <div class="step-body">
              <StepDetails step={step} />
            </div>
          </li>
        ))}
      </ol>
    </TellingOf>
  );
}

function StepDetails({ step }: { step: StepView }) {
  const say = useSay();
  const { activity } = step;
  return (
    <>
      <p class="step-marks">
        <span class={step.isMandatory ? 'chip good' : 'chip'}>
          {say(step.isMandatory ? 'step.needed' : 'step.extra')}
        </span>
      </p>
      <h3>
        <Text of={activity.name} />
      </h3>
      <ActivityFacts activity={activity} />
      <details>
        <summary>{say('picker.details')}</summary>
        {activity.do ? <Prose of={activity.do} /> : null}
        {activity.tasks.map((task) => (
          <div class="task-preview">
            <h4>
              <Text of={task.title} />
            </h4>
            <Prose of={task.instruction} />
          </div>
        ))}
        <p class="small">{say(`picker.completed-by.${activity.completedBy.way}`)}</p>
      </details>
    </>
  );
}

/** Goes to the LMS by itself; the button is for where that does not happen. */
export function SendOff({ action, jwt }: { readonly action: string; readonly jwt: string }) {
  const say = useSay();
  return (
    <section class="card narrow">
      <h1>{say('picker.sending')}</h1>
      <form method="post" action={action} data-send-off>
        <input type="hidden" name="JWT" value={jwt} />
        <Button hook="send-off">{say('picker.send')}</Button>
      </form>
    </section>
  );
}
