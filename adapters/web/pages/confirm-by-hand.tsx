import type { Activity } from '../../../core/activities/activity.ts';
import type { ClassView } from '../../../core/communities/show-class.ts';
import type { ActivityId, PersonId } from '../../../core/ids.ts';
import { type Instant, millis } from '../../../core/instant.ts';
import type { ClassRow } from '../../../core/ports/records.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form, useTyped } from '../parts/form.tsx';
import { nameOf } from '../parts/matrix.tsx';
import { Countdown } from '../parts/review-card.tsx';
import { Text } from '../parts/texts.tsx';
import { classAddress } from './class-address.ts';

/** A confirmation just given, which can still be undone. */
export interface Confirmed {
  readonly activity: ActivityId;
  readonly persons: readonly PersonId[];
  readonly undoUntil: Instant;
  readonly said: string;
}

/** Those who were there, or have done it: chosen from the class, several at once. */
export function ByHand(props: {
  readonly view: ClassView;
  readonly confirmed: Confirmed | null;
  /** Keeps the learners that are shown while something is confirmed. */
  readonly after: string | null;
}) {
  const { view, confirmed, after } = props;
  const say = useSay();
  const activities = view.activities.filter(
    ({ completedBy }) => completedBy.way === 'attendance' || completedBy.way === 'organiser',
  );
  if (activities.length === 0 || view.rows.length === 0) return null;
  return (
    <section aria-labelledby="by-hand">
      <h2 id="by-hand">{say('class.by-hand')}</h2>
      {activities.map((activity) =>
        confirmed?.activity === activity.id ? (
          <JustConfirmed of={confirmed} action={classAddress(view, 'undo', { after })} />
        ) : (
          <ConfirmForm
            activity={activity}
            rows={view.rows}
            actionOf={(act) => classAddress(view, act, { after })}
          />
        ),
      )}
    </section>
  );
}

function ConfirmForm(props: {
  activity: Activity;
  rows: readonly ClassRow[];
  actionOf: (act: string) => string;
}) {
  const { activity, rows, actionOf } = props;
  const say = useSay();
  const act = activity.completedBy.way === 'attendance' ? 'confirm-attendance' : 'confirm-completion';
  const open = rows.filter((row) => !row.completed.includes(activity.id));
  const id = `confirm-${activity.id}`;
  return (
    <div class="card" id={id}>
      <h3>
        <Text of={activity.name} />
      </h3>
      {open.length === 0 ? (
        <p class="soft">{say('class.all-confirmed')}</p>
      ) : (
        <Form action={actionOf(act)} name={id} swaps={id} along={['class-table']}>
          <input type="hidden" name="activity" value={activity.id} />
          <People rows={open} question={say(`class.${act}.question`)} />
          <Button hook={act} kind="quiet">
            {say(`class.${act}`)}
          </Button>
        </Form>
      )}
    </div>
  );
}

function People({ rows, question }: { rows: readonly ClassRow[]; question: string }) {
  const say = useSay();
  const { wrong } = useTyped('persons');
  return (
    <fieldset>
      <legend>{question}</legend>
      <div class="choices">
        {rows.map((row) => (
          <label class="choice">
            <input type="checkbox" name="persons" value={row.membership.person} />
            {nameOf(row)}
          </label>
        ))}
      </div>
      {wrong ? <p class="error">{say('class.choose-somebody')}</p> : null}
    </fieldset>
  );
}

function JustConfirmed({ of, action }: { of: Confirmed; action: string }) {
  const say = useSay();
  const { now } = useHere();
  const id = `confirm-${of.activity}`;
  const seconds = Math.ceil((millis(of.undoUntil) - millis(now)) / 1000);
  return (
    <div class="card decided" id={id}>
      <p data-focus>
        <strong>{of.said}</strong>
      </p>
      {seconds > 0 && of.persons.length > 0 ? (
        <div data-until-over>
          <Form action={action} swaps={id} class="row">
            <input type="hidden" name="activity" value={of.activity} />
            {of.persons.map((person) => (
              <input type="hidden" name="persons" value={person} />
            ))}
            <Button kind="quiet" hook="undo">
              {say('undo')}
            </Button>
            <Countdown seconds={seconds} />
          </Form>
        </div>
      ) : null}
    </div>
  );
}
