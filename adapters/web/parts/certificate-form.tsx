import type { AwardView } from '../../../core/badges/award-view.ts';
import { useSay } from '../here.ts';
import { Button, Field, Form } from './form.tsx';

/** A badge on paper, in the name that its holder writes. @param props.name of the form, where a page has several */
export function CertificateForm({ of, action, name }: { of: AwardView; action: string; name: string }) {
  const say = useSay();
  const isReleased = of.award.releasedAt !== null;
  return (
    <details>
      <summary>{say('certificate.make')}</summary>
      <Form action={action} name={name}>
        <input type="hidden" name="award" value={of.award.id} />
        <Field
          id={`holder-${of.award.id}`}
          name="name"
          label={say('paper.name')}
          hint={say('paper.name.hint')}
          most={80}
          isNeeded
          hook="holder"
        />
        <Button kind="quiet" hook="certificate">
          {say(isReleased ? 'certificate.save' : 'certificate.save.first')}
        </Button>
      </Form>
    </details>
  );
}
