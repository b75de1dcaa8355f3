import type { Activity } from '../../../core/activities/activity.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { Text, textHere } from './texts.tsx';

/** Closing activities for late work, and opening them again. @param props.action the form, on the page it stands on */
export function LateWork(props: { readonly action: string; readonly activities: readonly Activity[] }) {
  const say = useSay();
  if (props.activities.length === 0) return null;
  return (
    <details
      class="card"
      id="late-work"
      open={props.activities.some(({ closedLate }) => closedLate)}
      data-test="late-work"
    >
      <summary data-focus>{say('organiser.late.title')}</summary>
      <p class="soft">{say('organiser.late.about')}</p>
      <ul class="rows">
        {props.activities.map((activity) => (
          <One activity={activity} action={props.action} />
        ))}
      </ul>
    </details>
  );
}

function One({ activity, action }: { readonly activity: Activity; readonly action: string }) {
  const say = useSay();
  const here = useHere();
  const isClosed = activity.closedLate === true;
  const does = say(isClosed ? 'organiser.late.open' : 'organiser.late.close');
  return (
    <li class="row between">
      <span>
        <Text of={activity.name} />{' '}
        {isClosed ? <span class="chip">{say('organiser.late.closed')}</span> : null}
      </span>
      <Form action={action} name={`late-${activity.id}`} swaps="late-work">
        <input type="hidden" name="activity" value={activity.id} />
        <Button
          kind="quiet"
          name="takes"
          value={isClosed ? 'yes' : 'no'}
          label={`${does}: ${textHere(here, activity.name)}`}
          hook="late-work-set"
        >
          {does}
        </Button>
      </Form>
    </li>
  );
}
