import type { ApplicationView } from '../../../core/endorsements/read-applications.ts';
import { useSay } from '../here.ts';
import { Button, Form } from './form.tsx';

/** Who asks for an opportunity: what each released, and nothing else. @param props.at where a yes or no is sent */
export function Applications(props: { readonly of: readonly ApplicationView[]; readonly at: string }) {
  const say = useSay();
  if (props.of.length === 0) return <p class="empty">{say('opportunity.nobody')}</p>;
  return (
    <ul class="rows" data-test="applications">
      {props.of.map((view) => {
        const { application, name, email, award } = view;
        return (
          <li data-test="application">
            <p>
              <strong>{name ?? say('opportunity.unnamed')}</strong>{' '}
              <span class="chip">{say(`opportunity.state.${application.state}`)}</span>
            </p>
            {application.words ? <p>{application.words}</p> : null}
            {email ? (
              <p>
                <a href={`mailto:${email}`}>{email}</a>
              </p>
            ) : null}
            {award ? (
              <p>
                <a href={award}>{say('opportunity.released.award')}</a>
              </p>
            ) : null}
            {application.state === 'sent' ? (
              <Form action={`${props.at}/answer`} name={application.id}>
                <input type="hidden" name="application" value={application.id} />
                <p class="buttons">
                  <Button kind="quiet" name="answer" value="yes" hook="application-yes">
                    {say('opportunity.yes')}
                  </Button>
                  <Button kind="quiet" name="answer" value="no" hook="application-no">
                    {say('opportunity.no')}
                  </Button>
                </p>
              </Form>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
