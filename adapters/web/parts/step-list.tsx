import type { StepView } from '../../../core/playlists/step-view.ts';
import { useSay } from '../here.ts';
import { ActivityFacts } from './facts.tsx';
import { Button, Form } from './form.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Link } from './link.tsx';
import { Why } from './telling.tsx';
import { Text } from './texts.tsx';

const icons: Readonly<Record<StepView['state'], IconName | null>> = {
  done: 'check',
  locked: 'lock',
  waiting: 'clock',
  open: null,
};

/** The way through a playlist: which steps are done, open, waiting or locked, and why. */
export function StepList(props: {
  readonly steps: readonly StepView[];
  /** Address of a step's own page; null in a preview. */
  readonly addressOf: ((step: StepView) => string) | null;
  /** Where "I have done it" is told; null in a preview. */
  readonly declareAt: string | null;
  /** Another button of the page is the main one. */
  readonly hasOtherMain: boolean;
}) {
  const next = props.steps.find(({ state, isMandatory }) => state === 'open' && isMandatory);
  return (
    <ol class="path" id="steps">
      {props.steps.map((step) => (
        <StepShown step={step} isNext={step === next} {...props} />
      ))}
    </ol>
  );
}

function StepShown(props: {
  step: StepView;
  isNext: boolean;
  addressOf: ((step: StepView) => string) | null;
  declareAt: string | null;
  hasOtherMain: boolean;
}) {
  const say = useSay();
  const { step } = props;
  const icon = icons[step.state];
  return (
    <li
      class={`step ${step.state}${props.isNext ? ' next' : ''}`}
      data-test="step"
      data-state={step.state}
      data-activity={step.activity.id}
    >
      <span class="node" aria-hidden="true">
        {icon ? <Icon is={icon} /> : step.position}
      </span>
      <div class="step-body">
        <p class="step-marks">
          <span class={`chip ${chipOf[step.state]}`}>{say(`step.state.${step.state}`)}</span>
          {step.isMandatory ? null : <span class="chip">{say('step.extra')}</span>}
        </p>
        <h3>
          {props.addressOf ? (
            <Link to={props.addressOf(step)} class="stretched">
              <Text of={step.activity.name} />
            </Link>
          ) : (
            <Text of={step.activity.name} />
          )}
        </h3>
        <ActivityFacts activity={step.activity} />
        <StepNote step={step} />
        {step.peersQueue > 0 && props.addressOf ? (
          <p class="with-icon small">
            <Icon is="people" size={16} /> {say('peers.waiting', { count: step.peersQueue })}
          </p>
        ) : null}
        {props.declareAt && step.canDeclare ? (
          <Form action={props.declareAt} class="above" along={[]}>
            <input type="hidden" name="activity" value={step.activity.id} />
            <Button hook="declare-done" kind={props.isNext && !props.hasOtherMain ? 'main' : 'quiet'}>
              {say('activity.declare')}
            </Button>
          </Form>
        ) : null}
      </div>
    </li>
  );
}

const chipOf = { done: 'good', open: 'now', waiting: 'waits', locked: '' } as const;

/** What the reader most wants to know: why it is locked, who is asked, or how much is done. */
function StepNote({ step }: { step: StepView }) {
  const say = useSay();
  if (step.state === 'locked') {
    return (
      <p class="why">
        <Why of={step.explanation} />
      </p>
    );
  }
  if (step.state === 'waiting') {
    const asked = step.tasks.find((task) => task.explanation.verdict === 'waiting')?.explanation;
    return (
      <p class="why">
        <Why of={asked ?? step.completion} />
      </p>
    );
  }
  const toImprove = step.tasks.find(({ state }) => state === 'to-improve' || state === 'rejected');
  if (toImprove) {
    return (
      <p class="why came-back">
        <Why of={toImprove.explanation} />
      </p>
    );
  }
  if (step.needed > 0 && step.state === 'open') {
    return <p class="why">{say('step.tasks', { reached: step.reached, needed: step.needed })}</p>;
  }
  return null;
}
