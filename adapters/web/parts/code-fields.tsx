import { useHere, useSay } from '../here.ts';
import { Field, useTyped } from './form.tsx';

/** What every form that makes codes asks, whatever they lead to. */
export function CodeFields({ asksFirst }: { readonly asksFirst?: boolean }) {
  const say = useSay();
  return (
    <>
      <SheetKey />
      <Field
        id="count"
        name="count"
        kind="number"
        label={say('codes.count')}
        hint={say('codes.count.hint')}
        value="1"
      />
      <Field
        id="max-uses"
        name="maxUses"
        kind="number"
        label={say('codes.max-uses')}
        hint={say('codes.max-uses.hint')}
      />
      <Field id="word" name="word" label={say('codes.word')} hint={say('codes.word.hint')} most={20} />
      <Field id="title" name="title" label={say('codes.title')} hint={say('codes.title.hint')} most={120} />
      <Field id="place" name="place" label={say('codes.place')} most={120} />
      <Field id="from" name="from" kind="date" label={say('codes.from')} />
      <Field id="until" name="until" kind="date" label={say('codes.until')} />
      <Approval isChecked={asksFirst ?? false} />
    </>
  );
}

/** One per form shown: the same sent twice makes one sheet. */
function SheetKey() {
  const { web } = useHere();
  return <input type="hidden" name="sheet" value={useTyped('sheet').value ?? web.ports.ids.code(16)} />;
}

function Approval({ isChecked }: { isChecked: boolean }) {
  const say = useSay();
  const { amiss } = useHere();
  const { value } = useTyped('needsApproval');
  return (
    <label class="choice">
      <input type="checkbox" name="needsApproval" value="yes" checked={amiss ? value === 'yes' : isChecked} />
      {say('codes.needs-approval')}
    </label>
  );
}
