import type { Activity } from '../../../core/activities/activity.ts';
import type { ActivityView } from '../../../core/activities/see-activity.ts';
import type { EndorsementView } from '../../../core/endorsements/list-endorsements.ts';
import type { QueueItem } from '../../../core/evidence/list-queue.ts';
import type { StepView } from '../../../core/playlists/step-view.ts';
import { useHere, useSay } from '../here.ts';
import { AwardShown } from '../parts/award.tsx';
import { EarnsNothing } from '../parts/earns-nothing.tsx';
import { Endorsements } from '../parts/endorsements.tsx';
import { ActivityFacts, languageNames } from '../parts/facts.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { ProgressShown } from '../parts/progress.tsx';
import { ReviewCard } from '../parts/review-card.tsx';
import { TaskShown } from '../parts/task.tsx';
import { TellingOf, Why } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';

/** @param props.at address that its forms begin with */
export function ActivityShown(props: {
  readonly view: ActivityView;
  /** Null: no task asks peers, or the reader has not joined. */
  readonly peers: readonly QueueItem[] | null;
  readonly endorsed?: readonly EndorsementView[];
  readonly at: string;
}) {
  const { step, within } = props.view;
  return (
    <TellingOf activities={namedIn(props.view)}>
      <Head view={props.view} />
      {props.view.earnsNothing ? <EarnsNothing why={props.view.earnsNothing} /> : null}
      <Standing step={step} at={props.at} />
      {props.peers && props.peers.length > 0 ? <PeersWait count={props.peers.length} /> : null}
      <About step={step} />
      <Tasks step={step} at={props.at} within={within?.playlist ?? null} />
      {props.peers ? <Peers queue={props.peers} /> : null}
      <div id="earned">{step.badge ? <AwardShown of={step.badge} at={props.at} /> : null}</div>
      {props.endorsed ? <Endorsements of={props.endorsed} /> : null}
      <Leave step={step} at={props.at} />
    </TellingOf>
  );
}

/** What its reasons may name. */
export const namedIn = ({ step, within }: ActivityView): readonly Activity[] => [
  step.activity,
  ...(within?.activities ?? []),
];

function Head({ view: { step, organiser, within } }: { view: ActivityView }) {
  const say = useSay();
  return (
    <section class="activity-head">
      {within ? (
        <>
          <p class="kicker">
            <Link to={`/app/playlists/${within.playlist}`} class="back">
              <Icon is="back" size={16} /> <Text of={within.name} />
            </Link>
          </p>
          <ProgressShown of={within.progress} />
        </>
      ) : null}
      <h1>
        {step.position ? (
          <span class="step-number">{say('step.number', { position: step.position })}</span>
        ) : null}
        <Text of={step.activity.name} />
      </h1>
      <ActivityFacts activity={step.activity} />
      {organiser ? <p class="small">{say('activity.by', { organiser: organiser.name })}</p> : null}
    </section>
  );
}

/** Where one stands, and the one thing to do next. */
function Standing({ step, at }: { step: StepView; at: string }) {
  const say = useSay();
  const shown = step.state === 'locked' ? step.explanation : step.completion;
  return (
    <section id="standing" class={`standing ${step.state}`} data-test="step" data-state={step.state}>
      <p class="standing-line" data-focus>
        <span class={`chip ${chips[step.state]}`}>{say(`step.state.${step.state}`)}</span>
        {step.isMandatory ? null : <span class="chip">{say('step.extra')}</span>}
        <span>
          <Why of={shown} />
        </span>
      </p>
      {step.canDeclare ? (
        <Form action={`${at}/declare-done`}>
          <Button hook="declare-done">{say('activity.declare')}</Button>
        </Form>
      ) : step.canJoin ? (
        <Form action={`${at}/join`}>
          <Button hook="join" kind={step.tasks.some(({ canSubmit }) => canSubmit) ? 'quiet' : 'main'}>
            {say(step.activity.joining === 'open' ? 'activity.join' : 'activity.ask-to-join')}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}

const chips = { done: 'good', open: 'now', waiting: 'waits', locked: '' } as const;

function About({ step: { activity } }: { step: StepView }) {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <section class="about">
      {activity.do ? (
        <>
          <h2>{say('activity.do')}</h2>
          <Prose of={activity.do} />
        </>
      ) : null}
      {activity.learn ? (
        <>
          <h2>{say('activity.learn')}</h2>
          <Prose of={activity.learn} />
        </>
      ) : null}
      {activity.about ? <Prose of={activity.about} /> : null}
      {activity.materials.length > 0 ? (
        <>
          <h2>{say('activity.materials')}</h2>
          <ul class="materials">
            {activity.materials.map((material) => (
              <li>
                <a href={material.url} target="_blank" rel="noopener noreferrer nofollow">
                  <Text of={material.title} />
                </a>{' '}
                <span class="small">{say('evidence.leads-to', { host: new URL(material.url).host })}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {activity.languages.length > 0 ? (
        <p class="small">
          {say('activity.languages', {
            languages: languageNames(visitor.language, activity.languages).join(', '),
          })}
        </p>
      ) : null}
    </section>
  );
}

function Tasks(props: { step: StepView; at: string; within: Parameters<typeof TaskShown>[0]['within'] }) {
  const say = useSay();
  const { step } = props;
  if (step.tasks.length === 0) return null;
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{say('activity.tasks')}</h2>
      {step.tasks.map((task) => (
        <TaskShown of={task} at={props.at} within={props.within} />
      ))}
    </section>
  );
}

/** Others wait for a word further down. */
function PeersWait({ count }: { count: number }) {
  const say = useSay();
  return (
    <p class="aside with-icon">
      <Icon is="people" />
      <a href="#peers">{say('peers.waiting', { count })}</a>
    </p>
  );
}

function Peers({ queue }: { queue: readonly QueueItem[] }) {
  const say = useSay();
  return (
    <section aria-labelledby="peers">
      <h2 id="peers">{say('peers.title')}</h2>
      <p class="soft">{say('peers.about')}</p>
      {queue.length === 0 ? (
        <div class="empty">
          <p>{say('peers.empty')}</p>
        </div>
      ) : (
        queue.map((item) => <ReviewCard of={item} />)
      )}
    </section>
  );
}

function Leave({ step, at }: { step: StepView; at: string }) {
  const say = useSay();
  if (!step.canLeave) return null;
  return (
    <details class="leave">
      <summary>{say('activity.leave')}</summary>
      <p class="small">{say('activity.leave.about')}</p>
      <Form action={`${at}/leave`}>
        <Button kind="quiet">{say('activity.leave')}</Button>
      </Form>
    </details>
  );
}
