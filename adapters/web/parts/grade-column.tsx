import type { Column } from '../../../core/grades/show-grades-sent.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { textHere } from './texts.tsx';

/** Asks the learning platform for a grade column. @param names several stand side by side, so each says for what */
export function AddColumn(props: {
  readonly to: Column;
  readonly kind: 'main' | 'quiet';
  readonly names?: boolean;
}) {
  const say = useSay();
  const here = useHere();
  const { placement, title } = props.to;
  const withTitle = say('grades.add-column.for', { title: textHere(here, title) });
  return (
    <Form action="/app/class/grades/add-column" name={`add-${placement.id}`}>
      <input type="hidden" name="placement" value={placement.id} />
      <Button kind={props.kind} hook="add-column" {...(props.names ? {} : { label: withTitle })}>
        {props.names ? withTitle : say('grades.add-column')}
      </Button>
    </Form>
  );
}
