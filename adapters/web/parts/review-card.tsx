import type { QueueItem } from '../../../core/evidence/list-queue.ts';
import { type Instant, millis } from '../../../core/instant.ts';
import { ago } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';
import { EvidenceShown } from './evidence.tsx';
import { Button, Field, Form, Refused, useCameBack } from './form.tsx';
import { TellingOf, Why } from './telling.tsx';
import { Prose, Text } from './texts.tsx';

/** What somebody handed in, for whoever may say something about it. Each answer swaps this card only. */
export function ReviewCard({ of }: { readonly of: QueueItem }) {
  const say = useSay();
  const { now, visitor } = useHere();
  const id = `work-${of.work.id}`;
  return (
    <TellingOf activities={[of.activity]}>
      <article class="card review-card" id={id} aria-labelledby={`${id}-title`} data-test="review">
        <header>
          <h3 id={`${id}-title`} data-focus>
            {of.author.name}
          </h3>
          <p class="soft">
            <Text of={of.activity.name} /> · <Text of={of.task.title} />
          </p>
          <p class="step-marks">
            {of.work.state === 'in-review' ? null : (
              <span class={of.work.state === 'finished' ? 'chip good' : 'chip'}>
                {say(of.work.state === 'to-improve' ? 'class.came-back' : `work.state.${of.work.state}`)}
              </span>
            )}
            <span class="chip">
              {say('review.waits', { ago: ago(visitor.language, of.waitingSince, now) })}
            </span>
            {of.isStuck ? <span class="chip waits">{say('review.stuck')}</span> : null}
            {of.work.isLate && of.amongStaff ? <span class="chip">{say('work.late')}</span> : null}
            {of.approvals.need > 1 ? <span class="chip">{say('review.approvals', of.approvals)}</span> : null}
          </p>
        </header>
        <details>
          <summary>{say('review.asked')}</summary>
          <Prose of={of.task.instruction} />
        </details>
        <EvidenceShown of={of.evidence} />
        {of.earlier.length > 0 ? (
          <details>
            <summary>{say('review.earlier', { count: of.earlier.length })}</summary>
            {of.earlier.map((version) => (
              <EvidenceShown of={version} />
            ))}
          </details>
        ) : null}
        {of.offered && of.mayOverrule.verdict === 'yes' ? (
          <p class="aside">
            <Why of={of.offered} />
          </p>
        ) : null}
        <NotDone of={of} />
        <AmongStaff of={of} />
        <Decide of={of} />
        <Overrule of={of} />
        <Reopen of={of} />
      </article>
    </TellingOf>
  );
}

/** What reviewers say among themselves; peers have none of it. */
function AmongStaff({ of }: { of: QueueItem }) {
  const say = useSay();
  const { visitor, now } = useHere();
  const id = `work-${of.work.id}`;
  if (!of.amongStaff) return null;
  const { assignedTo, notes } = of.amongStaff;
  return (
    <details open={assignedTo !== null || notes.length > 0} data-test="among-staff">
      <summary>{say('review.among-staff')}</summary>
      {assignedTo ? (
        <p class="small">
          {say('review.assigned')}: {assignedTo}
        </p>
      ) : null}
      {notes.map(({ by, words, at }) => (
        <blockquote class="small">
          {words}
          <footer class="soft">
            {by} · {ago(visitor.language, at, now)}
          </footer>
        </blockquote>
      ))}
      <Form action={`/app/reviews/${of.work.id}/take-on`} swaps={id} class="row">
        <Button kind="quiet" hook="review-take-on">
          {say('review.assign.me')}
        </Button>
      </Form>
      <Form action={`/app/reviews/${of.work.id}/note`} name={`${id}-note`} swaps={id}>
        <Field
          id={`${id}-note-words`}
          name="note"
          kind="long"
          rows={2}
          most={1000}
          label={say('review.note')}
          hint={say('review.note.hint')}
          hook="review-note"
          isNeeded
        />
        <Button kind="quiet" hook="review-note-add">
          {say('review.note.add')}
        </Button>
      </Form>
    </details>
  );
}

/** Why it was refused, where the form that was sent is offered no more. */
function NotDone({ of }: { of: QueueItem }) {
  const { amiss } = useHere();
  const id = `work-${of.work.id}`;
  const offered = [
    ...(mayDecide(of) ? [`${id}-decide`] : []),
    ...(of.mayOverrule.verdict === 'yes' ? [`${id}-overrule`] : []),
    ...(of.mayReopen.verdict === 'yes' ? [`${id}-reopen`] : []),
    ...(of.amongStaff ? [`${id}-note`] : []),
  ];
  if (!amiss?.form.startsWith(`${id}-`) || offered.includes(amiss.form)) return null;
  return <Refused form={amiss.form} />;
}

