import { z } from 'zod';
import { opportunityKinds } from '../../../core/endorsements/opportunity.ts';
import type { Written } from '../../../core/endorsements/write-endorsement.ts';
import { type Instant, instant } from '../../../core/instant.ts';
import type { Language } from '../../../core/texts.ts';
import { useSay } from '../here.ts';
import { Field, useTyped } from './form.tsx';

const Day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine((day) => !Number.isNaN(Date.parse(day)))
  .optional();

const shape = {
  text: z.string().min(10).max(2000),
  kind: z.enum(['none', ...opportunityKinds]).default('none'),
  what: z.string().max(500).optional(),
  places: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional(),
  'opportunity-until': Day,
  until: Day,
};

/** What an endorser writes, whoever they are. @param more what this form asks beside it */
export const writtenForm = <More extends z.ZodRawShape>(more: More) =>
  z.object({ ...shape, ...more }).superRefine((form, context) => {
    const { kind, what } = form as { kind: string; what?: string };
    if (kind !== 'none' && !what) {
      context.addIssue({ code: 'custom', path: ['what'], message: 'what is offered' });
    }
  });

type Form = z.infer<z.ZodObject<typeof shape>>;

export const writtenOf = (form: Form, language: Language): Written => ({
  text: form.text,
  language,
  until: endOf(form.until),
  opportunity:
    form.kind === 'none'
      ? null
      : {
          kind: form.kind,
          what: form.what ?? '',
          places: form.places ? Number(form.places) : null,
          until: endOf(form['opportunity-until']),
        },
});

/** That day still counts. */
const endOf = (day: string | undefined): Instant | null => (day ? instant(`${day}T23:59:59.000Z`) : null);

export function EndorsementFields({ id }: { readonly id: string }) {
  const say = useSay();
  const { value = 'none' } = useTyped('kind');
  return (
    <>
      <Field
        id={`text-${id}`}
        name="text"
        kind="long"
        rows={6}
        label={say('endorse.text')}
        hint={say('endorse.text.hint')}
        most={2000}
        isNeeded
        keptAs={`endorse/${id}/text`}
        hook="endorse-text"
      />
      <Field
        id={`until-${id}`}
        name="until"
        kind="date"
        label={say('endorse.until')}
        hint={say('endorse.until.hint')}
      />
      <fieldset>
        <legend>{say('endorse.opportunity')}</legend>
        <p class="hint">{say('endorse.opportunity.hint')}</p>
        <div class="field">
          <label for={`kind-${id}`}>{say('endorse.opportunity.kind')}</label>
          <select id={`kind-${id}`} name="kind">
            {(['none', ...opportunityKinds] as const).map((kind) => (
              <option value={kind} selected={kind === value}>
                {say(`opportunity.kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <Field
          id={`what-${id}`}
          name="what"
          kind="long"
          rows={2}
          label={say('endorse.opportunity.what')}
          most={500}
        />
        <Field
          id={`places-${id}`}
          name="places"
          kind="number"
          label={say('endorse.opportunity.places')}
          hint={say('endorse.opportunity.places.hint')}
          most={4}
        />
        <Field
          id={`open-${id}`}
          name="opportunity-until"
          kind="date"
          label={say('endorse.opportunity.until')}
        />
      </fieldset>
    </>
  );
}
