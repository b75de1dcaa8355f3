import type { BadgeView } from '../../../core/badges/badge-view.ts';
import type { BadgedStep, TaskView } from '../../../core/playlists/step-view.ts';
import type { LearnerPart } from '../../../core/read-learner.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from './badge-picture.tsx';
import { Link } from './link.tsx';
import { ProgressShown } from './progress.tsx';
import { Because, TellingOf, Why } from './telling.tsx';
import { Text } from './texts.tsx';

/** How far somebody is, for those who accompany them: by playlist, each step with its work and its badge. */
export function LearnerParts({ parts }: { readonly parts: readonly LearnerPart[] }) {
  return (
    <TellingOf activities={parts.flatMap(({ steps }) => steps.map(({ activity }) => activity))} isOfOthers>
      {parts.map((part) => (
        <Part of={part} />
      ))}
    </TellingOf>
  );
}

function Part({ of }: { of: LearnerPart }) {
  const say = useSay();
  return (
    <section class="learner-part" data-test="learner-part">
      <h2>{of.playlist ? <Text of={of.playlist.name} /> : say('learner.alone')}</h2>
      {of.progress ? <ProgressShown of={of.progress} id={`progress-${of.playlist?.id}`} /> : null}
      {of.badge ? <BadgeLine of={of.badge} /> : null}
      <ul class="cards">
        {of.steps.map((step) => (
          <Step of={step} />
        ))}
      </ul>
    </section>
  );
}

function Step({ of }: { of: BadgedStep }) {
  const say = useSay();
  return (
    <li class="card" data-test="learner-step" data-state={of.state} data-activity={of.activity.id}>
      <h3>
        <Text of={of.activity.name} />
      </h3>
      <p class="step-marks">
        <span class={`chip ${chipOf[of.state]}`}>{say(`step.state.${of.state}`)}</span>
        {of.isMandatory ? null : <span class="chip">{say('step.extra')}</span>}
      </p>
      {of.state === 'done' ? null : (
        <p class="why">
          <Why of={of.state === 'locked' ? of.explanation : of.completion} />
        </p>
      )}
      {of.tasks.length > 0 ? (
        <ul class="task-lines">
          {of.tasks.map((task) => (
            <TaskLine of={task} />
          ))}
        </ul>
      ) : null}
      {of.badge ? <BadgeLine of={of.badge} isOfStep /> : null}
    </li>
  );
}

/** One task: where it is, what was said, and the way to what was handed in. */
function TaskLine({ of }: { of: TaskView }) {
  const say = useSay();
  const { state } = of;
  return (
    <li>
      <Text of={of.task.title} />{' '}
      <span class={`chip ${taskChips[state]}`}>
        {say(state === 'to-improve' ? 'class.came-back' : `work.state.${state}`)}
      </span>
      {of.work && of.evidence ? (
        <Link to={`/app/reviews/${of.work}`} class="small link-line" hook="see-work">
          {say('learner.see-work')}
        </Link>
      ) : null}
      {state === 'open' || state === 'finished' ? null : (
        <p class="small">
          <Why of={of.explanation} />
        </p>
      )}
    </li>
  );
}

/**
 * A badge in a line: whether they have it, and if not, what is missing.
 * @param props.isOfStep what is missing stands with the step already
 */
export function BadgeLine({ of, isOfStep }: { readonly of: BadgeView; readonly isOfStep?: boolean }) {
  const say = useSay();
  const isEarned = of.state === 'issued' || of.state === 'expired';
  return (
    <div class="badge-line" data-test="learner-badge" data-state={of.state}>
      <BadgePicture of={of.badge.image} size={40} isFaint={!isEarned} isDecoration />
      <div>
        <p>
          <strong>
            <Text of={of.badge.name} />
          </strong>{' '}
          <span class={`chip ${badgeChips[of.state]}`}>{say(`learner.badge.${of.state}`)}</span>
        </p>
        {of.state === 'none' && of.explanation.verdict !== 'yes' && !isOfStep ? (
          <details>
            <summary>{say('learner.badge.why')}</summary>
            <Reasons of={of} />
          </details>
        ) : null}
        {of.state === 'waiting' || of.state === 'revoked' ? <Reasons of={of} /> : null}
      </div>
    </div>
  );
}

function Reasons({ of: { explanation } }: { of: BadgeView }) {
  return explanation.because.length > 0 ? (
    <Because of={explanation} />
  ) : (
    <p class="small">
      <Why of={explanation} />
    </p>
  );
}

const chipOf = { done: 'good', open: 'now', waiting: 'waits', locked: '' } as const;
const taskChips = {
  open: '',
  'in-review': 'waits',
  'to-improve': 'bad',
  rejected: 'bad',
  finished: 'good',
} as const;
const badgeChips = { none: '', waiting: 'waits', issued: 'good', expired: 'waits', revoked: 'bad' } as const;