const mayDecide = ({ mayApprove, mayImprove }: QueueItem): boolean =>
  mayApprove.verdict === 'yes' || mayImprove.verdict === 'yes';

function Decide({ of }: { of: QueueItem }) {
  const say = useSay();
  const id = `work-${of.work.id}`;
  const may = (is: QueueItem['mayApprove']) => is.verdict === 'yes';
  if (!mayDecide(of)) {
    if (of.work.state !== 'in-review') return null;
    return (
      <p class="why">
        <Why of={of.mayApprove} />
      </p>
    );
  }
  return (
    <Form action={`/app/reviews/${of.work.id}/decide`} name={`${id}-decide`} swaps={id} class="decide">
      <input type="hidden" name="evidenceVersion" value={of.evidence.version} />
      <Field
        id={`${id}-words`}
        name="words"
        kind="long"
        rows={3}
        most={2000}
        label={say('review.words')}
        hint={say('review.words.hint')}
        hook="review-words"
        keptAs={`${id}/${of.evidence.version}`}
      />
      <div class="buttons">
        {may(of.mayApprove) ? (
          <Button name="decision" value="approve" hook="review-approve">
            {say('review.approve')}
          </Button>
        ) : null}
        {may(of.mayImprove) ? (
          <Button name="decision" value="improve" kind="quiet" hook="review-improve">
            {say('review.improve')}
          </Button>
        ) : null}
        {may(of.mayReject) ? (
          <Button name="decision" value="reject" kind="danger" hook="review-reject">
            {say('review.reject')}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

/** Deciding without the reviews that were asked for: with a reason, on record. */
function Overrule({ of }: { of: QueueItem }) {
  const say = useSay();
  const id = `work-${of.work.id}`;
  const cameBack = useCameBack(`${id}-overrule`);
  if (of.mayOverrule.verdict !== 'yes') return null;
  return (
    <details class="overrule" open={cameBack || of.offered !== null}>
      <summary>{say('review.overrule.title')}</summary>
      <Form action={`/app/reviews/${of.work.id}/overrule`} name={`${id}-overrule`} swaps={id}>
        <input type="hidden" name="evidenceVersion" value={of.evidence.version} />
        <Field
          id={`${id}-reason`}
          name="reason"
          most={500}
          label={say('review.overrule.reason')}
          hint={say('review.overrule.hint')}
          hook="review-overrule-reason"
          isNeeded
        />
        <Button kind="quiet" hook="review-overrule">
          {say('review.overrule')}
        </Button>
      </Form>
    </details>
  );
}

/** Opening finished work again: with a reason that its author reads. Badges stay. */
function Reopen({ of }: { of: QueueItem }) {
  const say = useSay();
  const id = `work-${of.work.id}`;
  const cameBack = useCameBack(`${id}-reopen`);
  if (of.mayReopen.verdict !== 'yes') return null;
  return (
    <details class="overrule" open={cameBack}>
      <summary>{say('review.reopen.title')}</summary>
      <Form action={`/app/reviews/${of.work.id}/reopen`} name={`${id}-reopen`} swaps={id}>
        <Field
          id={`${id}-why-reopen`}
          name="reason"
          most={500}
          label={say('review.reopen.reason')}
          hint={say('review.reopen.hint')}
          hook="review-reopen-reason"
          isNeeded
        />
        <Button kind="danger" hook="review-reopen">
          {say('review.reopen')}
        </Button>
      </Form>
    </details>
  );
}

/** What was just decided, in the place of its card; with *Undo* as long as nothing followed. */
export function DecidedCard(props: {
  readonly work: string;
  readonly said: string;
  /** Null: it cannot be undone. */
  readonly undoUntil: Instant | null;
}) {
  const say = useSay();
  const { now } = useHere();
  const id = `work-${props.work}`;
  const seconds = props.undoUntil ? Math.ceil((millis(props.undoUntil) - millis(now)) / 1000) : 0;
  return (
    <article class="card decided" id={id}>
      <p data-focus>
        <strong>{props.said}</strong>
      </p>
      {seconds > 0 ? (
        <div data-until-over>
          <Form action={`/app/reviews/${props.work}/undo`} swaps={id} class="row">
            <Button kind="quiet" hook="undo">
              {say('undo')}
            </Button>
            <Countdown seconds={seconds} />
          </Form>
        </div>
      ) : null}
    </article>
  );
}

/** Seconds left; read out once, not every second. */
export function Countdown({ seconds }: { readonly seconds: number }) {
  const say = useSay();
  return (
    <span class="small">
      <span class="unseen">{say('undo.seconds', { seconds })}</span>
      <span aria-hidden="true">
        <span data-seconds-left={seconds}>{seconds}</span> s
      </span>
    </span>
  );
}
