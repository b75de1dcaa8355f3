import { deliveredOf, type Grade } from '../../../core/grades/grade.ts';
import type { GradeOf } from '../../../core/grades/see-grades-of.ts';
import { useSay } from '../here.ts';
import { Button, Field, Form, useCameBack } from './form.tsx';
import { useDay } from './standing.tsx';
import { Text } from './texts.tsx';

export const gradeForm = (placement: unknown): string => `grade-${placement}`;

/** What stands in the gradebooks, and deciding it again by hand. @param props.at address that the forms begin with */
export function GradesByHand({ of, at }: { readonly of: readonly GradeOf[]; readonly at: string }) {
  const say = useSay();
  if (of.length === 0) return null;
  return (
    <section aria-labelledby="grades">
      <h2 id="grades">{say('organiser.grades')}</h2>
      <p class="soft">{say('organiser.grades.about')}</p>
      <ul class="cards">
        {of.map((one) => (
          <Line of={one} at={at} />
        ))}
      </ul>
    </section>
  );
}

function Line({ of, at }: { of: GradeOf; at: string }) {
  const say = useSay();
  const id = gradeForm(of.placement.id);
  const cameBack = useCameBack(id);
  return (
    <li class="card" id={id} data-test="grade" data-placement={of.placement.id}>
      <h3>
        <Text of={of.title} />
      </h3>
      <p class="small">{of.community.title}</p>
      {of.grade ? <Now of={of.grade} /> : <p class="soft">{say('organiser.grade.none')}</p>}
      <details open={cameBack}>
        <summary>{say('organiser.grade.decide')}</summary>
        <Form action={`${at}/grade`} name={id}>
          <input type="hidden" name="placement" value={of.placement.id} />
          <Field
            id={`${id}-points`}
            name="points"
            kind="number"
            most={4}
            label={say('organiser.grade.points', { max: of.max })}
            value={of.grade ? String(of.grade.points) : ''}
            hook="grade-points"
            isNeeded
          />
          <Field
            id={`${id}-reason`}
            name="reason"
            most={500}
            label={say('organiser.grade.reason')}
            hint={say('review.overrule.hint')}
            hook="grade-reason"
            isNeeded
          />
          <Button kind="quiet" hook="decide-grade">
            {say('organiser.grade.decide')}
          </Button>
        </Form>
      </details>
    </li>
  );
}

function Now({ of }: { of: Grade }) {
  const say = useSay();
  const day = useDay();
  const delivered = deliveredOf(of);
  return (
    <>
      <p>
        {say('organiser.grade.now', { points: of.points, max: of.pointsMaximum })}{' '}
        {delivered ? (
          <span class={`chip ${chips[delivered]}`}>{say(`organiser.grade.${delivered}`)}</span>
        ) : null}
      </p>
      {of.byHand ? (
        <p class="small">
          {say('organiser.grade.by-hand', { day: day(of.byHand.at), reason: of.byHand.reason })}
        </p>
      ) : null}
    </>
  );
}

const chips = { sent: 'good', waiting: 'waits', 'needs-you': 'bad' } as const;
