import type { AwardView } from '../../../core/badges/award-view.ts';
import { awardForms } from '../award-files.ts';
import { useSay } from '../here.ts';
import { Button, Form } from './form.tsx';

/** The files of a badge. The first one taken makes its documents answer, and the buttons say so (R20). */
export function TakeAlong({ of, action }: { of: AwardView; action: string }) {
  const say = useSay();
  const isReleased = of.award.releasedAt !== null;
  return (
    <>
      <p class="soft">{say(isReleased ? 'take.about' : 'take.about-first')}</p>
      <div class="row">
        {awardForms.map((form) => (
          <Form action={action}>
            <input type="hidden" name="award" value={of.award.id} />
            <Button kind="quiet" name="form" value={form} hook={`take-${form}`}>
              {say(isReleased ? `take.${form}` : `take.${form}.first`)}
            </Button>
          </Form>
        ))}
      </div>
    </>
  );
}
